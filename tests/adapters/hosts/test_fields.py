"""Answers that are not as documented: a field that is missing, null or something else costs at most what it tells."""

import gzip
import json
import random
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import web

from core.errors import OutsideError
from tests.adapters.hosts.kit import MONDAY, found, query
from tests.adapters.hosts.team import Team
from tests.servers.host import Host

ODD: tuple[object, ...] = (
    None, "", "?", -1, 0, 2.5, 10**30, True, [], {}, [None], {"id": []}, "\ud800", "9999-99-99", "0001-01-01T00:00:00+14:00",
)  # fmt: skip


@pytest.mark.fault("F071")
@pytest.mark.parametrize("seed", range(50))
async def test_altered_fields_never_break_an_answer(team: Team, seed: int) -> None:
    team.do_everything()
    chance = random.Random(seed)  # noqa: S311  the same on every run

    async def alters(request: web.Request, server: Host[Any]) -> web.StreamResponse:
        answer = await server.answered(request)
        if not isinstance(answer.body, bytes) or answer.status != 200:
            return answer
        return web.Response(text=json.dumps(altered(json.loads(gzip.decompress(answer.body)), chance)), content_type="application/json")

    async with team.serve() as server:
        server.plan(f"(?!{team.ME}$).*", alters)
        events, error = await found(team.reading(server), query())

    assert error is None or isinstance(error, OutsideError)
    for event in events:
        assert MONDAY <= event.at < MONDAY + timedelta(days=7)
        assert event.repository
        json.dumps([event.title, event.body, event.ref, event.url], ensure_ascii=False).encode()


def altered(value: object, chance: random.Random) -> object:
    """Drop a field of thirty, and replace another."""
    if isinstance(value, list):
        return [altered(one, chance) for one in value]
    if not isinstance(value, dict):
        return value
    return {name: chance.choice(ODD) if chance.random() < 1 / 30 else altered(one, chance) for name, one in _kept(value, chance)}


def _kept(row: Mapping[str, object], chance: random.Random) -> Iterator[tuple[str, object]]:
    return ((name, value) for name, value in row.items() if chance.random() >= 1 / 30)

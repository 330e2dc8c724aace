"""Answers that are not as documented: a field that is missing, null or something else costs at most what it tells."""

import gzip
import json
import random
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import web

from adapters.azure import fields
from core.errors import OutsideError
from tests.adapters.azure.conftest import Team
from tests.adapters.azure.kit import MONDAY, account, found, query, source
from tests.servers.azure import AzureServer

HOUR = timedelta(hours=1)
ODD: tuple[object, ...] = (
    None, "", "?", -1, 0, 2.5, 10**30, True, [], {}, [None], {"id": []}, "\ud800", "9999-99-99", "0001-01-01T00:00:00+14:00",
)  # fmt: skip


def full(team: Team) -> None:
    """Let Ana do one of everything."""
    world, web, ana, bob = team.world, team.web, team.ana, team.bob
    item = world.item(team.plan, ana, "Broken", MONDAY + HOUR)
    first = world.commit(web, ana, f"Add login (#{item.number})\n\nAll of it.", MONDAY + HOUR, branch="login")
    world.push(web, ana, MONDAY + 2 * HOUR, branch="login")
    mine = world.request(web, ana, "Add login", MONDAY + 3 * HOUR, branch="login", commits=[first], labels=["ui"])
    world.complete(mine, ana, MONDAY + 4 * HOUR)
    theirs = world.request(web, bob, "Other", MONDAY + 4 * HOUR, branch="o")
    world.vote(theirs, ana, 10, MONDAY + 5 * HOUR)
    world.remark(theirs, ana, "Nice", MONDAY + 6 * HOUR)
    world.comment(item, ana, "Soon", MONDAY + 7 * HOUR)
    world.close(item, ana, MONDAY + 8 * HOUR)
    world.tag(web, ana, "v1", MONDAY + 10 * HOUR, message="One")


@pytest.mark.fault("F071")
@pytest.mark.parametrize("seed", range(60))
async def test_altered_fields_never_break_an_answer(team: Team, seed: int) -> None:
    full(team)
    chance = random.Random(seed)  # noqa: S311  the same on every run

    async def alters(request: web.Request, server: AzureServer) -> web.StreamResponse:
        answer = await server.answered(request)
        if not isinstance(answer.body, bytes) or answer.status != 200:
            return answer
        return web.Response(text=json.dumps(altered(json.loads(gzip.decompress(answer.body)), chance)), content_type="application/json")

    async with AzureServer(team.world) as server:
        server.plan("/(?!_apis/connectionData$).*", alters)
        events, error = await found(source(server, account(team.ana, server.token(team.ana))), query())

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


def test_fields_are_what_they_should_be_or_nothing() -> None:
    row = {"a": "x", "n": 7, "t": True, "l": ["x", {"name": "y"}, 1], "o": {"k": {"v": "w"}}, "e": ""}

    assert (fields.text(row, "e", "a"), fields.text(row, "n")) == ("x", "")
    assert [fields.number(row, name) for name in ("n", "t", "a", "none")] == [7, 0, 0, 0]
    assert (fields.flag(row, "n"), fields.flag(row, "t")) == (False, True)
    assert (fields.texts(row, "l"), fields.texts(row, "a")) == (("x",), ())
    assert (fields.inner(row, "o", "k"), fields.inner(row, "a", "k")) == ({"v": "w"}, {})
    assert fields.rows([row, 1, None]) == [row]
    assert fields.rows("x") == []


def test_times_are_read_in_every_zone_and_with_every_number_of_digits() -> None:
    moment = datetime(2026, 11, 9, 1, tzinfo=UTC)
    row = {
        "z": "2026-11-09T01:00:00Z",
        "east": "2026-11-09T03:00:00+02:00",
        "bare": "2026-11-09 01:00:00",
        "long": "2026-11-09T01:00:00.0000003Z",
    }

    assert [fields.when(row, name) for name in row] == [moment] * 4
    assert fields.when({"short": "2026-11-09T01:00:00.32Z"}, "short") == moment + timedelta(milliseconds=320)
    assert fields.when({"bad": "soon"}, "bad", "none") is None
    assert fields.when({"early": "0001-01-01T00:00:00+14:00"}, "early") is None

"""What is read where GitHub is older, or where any field is not what it should be."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from aiohttp import web

from tests.adapters.github.house import asker, at
from tests.servers.github.server import GitHubServer
from tests.servers.github.world import World


@pytest.mark.fault("F071")
async def test_an_older_server_is_asked_without_the_fields_that_it_lacks(world: World, server: GitHubServer) -> None:
    ana, web_ = world.users["ana"], world.repositories["acme/web"]
    world.pull(web_, ana, "Mine", at(1), branch="mine", is_draft=True)
    server.endpoint.lacking = {"visibility", "closingIssuesReferences", "isDraft"}
    asking = asker(server, ana)

    world.commit(web_, ana, "Try", at(2), branch="try")
    world.push(web_, ana, at(2), branch="try")

    event, _ = await asking.asks()

    assert [call.points > 0 for call in server.calls if call.kind == "graphql"] == [False, True, True], "what it lacks is learnt once"
    assert event.visibility == "private"
    assert asking.problem == "github.com is of a version without closingIssuesReferences, isDraft: what depends on it is not told."


@pytest.mark.fault("F071")
async def test_any_field_may_be_missing_null_or_of_another_type(world: World, server: GitHubServer) -> None:
    ana, bob, web_ = world.users["ana"], world.users["bob"], world.repositories["acme/web"]
    commit = world.commit(web_, ana, "Mine", at(1), branch="mine")
    pull = world.pull(web_, ana, "Request", at(1), branch="mine", commits=[commit])
    world.push(web_, ana, at(1), branch="mine")
    world.review(world.pull(web_, bob, "Theirs", at(1), branch="theirs"), ana, at(2), lines=1)
    world.release(web_, ana, "v1", at(2))
    world.merge(pull, bob, at(3))
    whole = asker(server, ana)
    assert len(await whole.asks()) == 6
    answers: list[Any] = []
    wrongs: list[object] = [None, 7, "x", [], {}, True, "2026-99-99T00:00:00Z", "9999-12-31T23:59:59-12:00"]
    for wrong in wrongs:
        for place in range(0, 400, 7):
            changed = _Changed(place, wrong)
            asking = asker(server, ana)
            server.plans.clear()
            server.plan("", changed.turn)
            await asking.asks()  # anything but an error of ours
            answers.append(changed.was_changed)
    assert sum(answers) > 150


class _Changed:
    """Replaces the value at one place of every answer."""

    def __init__(self, place: int, wrong: object) -> None:
        self._place = place
        self._wrong = wrong
        self.was_changed = False

    async def turn(self, request: web.Request, server: GitHubServer) -> web.StreamResponse:
        key = (request.path_qs, await request.text())
        if key not in _CLEAN:
            plans, server.plans = server.plans, []
            answer = await server.answer(request)
            server.plans = plans
            assert isinstance(answer, web.Response)
            assert isinstance(answer.body, bytes)
            import gzip

            _CLEAN[key] = gzip.decompress(answer.body)
        body = json.loads(_CLEAN[key])
        places = list(_places(body))
        if self._place < len(places):
            holder, name = places[self._place]
            holder[name] = self._wrong
            self.was_changed = True
        return server.reply(request, body)


_CLEAN: dict[object, bytes] = {}


def _places(body: Any) -> Iterator[tuple[Any, Any]]:
    for name in list(body) if isinstance(body, dict) else range(len(body)) if isinstance(body, list) else ():
        yield body, name
        yield from _places(body[name])

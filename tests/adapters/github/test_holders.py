"""Commits that went to an open request are told as part of it, whoever opened it, and whenever."""

import gzip
import json

from aiohttp import web as http

from adapters.github.failures import complaint
from core.model import Blocker, Event, Identity
from tests.adapters.github.house import NOW, WEEK, asker, at
from tests.servers.github.nouns import Commit, Item, User
from tests.servers.github.server import GitHubServer
from tests.servers.github.world import World


async def test_commits_for_a_request_of_an_earlier_week_stand_where_it_stands(world: World, server: GitHubServer) -> None:
    ana = world.users["ana"]
    pull = _open(world, ana, "export")
    _commit(world, pull, ana, "Draw the table")
    world.check(_commit(world, pull, ana, "Mend the total"), "failure", at(3))

    found = await asker(server, ana).asks()

    assert _told(found) == [("Draw the table", "#1"), ("Mend the total", "#1")]
    assert {event.thread.blockers for event in found if event.thread} == {(Blocker.CHECKS,)}


async def test_commits_pushed_to_the_request_of_somebody_else_are_told_as_part_of_it(world: World, server: GitHubServer) -> None:
    ana, bob, web = world.users["ana"], world.users["bob"], world.repositories["acme/web"]
    pull = _open(world, bob, "import")
    _commit(world, pull, ana, "Help with the parser")
    world.push(web, ana, at(2), branch="import")
    world.commit(web, ana, "Try", at(3), branch="try")
    world.push(web, ana, at(3), branch="try")

    found = await asker(server, ana).asks()

    assert _told(found) == [("Help with the parser", "#1"), ("Try", "")]
    assert found[0].thread
    assert (found[0].thread.title, found[0].thread.author.login) == ("Work on import", "github:bob")
    assert len(server.calls) == 3


async def test_what_was_said_in_that_request_is_told_too_however_late_it_is_pointed_to(world: World, server: GitHubServer) -> None:
    ana, bob, web = world.users["ana"], world.users["bob"], world.repositories["acme/web"]
    pull = _open(world, bob, "import")
    world.remark(pull, ana, at(0))
    _commit(world, pull, ana, "Help with the parser")
    for minute in range(120):  # the remark stands on the feed's second page
        world.push(web, ana, at(2, 10 + minute / 60), branch="import")
    asking = asker(server, ana)
    server.plan("/graphql", _without_searches, times=1)

    found = await asking.asks()

    assert [(event.kind, event.ref) for event in found if not event.change] == [("comment", "#1")]


async def test_two_who_push_to_one_branch_are_both_told_however_late_one_is_pointed_to(world: World, server: GitHubServer) -> None:
    ana, bob, web = world.users["ana"], world.users["bob"], world.repositories["acme/api"]
    cleo = world.user("cleo")
    pull = _open(world, cleo, "import", where="acme/api")
    for who in (ana, bob):
        _commit(world, pull, who, f"By {who.login}")
        world.push(web, who, at(2), branch="import")
    for minute in range(120):  # Bob's push stands on his feed's second page
        world.push(web, bob, at(3, 10 + minute / 60))

    found = await asker(server, ana).asks(WEEK, *(Identity("", login=f"github:{login}") for login in ("ana", "bob")))

    assert sorted(_told(found)) == [("By ana", "#1"), ("By bob", "#1")]


async def test_a_commit_of_two_requests_is_told_with_the_one_that_the_other_is_built_on(world: World, server: GitHubServer) -> None:
    ana, web = world.users["ana"], world.repositories["acme/web"]
    lower = _open(world, ana, "lower")
    below = _commit(world, lower, ana, "Below")
    above = world.commit(web, ana, "Above", at(3), branch="upper", parents=[below.oid])
    world.pull(web, ana, "Upper", at(3, 11), branch="upper", commits=[*(web.commits[oid] for oid in lower.commits), above])

    found = await asker(server, ana).asks()

    assert _told(found) == [("Below", "#1"), ("Above", "#2")]


def test_a_token_that_may_see_no_requests_fails_nowhere_for_that() -> None:
    path = ["a3", "ref", "associatedPullRequests", "nodes", 0]
    error = {"type": "FORBIDDEN", "path": path, "message": "Resource not accessible by personal access token"}

    assert complaint([error], {}, host="github.com", login="ana", now=NOW) is None


def _open(world: World, author: User, branch: str, *, where: str = "acme/web") -> Item:
    """Open a request before the week begins."""
    place = world.repositories[where]
    begun = world.commit(place, author, f"Begin {branch}", at(-5), branch=branch)
    return world.pull(place, author, f"Work on {branch}", at(-4), branch=branch, commits=[begun])


def _commit(world: World, pull: Item, author: User, message: str) -> Commit:
    """Add a commit to a request within the week."""
    made = world.commit(pull.repository, author, message, at(1, 10 + len(pull.commits)), branch=pull.branch)
    pull.commits.append(made.oid)
    pull.updated = made.authored
    return made


def _told(found: list[Event]) -> list[tuple[str, str]]:
    return [(event.title, event.thread.ref if event.thread else "") for event in found if event.change]


async def _without_searches(request: http.Request, server: GitHubServer) -> http.StreamResponse:
    """Answer as an index that has not caught up does."""
    plans, server.plans = server.plans, []
    answer = await server.answer(request)
    server.plans = plans
    assert isinstance(answer, http.Response)
    assert isinstance(answer.body, bytes)
    body = json.loads(gzip.decompress(answer.body))
    for one in body["data"].values():
        if "issueCount" in one:
            one |= {"nodes": [], "issueCount": 0}
    return server.reply(request, body)

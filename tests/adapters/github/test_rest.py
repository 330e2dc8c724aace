"""What is found where one query is too much: in halves, then piece by piece."""

import asyncio
import logging

from adapters.github.client import AT_ONCE
from core.model import Where
from tests.adapters.github.house import WEEK, Asker, account_of, asker, at, lines
from tests.servers.github import faults
from tests.servers.github.server import GitHubServer
from tests.servers.github.world import World


async def test_a_query_that_is_too_much_is_halved_and_then_asked_piece_by_piece(world: World, server: GitHubServer) -> None:
    ana, bob, web_ = world.users["ana"], world.users["bob"], world.repositories["acme/web"]
    world.commit(web_, ana, "On main", at(1))
    branch = world.commit(web_, ana, "In a request", at(1, 12), branch="mine")
    pull = world.pull(web_, ana, "Request", at(2), branch="mine", commits=[branch])
    world.commit(web_, ana, "On a branch", at(2, 12), branch="try")
    world.push(web_, ana, at(2, 13), branch="try")
    world.issue(web_, ana, "Issue", at(3))
    world.merge(pull, bob, at(4))
    told = [
        "Tue 10:00 commit acme/web On main",
        "Tue 12:00 commit acme/web In a request",
        "Wed 10:00 pull_opened acme/web #1",
        "Wed 12:00 commit acme/web On a branch",
        "Thu 10:00 issue_opened acme/web #2",
        "Fri 10:00 pull_merged acme/web #1",
    ]

    halved = asker(server, ana)
    server.plan("/graphql", faults.refuses(502, "Bad gateway"), times=1)
    assert lines(await halved.asks()) == told
    assert halved.problem == ""
    assert sum(call.path == "/graphql" for call in server.calls) == 4

    by_rest = asker(server, ana)
    server.plan(
        "/graphql",
        faults.says({"data": None, "errors": [{"message": "Something went wrong. This may be the result of a timeout"}]}),
    )
    assert lines(await by_rest.asks()) == told
    assert "asked piece by piece" in by_rest.problem

    server.plan("/search", faults.refuses(500, "no"))
    nothing = asker(server, ana)
    assert lines(await nothing.asks()) == ["Tue 10:00 commit acme/web On main", "Wed 12:00 commit acme/web On a branch"]
    assert "status 500" in nothing.problem


async def test_a_token_has_few_requests_in_flight_piece_by_piece_too(world: World) -> None:
    ana, web_ = world.users["ana"], world.repositories["acme/web"]
    world.commit(web_, ana, "On main", at(1))
    async with GitHubServer(world, latency=0.005) as server:
        token = server.token(ana)
        server.plan("/graphql", faults.refuses(502, "Bad gateway"))
        found = await asyncio.gather(*(Asker(server, account_of(token)).asks() for _ in range(12)))

    assert [len(one) for one in found] == [1] * 12
    assert token.most_in_flight == AT_ONCE


async def test_everybody_is_found_piece_by_piece_too(world: World, server: GitHubServer) -> None:
    ana, bob, web_ = world.users["ana"], world.users["bob"], world.repositories["acme/web"]
    world.commit(web_, bob, "Theirs", at(1))
    world.issue(web_, bob, "Issue", at(2))
    server.plan("/graphql", faults.refuses(504, "Gateway timeout"))
    asking = asker(server, ana)

    assert lines(await asking.asks(WEEK, where=Where(repositories=("acme/web",)))) == [
        "Tue 10:00 commit acme/web Theirs",
        "Wed 10:00 issue_opened acme/web #1",
    ]


async def test_a_renamed_repository_is_read_piece_by_piece_and_nothing_is_written_of_it(world: World, server: GitHubServer) -> None:
    ana, web_ = world.users["ana"], world.repositories["acme/web"]
    world.commit(web_, ana, "On a branch", at(2), branch="try")
    world.push(web_, ana, at(2), branch="try")
    server.plan("/graphql", faults.refuses(502, "Bad gateway"))
    server.plan("/events", faults.says([_pushed(web_.heads["try"])]))
    web_.former, web_.name = {"acme/web"}, "acme/site"

    found = await asker(server, ana).asks()

    assert lines(found) == ["Wed 10:00 commit acme/site On a branch"]
    assert logging.getLogger("github").handlers == []


async def test_an_empty_repository_is_no_failure_piece_by_piece(world: World, server: GitHubServer) -> None:
    ana = world.users["ana"]
    world.repository("acme/empty", readers=[ana])
    server.plan("/graphql", faults.refuses(502, "Bad gateway"))
    server.plan("/commits", faults.refuses(409, "Git Repository is empty."))
    asking = asker(server, ana)

    assert await asking.asks(WEEK, where=Where(repositories=("acme/empty",))) == []
    assert (
        asking.problem
        == "github.com could not answer the whole query, so it was asked piece by piece: reviews and comments may be missing."
    )


def _pushed(head: str) -> object:
    """Return an entry of a feed under the name that a repository had."""
    payload = {"ref": "refs/heads/try", "head": head}
    return {
        "id": "1",
        "type": "PushEvent",
        "actor": {"login": "ana"},
        "repo": {"name": "acme/web"},
        "payload": payload,
        "created_at": "2026-11-11T10:00:00Z",
    }

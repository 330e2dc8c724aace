"""What is said where GitHub limits, lists only a part, or fails in the middle."""

import asyncio
from datetime import timedelta

import pytest

from adapters.github.client import AT_ONCE, Bounds
from core.errors import AuthError, OutsideError, PermanentError, RateLimitedError, TransientError
from tests.adapters.github.house import NOW, WEEK, asker, at, lines
from tests.servers.faults import stalls
from tests.servers.github import faults
from tests.servers.github.server import GitHubServer
from tests.servers.github.world import World
from tests.servers.host import Turn


@pytest.mark.fault("F062")
@pytest.mark.parametrize(
    ("turn", "wait"),
    [
        (faults.refuses(403, "You have exceeded a secondary rate limit", Retry_After="120"), 120),
        (faults.refuses(403, "You have exceeded a secondary rate limit"), 60),
        (faults.refuses(429, "Too many"), 60),
        (faults.refuses(403, "API rate limit exceeded", X_RateLimit_Remaining="0", X_RateLimit_Reset=str(int(NOW.timestamp()) + 900)), 900),
        (faults.refuses(403, "API rate limit exceeded", X_RateLimit_Remaining="0", X_RateLimit_Reset="soon"), 60),
        (faults.refuses(429, "Too many", Retry_After="999999"), 86_400),
        (faults.refuses(200, "You have exceeded a secondary rate limit", Retry_After="120"), 120),
        (
            faults.refuses(200, "a secondary rate limit", X_RateLimit_Remaining="4999", X_RateLimit_Reset=str(int(NOW.timestamp()) + 900)),
            60,
        ),
        (faults.says({"errors": [{"message": "You have exceeded a secondary rate limit"}]}), 60),
    ],
)
async def test_limits_say_when_to_come_again_and_are_not_run_against(world: World, server: GitHubServer, turn: Turn, wait: int) -> None:
    asking = asker(server, world.users["ana"])
    server.plan("", turn)

    assert await asking.asks() == []
    assert isinstance(asking.error, RateLimitedError)
    assert asking.error.retry_at == NOW + timedelta(seconds=wait)
    assert f"until {NOW + timedelta(seconds=wait):%H:%M} UTC" in asking.problem
    assert len(server.calls) <= 2
    assert asking.pauses == []


@pytest.mark.fault("F062")
async def test_the_limit_of_graphql_comes_with_status_200(world: World, server: GitHubServer) -> None:
    asking = asker(server, world.users["ana"])
    server.tokens[asking.account.token.reveal()].limits["graphql"] = 0

    assert await asking.asks() == []
    assert isinstance(asking.error, RateLimitedError)
    assert asking.error.retry_at == NOW + timedelta(hours=1)


async def test_the_budget_is_paid_and_taught(world: World, server: GitHubServer) -> None:
    asking = asker(server, world.users["ana"])
    await asking.asks()

    assert {kind for kind, _ in asking.budget.spent} == {"core", "graphql"}
    assert {kind for kind, *_ in asking.budget.learnt} == {"core", "graphql"}
    assert all(resets > NOW for *_, resets in asking.budget.learnt)


@pytest.mark.fault("F064")
async def test_limits_of_lists_are_named_with_what_was_found(world: World, server: GitHubServer) -> None:
    ana = world.users["ana"]
    for number in range(103):
        one = world.repository(f"many/r{number}", readers=[ana])
        world.commit(one, ana, f"Work {number}", at(1))
    web_ = world.repositories["acme/web"]
    for number in range(305):
        world.push(world.repositories["many/r0"], ana, at(2) + timedelta(minutes=number))
    for number in range(1_003):
        world.issue(web_, ana, f"Issue {number}", at(1))
    asking = asker(server, ana)
    asking.bounds = Bounds(request=30, whole=120)

    found = await asking.asks()

    assert sum(event.kind == "commit" for event in found) == 100
    assert sum(event.kind == "issue_opened" for event in found) >= 660
    assert "github.com lists 100 repositories; 3 more had commits" in asking.problem
    assert "gives 1,000 results of a search; 3 more matched" in asking.problem
    assert "lists the last 300 events of ana" in asking.problem


async def test_a_feed_that_begins_too_late_is_named(world: World, server: GitHubServer) -> None:
    asking = asker(server, world.users["ana"])
    window = type(WEEK)(at(-60), at(-50), "UTC", "long ago")
    await asking.asks(window)
    assert (
        asking.problem
        == "github.com keeps events for 30 days: branches pushed before 19 Oct are seen only where they became pull requests."
    )


async def test_pages_are_followed_to_their_end(world: World, server: GitHubServer) -> None:
    ana, web_ = world.users["ana"], world.repositories["acme/web"]
    for number in range(75):
        world.commit(web_, ana, f"Main {number}", at(1) + timedelta(minutes=number))
        world.commit(web_, ana, f"Branch {number}", at(2) + timedelta(minutes=number), branch="long")
    world.push(web_, ana, at(3), branch="long")
    commits = [world.commit(web_, ana, f"Request {number}", at(3) + timedelta(minutes=number), branch="pr") for number in range(75)]
    world.pull(web_, ana, "Long", at(4), branch="pr", commits=commits)
    for number in range(40):
        world.pull(web_, ana, f"Small {number}", at(4), branch=f"s{number}")
    asking = asker(server, ana)

    found = await asking.asks()

    assert sum(event.kind == "commit" for event in found) == 225
    assert sum(event.kind == "pull_opened" for event in found) == 41
    assert asking.problem == ""


async def test_a_token_has_few_requests_in_flight_and_one_that_waits_delays_nobody_else(world: World, server: GitHubServer) -> None:
    ana, bob = world.users["ana"], world.users["bob"]
    token = server.token(ana)
    from tests.adapters.github.house import Asker, account_of

    crowd = [Asker(server, account_of(token)) for _ in range(12)]
    limited = asker(server, bob)
    server.tokens[limited.account.token.reveal()].limits = {"core": 0, "search": 0, "graphql": 0}

    await asyncio.gather(limited.asks(), *(one.asks() for one in crowd))

    assert token.most_in_flight <= AT_ONCE
    assert isinstance(limited.error, RateLimitedError)
    assert all(one.problem == "" for one in crowd)


async def test_a_look_has_an_end(world: World, server: GitHubServer) -> None:
    asking = asker(server, world.users["ana"])
    asking.bounds = Bounds(request=5, whole=0.3)
    server.plan("/graphql", stalls)
    assert await asking.asks() == []
    assert isinstance(asking.error, TransientError)
    assert asking.problem == "github.com did not answer in time: ask again in a moment."


@pytest.mark.fault("F062")
@pytest.mark.parametrize(
    ("turn", "kind"),
    [
        (faults.refuses(403, "secondary rate limit", Retry_After="60"), RateLimitedError),
        (faults.refuses(401, "Bad credentials"), AuthError),
        (faults.refuses(500, "no"), TransientError),
        (faults.refuses(418, "no"), PermanentError),
        (stalls, TransientError),
    ],
)
async def test_what_fails_in_the_middle_leaves_what_was_found(
    world: World, server: GitHubServer, turn: Turn, kind: type[OutsideError]
) -> None:
    ana, web_ = world.users["ana"], world.repositories["acme/web"]
    world.commit(web_, ana, "On main", at(1))
    world.commit(web_, ana, "On a branch", at(2), branch="try")
    world.push(web_, ana, at(2), branch="try")
    asking = asker(server, ana)
    asking.bounds = Bounds(request=5, whole=1.5)
    server.plan("/graphql", turn, skip=1)

    assert lines(await asking.asks()) == ["Tue 10:00 commit acme/web On main"]
    assert type(asking.error) is kind
    server.plans.clear()
    assert len(await asking.asks()) == 2, "and it is not remembered"

"""What goes wrong at a GitLab: each failure is bounded in time and bytes, says what it is, and is never "no activity"."""

import asyncio
import time
import tracemalloc
from dataclasses import replace
from datetime import timedelta

import pytest
from aiohttp import web
from typing_extensions import override

from adapters.gitlab import GitLabSource
from core.errors import AuthError, OutsideError, PermanentError, RateLimitedError, TransientError
from core.model import Account, EventKind, Secret
from tests.adapters.gitlab.conftest import Team
from tests.adapters.gitlab.kit import MONDAY, NOW, QUICK, FreeBudget, Kept, Sleeps, account, found, query, source
from tests.servers.gitlab import GitLabServer, faults
from tests.servers.gitlab.server import Turn

HOUR = timedelta(hours=1)
SCOPE = {"error": "insufficient_scope", "error_description": "The request requires higher privileges than provided by the access token."}


def worked(team: Team) -> None:
    """Let Ana open an issue and commit."""
    team.world.issue(team.web, team.ana, "Broken", MONDAY + HOUR)
    team.world.commit(team.web, team.ana, "Fix", MONDAY + 2 * HOUR)
    team.world.push(team.web, team.ana, MONDAY + 2 * HOUR)


@pytest.mark.fault("F060")
async def test_a_revoked_token_is_said_with_one_call(team: Team) -> None:
    worked(team)
    async with GitLabServer(team.world) as server:
        token = server.token(team.ana)
        token.is_revoked = True
        events, error = await found(source(server, account(team.ana, token)), query())

    assert events == []
    assert isinstance(error, AuthError)
    assert str(error) == "gitlab.test refused the token of ana (expired or revoked): recap connect gitlab"
    assert len(server.asked) == 1


@pytest.mark.fault("F060")
async def test_a_token_that_is_revoked_on_the_way_leaves_what_was_found(team: Team) -> None:
    worked(team)
    async with GitLabServer(team.world) as server:
        server.plan(".*/(commits|releases)", faults.refuses(401, {"message": "401 Unauthorized"}))
        events, error = await found(source(server, account(team.ana, server.token(team.ana))), query())

    assert [event.kind for event in events] == [EventKind.ISSUE_OPENED]
    assert isinstance(error, AuthError)
    assert "refused the token of ana" in str(error)


@pytest.mark.parametrize(
    ("status", "body", "kind", "says"),
    [
        (403, SCOPE, AuthError, "read_api"),
        (403, {"message": "403 Forbidden - Cannot find valid SSO session. Please login via your group's SSO"}, AuthError, "SAML"),
        (403, {"message": "403 Forbidden - Your IP address is not allowed"}, AuthError, "IP restriction"),
        (403, {"message": "403 Forbidden - You (@ana) must accept the Terms of Service"}, AuthError, "terms"),
        (403, {"message": "403 Forbidden"}, PermanentError, "403"),
        (404, {"message": "404 Not Found"}, PermanentError, "404"),
        (400, {"error": "scope does not have a valid value"}, PermanentError, "400"),
        (500, {"message": "500 Internal Server Error"}, TransientError, "500"),
        (503, {"message": "maintenance"}, TransientError, "503"),
    ],
)
@pytest.mark.fault("F061")
@pytest.mark.origin("S30")
async def test_each_refusal_says_what_it_is(team: Team, status: int, body: object, kind: type[OutsideError], says: str) -> None:
    worked(team)
    async with GitLabServer(team.world) as server:
        server.plan("/user", faults.refuses(status, body))
        events, error = await found(source(server, account(team.ana, server.token(team.ana))), query())

    assert events == []
    assert isinstance(error, kind)
    assert says in str(error)
    assert str(error).startswith("gitlab.test ")
    assert len(server.asked) == (2 if kind is TransientError else 1)


@pytest.mark.fault("F061")
async def test_a_token_without_the_scope_says_which_one(team: Team) -> None:
    worked(team)
    async with GitLabServer(team.world) as server:
        events, error = await found(source(server, account(team.ana, server.token(team.ana, "read_repository"))), query())
        partly, why = await found(source(server, account(team.ana, server.token(team.ana, "read_user"))), query())

    assert events == partly == []
    for problem in (error, why):
        assert isinstance(problem, AuthError)
        assert "read_api" in str(problem)


@pytest.mark.fault("F061")
async def test_what_a_guest_may_not_read_is_named(team: Team) -> None:
    worked(team)
    secret = team.world.project("acme/secret", members=[team.ana], level=10)
    team.world.commit(secret, team.bob, "Hidden", MONDAY)
    team.world.push(secret, team.bob, MONDAY)
    async with GitLabServer(team.world) as server:
        events, error = await found(source(server, account(team.ana, server.token(team.ana))), query())

    assert len(events) == 2
    assert isinstance(error, PermanentError)
    assert str(error).startswith("gitlab.test could not be looked at in full: commits of acme/secret (")


@pytest.mark.fault("F062")
async def test_a_busy_host_is_left_alone_until_it_said(team: Team) -> None:
    worked(team)
    budget = FreeBudget()
    async with GitLabServer(team.world) as server:
        token = server.token(team.ana, limit=6)
        events, error = await found(source(server, account(team.ana, token), budget=budget), query())

    assert [event.kind for event in events] == [EventKind.ISSUE_OPENED]
    assert isinstance(error, RateLimitedError)
    assert error.retry_at == NOW + timedelta(seconds=42)
    assert (0, NOW + timedelta(seconds=42)) in budget.learned
    assert any(left > 0 and resets == NOW + timedelta(minutes=1) for left, resets in budget.learned)
    assert budget.spent == len(server.asked)
    assert sum(call.status == 429 for call in server.asked) == 2  # both were on their way


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry_After": "30"}, 30),
        ({"Retry_After": "Wed, 18 Nov 2026 12:02:00 GMT"}, 120),
        ({"Retry_After": "soon"}, 60),
        ({"RateLimit_Reset": str(int(NOW.timestamp()) + 90)}, 90),
        ({}, 60),
        ({"Retry_After": "99999999"}, 86_400),
        ({"RateLimit_Reset": "1"}, 1),
    ],
)
@pytest.mark.fault("F062")
async def test_when_to_come_again_is_read_from_the_headers(team: Team, headers: dict[str, str], seconds: int) -> None:
    async with GitLabServer(team.world) as server:
        server.plan("/user", faults.refuses(429, {"message": "Retry later"}, **headers))
        _, error = await found(source(server, account(team.ana, server.token(team.ana))), query())

    assert isinstance(error, RateLimitedError)
    assert error.retry_at == NOW + timedelta(seconds=seconds)
    assert len(server.asked) == (2 if seconds == 1 else 1)


@pytest.mark.fault("F062")
async def test_a_short_wait_is_waited_once(team: Team) -> None:
    worked(team)
    sleep = Sleeps()
    async with GitLabServer(team.world) as server:
        server.plan("/user", faults.refuses(429, Retry_After="2"), times=1)
        reading = GitLabSource(
            account(team.ana, server.token(team.ana)),
            url=server.url,
            budget=FreeBudget(),
            memory=Kept(),
            clock=lambda: NOW,
            sleep=sleep,
            limits=QUICK,
        )
        events, error = await found(reading, query())

    assert error is None
    assert len(events) == 2
    assert len(sleep.seconds) == 1
    assert 2 <= sleep.seconds[0] <= 2.5


TURNS: dict[str, tuple[Turn, type[OutsideError], str]] = {
    "500": (faults.refuses(500), TransientError, "failed (500)"),
    "502 html": (faults.page(502), TransientError, "failed (502)"),
    "200 html": (faults.page(), TransientError, "a page instead of data"),
    "cut json": (faults.cut, TransientError, "not whole"),
    "deep json": (faults.deep, TransientError, "not whole"),
    "another kind of json": (faults.says("text"), TransientError, ""),
    "too few bytes": (faults.short, TransientError, "broke off"),
    "reset": (faults.resets, TransientError, "broke off"),
    "silence": (faults.stalls, TransientError, "in time"),
    "slow loris": (faults.drips, TransientError, "in time"),
    "gzip bomb": (faults.bomb, PermanentError, "more than Recap reads"),
    "endless": (faults.endless, PermanentError, "more than Recap reads"),
    "redirect": (faults.leads_to("http://127.0.0.1:1/"), PermanentError, "redirect"),
    "not modified": (faults.refuses(304), PermanentError, ""),
}


@pytest.mark.parametrize("name", TURNS)
@pytest.mark.parametrize("path", ["/user", "/projects/[0-9]+/repository/commits"])
@pytest.mark.fault("F063")
@pytest.mark.origin("S30")
async def test_whatever_comes_instead_of_data_is_a_bounded_failure_with_a_sentence(team: Team, name: str, path: str) -> None:
    worked(team)
    turn, kind, says = TURNS[name]
    tracemalloc.start()
    began = time.monotonic()
    async with GitLabServer(team.world) as server:
        server.plan(path, turn)
        events, error = await found(source(server, account(team.ana, server.token(team.ana))), query())
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert time.monotonic() - began < 10
    assert peak < 32 << 20
    assert isinstance(error, OutsideError)
    assert says in str(error)
    if path == "/user":
        assert events == []
        assert isinstance(error, (kind, AuthError))
    else:
        assert [event.kind for event in events] == [EventKind.ISSUE_OPENED]
        assert "commits of acme/front/web" in str(error)


@pytest.mark.fault("F063")
async def test_a_slow_loris_is_cut_off_so_that_its_thread_ends(team: Team) -> None:
    async with GitLabServer(team.world) as server:
        server.plan("/user", faults.drips)
        await found(source(server, account(team.ana, server.token(team.ana))), query())
        await asyncio.wait_for(server.dropped.wait(), 5)


async def test_six_calls_of_a_token_are_in_flight_at_most(team: Team) -> None:
    for number in range(20):
        project = team.world.project(f"acme/p{number}", members=[team.ana])
        team.world.commit(project, team.bob, "Work", MONDAY)
        team.world.push(project, team.bob, MONDAY)
    async with GitLabServer(team.world, delay=0.02) as server:
        token = server.token(team.ana)
        await found(source(server, account(team.ana, token)), query())

    assert token.most_in_flight == 6


@pytest.mark.fault("F063")
async def test_a_host_that_fails_once_is_asked_again(team: Team) -> None:
    worked(team)
    async with GitLabServer(team.world) as server:
        server.plan("/projects/[0-9]+/repository/commits", faults.refuses(502), times=1)
        server.plan("/user", faults.resets, times=1)
        events, error = await found(source(server, account(team.ana, server.token(team.ana))), query())

    assert error is None
    assert len(events) == 2


@pytest.mark.origin("S30")
async def test_a_host_that_keeps_failing_is_left_alone(team: Team) -> None:
    for number in range(60):
        project = team.world.project(f"acme/p{number}", members=[team.ana])
        team.world.commit(project, team.bob, "Work", MONDAY)
        team.world.push(project, team.bob, MONDAY)
    async with GitLabServer(team.world) as server:
        server.plan("/projects/[0-9]+/.*", faults.refuses(503))
        _, error = await found(source(server, account(team.ana, server.token(team.ana))), query())

    assert isinstance(error, TransientError)
    assert "more like that" in str(error)
    assert sum(call.status == 503 for call in server.asked) < 30


async def test_a_host_that_is_not_there(team: Team) -> None:
    async with GitLabServer(team.world) as server:
        reading = source(server, account(team.ana, server.token(team.ana)))
    events, error = await found(reading, query())

    assert events == []
    assert isinstance(error, TransientError)
    assert "could not be reached" in str(error)


async def test_a_question_that_takes_too_long_ends_with_what_was_found(team: Team) -> None:
    worked(team)
    async with GitLabServer(team.world) as server:
        server.plan("/projects/[0-9]+/repository/commits", faults.stalls)
        reading = GitLabSource(
            account(team.ana, server.token(team.ana)),
            url=server.url,
            budget=FreeBudget(),
            memory=Kept(),
            clock=lambda: NOW,
            limits=replace(QUICK, read=5.0, total=5.0, whole=0.3),
        )
        events, error = await found(reading, query())

    assert [event.kind for event in events] == [EventKind.ISSUE_OPENED]
    assert isinstance(error, TransientError)
    assert "in time" in str(error)


class SpentBudget(FreeBudget):
    """Has nothing left after some calls, until tomorrow."""

    @override
    async def spend(self, account: Account, kind: str, *, cost: int = 1) -> None:
        await super().spend(account, kind, cost=cost)
        if self.spent > 6:
            raise RateLimitedError("The allowance of ana is used up", retry_at=NOW + timedelta(days=1))


@pytest.mark.fault("F062")
async def test_an_allowance_that_is_used_up_ends_the_calls(team: Team) -> None:
    worked(team)
    async with GitLabServer(team.world) as server:
        events, error = await found(source(server, account(team.ana, server.token(team.ana)), budget=SpentBudget()), query())

    assert [event.kind for event in events] == [EventKind.ISSUE_OPENED]
    assert isinstance(error, RateLimitedError)
    assert error.retry_at == NOW + timedelta(days=1)
    assert len(server.asked) == 6


@pytest.mark.fault("F073")
async def test_an_answer_for_another_account_is_not_used_nor_kept(team: Team) -> None:
    worked(team)
    memory = Kept()
    async with GitLabServer(team.world) as server:
        mixed = account(team.bob, server.token(team.ana))
        events, error = await found(source(server, mixed, memory=memory), query())
        again, _ = await found(source(server, mixed, memory=memory), query())

    assert events == again == []
    assert isinstance(error, AuthError)
    assert "another account than bob" in str(error)
    assert {call.path for call in server.asked} == {"/user"}


async def test_stopping_half_way_lets_go_of_the_calls(team: Team) -> None:
    worked(team)
    async with GitLabServer(team.world) as server:
        asked = asyncio.Event()

        async def stalls(request: web.Request, there: GitLabServer) -> web.StreamResponse:
            asked.set()
            return await faults.stalls(request, there)

        server.plan("/projects", stalls)
        reading = asyncio.ensure_future(found(source(server, account(team.ana, server.token(team.ana))), query()))
        await asked.wait()
        reading.cancel()
        with pytest.raises(asyncio.CancelledError):
            await reading


@pytest.mark.fault("F131")
async def test_the_token_is_in_one_header_alone(team: Team, caplog: pytest.LogCaptureFixture) -> None:
    worked(team)
    caplog.set_level("DEBUG")
    async with GitLabServer(team.world) as server, GitLabServer(team.world) as elsewhere:
        token = server.token(team.ana)
        server.plan("/issues", faults.leads_to(f"{elsewhere.url}/api/v4/issues"))
        server.plan("/merge_requests", faults.refuses(403, {"message": f"what is {token.text}?"}))
        memory = Kept()
        who = account(team.ana, token)
        events, error = await found(source(server, who, memory=memory), query())

    assert events
    assert not elsewhere.seen
    assert all(line.count(token.text) == 1 and f"'Authorization': 'Bearer {token.text}'" in line for line in server.seen)
    said = [str(error), repr(error), repr(who), caplog.text, *(record.getMessage() for record in caplog.records), repr(memory.entries)]
    assert not any(token.text in text for text in said)
    assert any(token.text in text for text in [*said, Secret(token.text).reveal()])  # the scan finds one that is there

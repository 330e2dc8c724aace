"""What goes wrong at a GitLab: each failure is bounded in time and bytes, says what it is, and is never "no activity"."""

from datetime import timedelta

import pytest

from core.errors import AuthError, OutsideError, PermanentError, RateLimitedError, TransientError
from core.model import EventKind
from tests.adapters.gitlab.kit import account, source
from tests.adapters.gitlab.team import Team
from tests.adapters.hosts.kit import MONDAY, NOW, FreeBudget, found, query
from tests.servers import faults
from tests.servers.gitlab import GitLabServer

SCOPE = {"error": "insufficient_scope", "error_description": "The request requires higher privileges than provided by the access token."}


@pytest.mark.fault("F060")
async def test_a_token_that_is_revoked_on_the_way_leaves_what_was_found(team: Team) -> None:
    team.work()
    async with GitLabServer(team.world) as server:
        server.plan(".*/(commits|releases)", faults.refuses(401, {"message": "401 Unauthorized"}))
        events, error = await found(team.reading(server), query())

    assert [event.kind for event in events] == [EventKind.ISSUE_OPENED]
    assert isinstance(error, AuthError)
    assert error.is_refused
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
    team.work()
    async with GitLabServer(team.world) as server:
        server.plan("/user", faults.refuses(status, body))
        events, error = await found(team.reading(server), query())

    assert events == []
    assert isinstance(error, kind)
    assert not isinstance(error, AuthError) or not error.is_refused
    assert says in str(error)
    assert str(error).startswith("gitlab.com ")
    assert len(server.asked) == (2 if kind is TransientError else 1)


@pytest.mark.fault("F060")
@pytest.mark.parametrize(
    ("told", "why"),
    [
        ("Token is expired. You can either do re-authorization or token refresh.", "expired"),
        ("Token was revoked. You have to re-authorize from the user.", "revoked"),
        ("The access token is invalid", "expired or revoked"),
    ],
)
async def test_a_token_that_has_ended_is_told_to_have_ended_as_the_host_says(team: Team, told: str, why: str) -> None:
    async with GitLabServer(team.world) as server:
        server.plan("/user", faults.refuses(401, {"error": "invalid_token", "error_description": told}))
        _, error = await found(team.reading(server), query())

    assert str(error) == f"gitlab.com refused the token of ana ({why}): recap connect gitlab"


@pytest.mark.fault("F060")
async def test_a_refusal_at_a_host_of_ones_own_says_how_to_link_there(team: Team) -> None:
    team.work()
    async with GitLabServer(team.world) as server:
        for turn in (faults.refuses(401, {}), faults.refuses(403, SCOPE), faults.says({"id": 1, "username": "eve"})):
            server.plan("/user", turn)
            who = account(team.ana, server.token(team.ana), host="gitlab.corp.example")
            _, error = await found(source(server, who), query())
            assert "recap connect gitlab --host gitlab.corp.example" in str(error)
            server.heal()


@pytest.mark.fault("F061")
async def test_a_token_without_the_scope_says_which_one(team: Team) -> None:
    team.work()
    async with GitLabServer(team.world) as server:
        events, error = await found(source(server, account(team.ana, server.token(team.ana, "read_repository"))), query())
        partly, why = await found(source(server, account(team.ana, server.token(team.ana, "read_user"))), query())

    assert events == partly == []
    for problem in (error, why):
        assert isinstance(problem, AuthError)
        assert "read_api" in str(problem)


@pytest.mark.fault("F061")
async def test_what_a_guest_may_not_read_is_named(team: Team) -> None:
    team.work()
    secret = team.world.project("acme/secret", members=[team.ana], level=10)
    team.world.commit(secret, team.bob, "Hidden", MONDAY)
    team.world.push(secret, team.bob, MONDAY)
    async with GitLabServer(team.world) as server:
        events, error = await found(team.reading(server), query())

    assert len(events) == 2
    assert isinstance(error, PermanentError)
    assert str(error).startswith("gitlab.com could not be looked at in full: commits of acme/secret (")


@pytest.mark.fault("F062")
async def test_a_busy_host_is_left_alone_until_it_said(team: Team) -> None:
    team.work()
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

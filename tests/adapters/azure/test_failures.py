"""What an Azure DevOps refuses: each refusal says what it is, and is never "no activity"."""

from datetime import timedelta

import pytest

from core.errors import AuthError, OutsideError, PermanentError, RateLimitedError, TransientError
from core.model import EventKind
from tests.adapters.azure.kit import account, source
from tests.adapters.azure.team import Team
from tests.adapters.hosts.kit import NOW, FreeBudget, Sleeps, found, query
from tests.servers import faults
from tests.servers.azure import AzureServer
from tests.servers.host import Turn

WHO = "/_apis/connectionData"


@pytest.mark.fault("F060")
@pytest.mark.parametrize(
    "turn",
    [
        faults.leads_to("https://spsprodeus22.vssps.visualstudio.com/_signin?realm=dev.azure.com&reply_to=https%3A%2F%2Fdev.azure.com"),
        faults.leads_to("https://login.microsoftonline.com/common/oauth2/authorize?client_id=1"),
    ],
)
async def test_a_way_to_the_page_to_sign_in_is_a_refusal(team: Team, turn: Turn) -> None:
    team.work()
    async with AzureServer(team.world) as server:
        server.plan(WHO, turn)
        events, error = await found(team.reading(server), query())

    assert events == []
    assert isinstance(error, AuthError)
    assert error.is_refused
    assert len(server.asked) == 1


@pytest.mark.fault("F060")
async def test_a_token_that_is_revoked_on_the_way_leaves_what_was_found(team: Team) -> None:
    team.work()
    async with AzureServer(team.world) as server:
        token = server.token(team.ana)
        server.plan(".*/pushes", faults.refuses(401, {}))
        server.plan(WHO, faults.passes, times=1)
        server.plan(WHO, faults.refuses(401, {}))
        events, error = await found(source(server, account(team.ana, token)), query())

    assert [event.kind for event in events] in ([EventKind.ISSUE_OPENED], [])
    assert isinstance(error, AuthError)
    assert error.is_refused
    assert "refused the token of ana@acme.dev" in str(error)


@pytest.mark.parametrize(
    ("status", "body", "kind", "says"),
    [
        (403, {"message": "VS403463: The conditional access policy defined by your administrator has failed."}, AuthError, "policy"),
        (403, {"message": "VS403464: The access was denied because of an IP address policy."}, AuthError, "IP restriction"),
        (403, {"message": "TF401027: You need the Git 'GenericRead' permission to perform this action."}, PermanentError, "403"),
        (403, {"message": "VS403283: the scope of the token is too small"}, AuthError, "refused the token"),
        (404, {"message": "VS800075: The organization does not exist"}, PermanentError, "404"),
        (400, {"message": "VS402337"}, PermanentError, "400"),
        (302, None, PermanentError, "redirect"),
        (500, {"message": "internal"}, TransientError, "500"),
        (503, {"message": "maintenance"}, TransientError, "503"),
    ],
)
@pytest.mark.fault("F061")
@pytest.mark.origin("S30")
async def test_each_refusal_says_what_it_is(team: Team, status: int, body: object, kind: type[OutsideError], says: str) -> None:
    team.work()
    async with AzureServer(team.world) as server:
        server.plan(WHO, faults.refuses(status, body) if status != 302 else faults.leads_to("https://elsewhere.example/"))
        events, error = await found(team.reading(server), query())

    assert events == []
    assert isinstance(error, kind)
    assert not isinstance(error, AuthError) or not error.is_refused
    assert says in str(error)
    assert str(error).startswith("dev.azure.com/acme ")
    assert len(server.asked) == (2 if kind is TransientError else 1)


@pytest.mark.fault("F061")
@pytest.mark.parametrize(
    ("scopes", "says", "kinds"),
    [
        (("vso.work",), "Code (read)", [EventKind.ISSUE_OPENED]),
        (("vso.code",), "Work Items (read)", [EventKind.COMMIT]),
    ],
)
async def test_a_token_without_a_scope_says_which_one(team: Team, scopes: tuple[str, ...], says: str, kinds: list[EventKind]) -> None:
    team.work()
    async with AzureServer(team.world) as server:
        events, error = await found(source(server, account(team.ana, server.token(team.ana, *scopes))), query())

    assert [event.kind for event in events] == kinds
    assert isinstance(error, AuthError)
    assert f"make one with {says}" in str(error)


@pytest.mark.fault("F062")
async def test_a_busy_host_is_left_alone_until_it_said(team: Team) -> None:
    team.work()
    budget = FreeBudget()
    async with AzureServer(team.world) as server:
        token = server.token(team.ana, limit=8)
        _, error = await found(source(server, account(team.ana, token), budget=budget), query())

    assert isinstance(error, RateLimitedError)
    assert error.retry_at == NOW + timedelta(seconds=42)
    assert (0, NOW + timedelta(seconds=42)) in budget.learned
    assert any(left > 0 and resets == NOW + timedelta(minutes=5) for left, resets in budget.learned)
    assert budget.spent == len(server.asked)
    assert sum(call.status == 429 for call in server.asked) <= 6  # those that were on their way


@pytest.mark.fault("F062")
@pytest.mark.parametrize(("asked", "is_waited"), [("2", True), ("30", False)])
async def test_an_answer_that_came_late_may_ask_for_a_pause(team: Team, asked: str, is_waited: bool) -> None:  # noqa: FBT001  a parameter
    team.work()
    sleep, budget = Sleeps(), FreeBudget()
    async with AzureServer(team.world) as server:
        server.plan(WHO, faults.delayed(asked), times=1)
        reading = team.reading(server, sleep=sleep, budget=budget)
        events, error = await found(reading, query())

    assert (0, NOW + timedelta(seconds=int(asked))) in budget.learned
    if is_waited:
        assert (sleep.seconds, len(events), error) == ([2.0], 2, None)
    else:
        assert (sleep.seconds, events) == ([], [])
        assert isinstance(error, RateLimitedError)
        assert error.retry_at == NOW + timedelta(seconds=30)
        assert len(server.asked) == 1


async def test_an_older_server_is_asked_in_its_version(team: Team) -> None:
    team.work()
    async with AzureServer(team.world, version="6.0") as server:
        events, error = await found(team.reading(server), query())

    assert error is None
    assert len(events) == 2
    assert [call.status for call in server.asked].count(400) == 1


async def test_what_is_a_preview_there_is_asked_for_as_one(team: Team) -> None:
    team.work()
    said = {
        "message": "The requested version is under preview. The -preview flag must be supplied.",
        "typeKey": "VssInvalidPreviewVersionException",
    }
    async with AzureServer(team.world) as server:
        server.plan("/_apis/git/repositories", faults.refuses(400, said), times=1)
        events, error = await found(team.reading(server), query())
        versions = [call.query["api-version"] for call in server.asked if call.path == "/_apis/git/repositories"]

    assert error is None
    assert len(events) == 2
    assert versions == ["7.1", "7.1-preview"]


async def test_a_process_without_closing_fields_is_named(team: Team) -> None:
    team.work()
    team.world.has_closing_fields = False
    async with AzureServer(team.world) as server:
        events, error = await found(team.reading(server), query())

    assert len(events) == 2
    assert isinstance(error, PermanentError)
    assert "no fields for who closed" in str(error)

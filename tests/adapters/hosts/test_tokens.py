"""What becomes of a token: it is sent in one place alone, used for its own account alone, and left alone when it is used up."""

from datetime import timedelta

import pytest
from typing_extensions import override

from core.errors import AuthError, RateLimitedError
from core.model import Account, EventKind, Secret
from tests.adapters.hosts.kit import NOW, FreeBudget, Kept, Sleeps, found, query
from tests.adapters.hosts.team import Team
from tests.servers import faults
from tests.servers.host import Turn


class SpentBudget(FreeBudget):
    """Has nothing left after some calls, until tomorrow."""

    @override
    async def spend(self, account: Account, kind: str, *, cost: int = 1) -> None:
        await super().spend(account, kind, cost=cost)
        if self.spent > 6:
            raise RateLimitedError("The allowance of ana is used up", retry_at=NOW + timedelta(days=1))


@pytest.mark.fault("F062")
async def test_an_allowance_that_is_used_up_ends_the_calls(team: Team) -> None:
    team.work()
    async with team.serve() as server:
        events, error = await found(team.reading(server, budget=SpentBudget()), query())

    assert {event.kind for event in events} <= {EventKind.ISSUE_OPENED}
    assert isinstance(error, RateLimitedError)
    assert error.retry_at == NOW + timedelta(days=1)
    assert len(server.asked) == 6


@pytest.mark.fault("F073")
async def test_an_answer_for_another_account_is_not_used_nor_kept(team: Team) -> None:
    team.work()
    memory = Kept()
    async with team.serve() as server:
        mixed = team.account(team.bob, server.token(team.ana))
        events, error = await found(team.source(server, mixed, memory=memory), query())
        again, _ = await found(team.source(server, mixed, memory=memory), query())

    assert events == again == []
    assert isinstance(error, AuthError)
    assert f"another account than {team.bob.login}" in str(error)
    assert {call.path for call in server.asked} == {team.ME}
    assert len(memory.entries) <= 1  # what the host said of the token itself


@pytest.mark.fault("F131")
@pytest.mark.parametrize("is_personal", [True, False])
async def test_the_token_is_in_one_header_alone(team: Team, caplog: pytest.LogCaptureFixture, is_personal: bool) -> None:  # noqa: FBT001
    team.work()
    caplog.set_level("DEBUG")
    async with team.serve() as server, team.serve() as elsewhere:
        token = server.token(team.ana, is_personal=is_personal)
        server.plan(team.REQUESTS, faults.leads_to(f"{elsewhere.url}/again"))
        server.plan(team.EACH, faults.refuses(403, {"message": f"what is {token.text}?"}))
        memory = Kept()
        who = team.account(team.ana, token)
        events, error = await found(team.source(server, who, memory=memory), query())

    assert events
    assert error
    assert not elsewhere.seen
    sent = token.header()
    packed = sent.partition(" ")[2]
    assert all(line.count(sent) == 1 and f"'Authorization': '{sent}'" in line for line in server.seen)
    assert all(line.replace(sent, "").count(token.text) == 0 for line in server.seen)
    said = [str(error), repr(error), repr(who), caplog.text, *(record.getMessage() for record in caplog.records), repr(memory.entries)]
    assert not any(token.text in text or packed in text for text in said)
    assert any(token.text in text for text in [*said, Secret(token.text).reveal()])  # the scan finds one that is there


@pytest.mark.fault("F060")
@pytest.mark.parametrize("turn", [None, faults.refuses(401, {})])
async def test_a_revoked_token_is_said_with_one_call(team: Team, turn: Turn | None) -> None:
    team.work()
    async with team.serve() as server:
        token = server.token(team.ana)
        token.is_revoked = turn is None
        if turn:
            server.plan(team.ME, turn)
        events, error = await found(team.source(server, team.account(team.ana, token)), query())

    assert events == []
    assert isinstance(error, AuthError)
    assert error.is_refused
    why = "revoked" if team.HOST == "gitlab.com" and turn is None else "expired or revoked"  # who says which it was
    assert str(error) == f"{team.HOST} refused the token of {team.ana.login} ({why}): {team.COMMAND}"
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry_After": "30"}, 30),
        ({"Retry_After": "Wed, 18 Nov 2026 12:02:00 GMT"}, 120),
        ({"Retry_After": "soon"}, 60),
        ({"RESETS": str(int(NOW.timestamp()) + 90)}, 90),
        ({}, 60),
        ({"Retry_After": "99999999"}, 86_400),
        ({"RESETS": "1"}, 1),
    ],
)
@pytest.mark.fault("F062")
async def test_when_to_come_again_is_read_from_the_headers(team: Team, headers: dict[str, str], seconds: int) -> None:
    async with team.serve() as server:
        named = {team.RESETS if name == "RESETS" else name: value for name, value in headers.items()}
        server.plan(team.ME, faults.refuses(429, {"message": "Retry later"}, **named))
        _, error = await found(team.reading(server), query())

    assert isinstance(error, RateLimitedError)
    assert error.retry_at == NOW + timedelta(seconds=seconds)
    assert len(server.asked) == (2 if seconds == 1 else 1)


@pytest.mark.fault("F062")
async def test_a_short_wait_is_waited_once(team: Team) -> None:
    team.work()
    sleep = Sleeps()
    async with team.serve() as server:
        server.plan(team.ME, faults.refuses(429, Retry_After="2"), times=1)
        events, error = await found(team.reading(server, sleep=sleep), query())

    assert error is None
    assert len(events) == 2
    assert len(sleep.seconds) == 1
    assert 2 <= sleep.seconds[0] <= 2.5

"""What an Azure DevOps sends without reason: time, bytes and calls stay bounded."""

import asyncio
import base64
import time
import tracemalloc
from dataclasses import replace
from datetime import timedelta

import pytest
from aiohttp import web
from typing_extensions import override

from adapters.azure import AzureSource
from core.errors import AuthError, OutsideError, PermanentError, RateLimitedError, TransientError
from core.model import Account, EventKind, Secret
from tests.adapters.azure.conftest import Team
from tests.adapters.azure.kit import MONDAY, NOW, QUICK, FreeBudget, Kept, account, found, query, source
from tests.servers.azure import AzureServer, faults
from tests.servers.azure.server import Turn

WHO = "/_apis/connectionData"
COMMITS = ".*/repositories/[^/]+/commits"
TURNS: dict[str, tuple[Turn, type[OutsideError], str]] = {
    "500": (faults.refuses(500), TransientError, "failed (500)"),
    "502 html": (faults.page(502), TransientError, "failed (502)"),
    "200 html": (faults.page(), TransientError, "a page instead of data"),
    "cut json": (faults.cut, TransientError, "not whole"),
    "deep json": (faults.deep, TransientError, "not whole"),
    "another kind of json": (faults.says("text"), TransientError, "not whole"),
    "no list": (faults.says({"value": {}}), TransientError, ""),
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
@pytest.mark.parametrize("path", [WHO, COMMITS])
@pytest.mark.fault("F063")
@pytest.mark.origin("S30")
async def test_whatever_comes_instead_of_data_is_a_bounded_failure_with_a_sentence(team: Team, name: str, path: str) -> None:
    team.work()
    turn, kind, says = TURNS[name]
    tracemalloc.start()
    began = time.monotonic()
    async with AzureServer(team.world) as server:
        server.plan(path, turn)
        events, error = await found(source(server, account(team.ana, server.token(team.ana))), query())
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert time.monotonic() - began < 10
    assert peak < 32 << 20
    assert isinstance(error, OutsideError)
    assert says in str(error)
    if path == WHO:
        assert events == []
        assert isinstance(error, (kind, AuthError))
    else:
        assert [event.kind for event in events] == [EventKind.ISSUE_OPENED]
        assert "commits of acme/Big Plan/web" in str(error)


async def test_six_calls_of_a_token_are_in_flight_at_most_whoever_makes_them(team: Team) -> None:
    for number in range(10):
        team.world.commit(one := team.world.repository(team.plan, f"r{number}"), team.bob, "Work", MONDAY)
        team.world.push(one, team.bob, MONDAY)
    async with AzureServer(team.world, delay=0.02) as server:
        token = server.token(team.ana)
        who = account(team.ana, token)
        await asyncio.gather(found(source(server, who), query()), found(source(server, who), query()))

    assert token.most_in_flight == 6


@pytest.mark.fault("F063")
async def test_a_host_that_fails_once_is_asked_again(team: Team) -> None:
    team.work()
    async with AzureServer(team.world) as server:
        server.plan(COMMITS, faults.refuses(502), times=1)
        server.plan(WHO, faults.resets, times=1)
        events, error = await found(source(server, account(team.ana, server.token(team.ana))), query())

    assert error is None
    assert len(events) == 2


@pytest.mark.origin("S30")
async def test_a_host_that_keeps_failing_is_left_alone(team: Team) -> None:
    for number in range(60):
        team.world.commit(one := team.world.repository(team.plan, f"r{number}"), team.bob, "Work", MONDAY)
        team.world.push(one, team.bob, MONDAY)
    async with AzureServer(team.world) as server:
        server.plan(".*/pushes", faults.refuses(503))
        _, error = await found(source(server, account(team.ana, server.token(team.ana))), query())

    assert isinstance(error, TransientError)
    assert "more like that" in str(error)
    assert sum(call.status == 503 for call in server.asked) < 30


async def test_a_host_that_is_not_there(team: Team) -> None:
    async with AzureServer(team.world) as server:
        reading = source(server, account(team.ana, server.token(team.ana)))
    events, error = await found(reading, query())

    assert events == []
    assert isinstance(error, TransientError)
    assert "could not be reached" in str(error)


async def test_a_question_that_takes_too_long_ends_with_what_was_found(team: Team) -> None:
    team.work()
    asked = team.world.request(team.web, team.ana, "Ask", MONDAY, branch="b")
    team.world.remark(asked, team.ana, "Well", MONDAY)
    async with AzureServer(team.world) as server:
        server.plan(COMMITS, faults.stalls)
        reading = AzureSource(
            account(team.ana, server.token(team.ana)),
            url=server.url,
            budget=FreeBudget(),
            memory=Kept(),
            clock=lambda: NOW,
            limits=replace(QUICK, total=5.0, whole=0.5),
        )
        events, error = await found(reading, query())

    assert EventKind.PULL_OPENED in [event.kind for event in events]
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
    team.work()
    async with AzureServer(team.world) as server:
        _, error = await found(source(server, account(team.ana, server.token(team.ana)), budget=SpentBudget()), query())

    assert isinstance(error, RateLimitedError)
    assert error.retry_at == NOW + timedelta(days=1)
    assert len(server.asked) == 6


@pytest.mark.fault("F073")
async def test_an_answer_for_another_account_is_not_used_nor_kept(team: Team) -> None:
    team.work()
    memory = Kept()
    async with AzureServer(team.world) as server:
        mixed = account(team.bob, server.token(team.ana))
        events, error = await found(source(server, mixed, memory=memory), query())
        again, _ = await found(source(server, mixed, memory=memory), query())

    assert events == again == []
    assert isinstance(error, AuthError)
    assert "another account than bob@acme.dev" in str(error)
    assert {call.path for call in server.asked} == {WHO}
    assert not memory.entries


async def test_stopping_half_way_lets_go_of_the_calls(team: Team) -> None:
    team.work()
    async with AzureServer(team.world) as server:
        asked = asyncio.Event()

        async def stalls(request: web.Request, there: AzureServer) -> web.StreamResponse:
            asked.set()
            return await faults.stalls(request, there)

        server.plan("/_apis/git/repositories", stalls)
        reading = asyncio.ensure_future(found(source(server, account(team.ana, server.token(team.ana))), query()))
        await asked.wait()
        reading.cancel()
        with pytest.raises(asyncio.CancelledError):
            await reading


@pytest.mark.fault("F131")
@pytest.mark.parametrize("is_personal", [True, False])
async def test_the_token_is_in_one_header_alone(team: Team, caplog: pytest.LogCaptureFixture, is_personal: bool) -> None:  # noqa: FBT001
    team.work()
    caplog.set_level("DEBUG")
    async with AzureServer(team.world) as server, AzureServer(team.world) as elsewhere:
        token = server.token(team.ana, is_personal=is_personal)
        server.plan("/_apis/git/pullrequests", faults.leads_to(f"{elsewhere.url}/_apis/git/pullrequests"))
        server.plan(".*/pushes", faults.refuses(403, {"message": f"what is {token.text}?"}))
        memory = Kept()
        who = account(team.ana, token)
        events, error = await found(source(server, who, memory=memory), query())

    assert events
    assert not elsewhere.seen
    packed = base64.b64encode(f":{token.text}".encode()).decode()
    sent = f"Basic {packed}" if is_personal else f"Bearer {token.text}"
    assert all(line.count(sent) == 1 and f"'Authorization': '{sent}'" in line for line in server.seen)
    assert all(line.replace(sent, "").count(token.text) == 0 for line in server.seen)
    said = [str(error), repr(error), repr(who), caplog.text, *(record.getMessage() for record in caplog.records), repr(memory.entries)]
    assert not any(token.text in text or packed in text for text in said)
    assert any(token.text in text for text in [*said, Secret(token.text).reveal()])  # the scan finds one that is there

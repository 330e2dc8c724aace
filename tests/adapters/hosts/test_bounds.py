"""What a host sends without reason: time, bytes and calls stay bounded."""

import asyncio
import time
import tracemalloc

import pytest
from aiohttp import web

from core.errors import AuthError, OutsideError, PermanentError, TransientError
from core.model import EventKind
from tests.adapters.hosts.kit import found, query
from tests.adapters.hosts.team import Team
from tests.servers import faults
from tests.servers.host import Turn

TURNS: dict[str, tuple[Turn, type[OutsideError], str]] = {
    "500": (faults.refuses(500), TransientError, "failed (500)"),
    "502 html": (faults.page(502), TransientError, "failed (502)"),
    "200 html": (faults.page(), TransientError, "a page instead of data"),
    "cut json": (faults.cut, TransientError, "not whole"),
    "deep json": (faults.deep, TransientError, "not whole"),
    "another kind of json": (faults.says("text"), TransientError, ""),
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
@pytest.mark.parametrize("part", ["ME", "COMMITS"])
@pytest.mark.fault("F063")
@pytest.mark.origin("S30")
async def test_whatever_comes_instead_of_data_is_a_bounded_failure_with_a_sentence(team: Team, name: str, part: str) -> None:
    team.work()
    turn, kind, says = TURNS[name]
    tracemalloc.start()
    began = time.monotonic()
    async with team.serve() as server:
        server.plan(getattr(team, part), turn)
        events, error = await found(team.reading(server, is_quick="in time" in says), query())
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert time.monotonic() - began < 30
    assert peak < 32 << 20
    assert isinstance(error, OutsideError)
    assert says in str(error)
    if part == "ME":
        assert events == []
        assert isinstance(error, (kind, AuthError))
    else:
        assert [event.kind for event in events] == [EventKind.ISSUE_OPENED]
        assert f"commits of {team.PLACE}" in str(error)


@pytest.mark.fault("F063")
async def test_a_slow_loris_is_cut_off_so_that_its_thread_ends(team: Team) -> None:
    async with team.serve() as server:
        server.plan(team.ME, faults.drips)
        await found(team.reading(server, is_quick=True), query())
        await asyncio.wait_for(server.dropped.wait(), 30)


async def test_six_calls_of_a_token_are_in_flight_at_most_however_many_questions(team: Team) -> None:
    team.grow(20)
    async with team.serve(delay=0.02) as server:
        token = server.token(team.ana)
        await asyncio.gather(*(found(team.source(server, team.account(team.ana, token)), query()) for _ in range(3)))

    assert token.most_in_flight == 6


@pytest.mark.fault("F063")
async def test_a_host_that_fails_once_is_asked_again(team: Team) -> None:
    team.work()
    async with team.serve() as server:
        server.plan(team.COMMITS, faults.refuses(502), times=1)
        server.plan(team.ME, faults.resets, times=1)
        events, error = await found(team.reading(server), query())

    assert error is None
    assert len(events) == 2


@pytest.mark.origin("S30")
async def test_a_host_that_keeps_failing_is_left_alone(team: Team) -> None:
    team.grow(60)
    async with team.serve() as server:
        server.plan(team.EACH, faults.refuses(503))
        _, error = await found(team.reading(server), query())

    assert isinstance(error, TransientError)
    assert "more like that" in str(error)
    assert sum(call.status == 503 for call in server.asked) < 30


async def test_a_host_that_is_not_there(team: Team) -> None:
    async with team.serve() as server:
        reading = team.reading(server)
    events, error = await found(reading, query())

    assert events == []
    assert isinstance(error, TransientError)
    assert "could not be reached" in str(error)


async def test_a_question_that_takes_too_long_ends_with_what_was_found(team: Team) -> None:
    team.work()
    async with team.serve() as server:
        server.plan(team.COMMITS, faults.stalls)
        events, error = await found(team.reading(server, whole=2.0), query())

    assert [event.kind for event in events] == [EventKind.ISSUE_OPENED]
    assert isinstance(error, TransientError)
    assert "in time" in str(error)


async def test_stopping_half_way_lets_go_of_the_calls(team: Team) -> None:
    team.work()
    async with team.serve() as server:
        asked = asyncio.Event()

        async def stalls(request: web.Request, there: faults.Closing) -> web.StreamResponse:
            asked.set()
            return await faults.stalls(request, there)

        server.plan(team.LISTED, stalls)
        reading = asyncio.ensure_future(found(team.reading(server), query()))
        await asked.wait()
        reading.cancel()
        with pytest.raises(asyncio.CancelledError):
            await reading

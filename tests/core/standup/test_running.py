"""A process at work: from tick to tick, until it is stopped; what breaks in one standup is its own."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from typing_extensions import override

from adapters.redis.address import address
from adapters.redis.client import Store, connected
from core.errors import RateLimitedError, TransientError
from core.model import Account, Member
from core.model.chat import Page, Participant, Place
from core.model.standup import Claim, Progress, Report, Standup
from core.ports.chat import Platform
from core.standup.content import Content
from core.standup.hand import Hand, LostError
from core.standup.run import RENEWED, Standups
from core.standup.visit import Visit
from core.standup.waiting import Patience
from tests.core.standup.mornings import DUE
from tests.fake_accounts import FakeAccounts
from tests.standups import House
from tests.store import Server


class StopError(Exception):
    """The process is stopped."""


def ticks(*happen: Callable[[], object]) -> Callable[[], Awaitable[None]]:
    """Return a clock that does something at each tick, and stops the process at the last."""
    left = list(happen)

    async def tick() -> None:
        await asyncio.sleep(0.02)
        if not left:
            raise StopError
        left.pop(0)()

    return tick


async def test_a_process_works_from_tick_to_tick_and_renews_what_it_holds(store: Store) -> None:
    house = House(store)
    await house.agreed(house.person("Ana Lima"))
    slept: list[float] = []
    compose, going_on, begun = house.tools.compose, asyncio.Event(), list[object]()

    async def slow(*given: object) -> Content:
        begun.append(given)
        await going_on.wait()
        return await compose(*given)  # type: ignore[arg-type]  # as it came

    async def sleep(seconds: float) -> None:
        slept.append(seconds)
        await asyncio.sleep(0.005)

    def due() -> None:
        house.now = DUE

    def lasts() -> None:
        house.now += timedelta(seconds=40)

    house.tools = replace(house.tools, compose=slow)
    running = Standups(house.tools, sleep=sleep).run(ticks(due, lasts, lasts, lasts, going_on.set, lambda: None))
    with pytest.raises(ExceptionGroup):
        await running

    assert slept[0] == RENEWED
    assert house.board.calls.count("post") == 1
    assert len(begun) == 1  # nobody else took it, in two minutes of a lease of 45 seconds
    assert "Nobody did anything" in house.posted[0]


async def test_a_store_that_is_away_is_asked_again_at_the_next_tick(caplog: pytest.LogCaptureFixture) -> None:
    with Server() as server:
        async with connected(address(server.url)) as store:
            house = House(store)
            await house.agreed(house.person("Ana Lima"))
            house.now = DUE
            [claim] = await house.outbox.claim(1)
            standups = Standups(house.tools)
            server.kill()
            async with asyncio.TaskGroup() as group:
                await standups.work(group)
                await standups._visit(claim)

    assert [record.getMessage() for record in caplog.records if record.name == "recap"][-3:][0] == "standups not claimed"
    assert caplog.records[-1].getMessage() == "standup interrupted"


async def test_a_standup_that_breaks_holds_up_no_other(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    house = House(store)
    ana = house.person("Ana Lima")
    await house.agreed(ana)
    await house.agreed(ana)
    compose, broken = house.tools.compose, [True]

    async def breaks(standup: Standup, report: Report, progress: Progress) -> Content:
        if broken and broken.pop():
            raise ZeroDivisionError
        return await compose(standup, report, progress)

    house.tools = replace(house.tools, compose=breaks)
    with caplog.at_level(logging.ERROR, "recap"):
        await house.goes_to("2026-11-17 09:30")
    assert sum("Nobody did anything" in text for text in house.posted) == 1
    assert caplog.messages == ["bug"]  # which is counted
    await house.waits(minutes=1)

    assert [("Nobody did anything" in text) for text in house.posted] == [True, True]


async def test_what_was_written_by_a_hand_that_lost_is_not_kept(store: Store) -> None:
    house = House(store)
    await house.agreed(house.person("Ana Lima"))
    house.now = DUE
    [claim] = await house.outbox.claim(1)
    hand = Hand(replace(claim, ticket="old"), house.outbox, lambda: 0.0)

    with pytest.raises(LostError):
        await hand.keep()
    with pytest.raises(LostError):
        await hand.leave(None)
    with pytest.raises(LostError):
        await hand.renew()


@pytest.mark.fault("F027")
async def test_who_loses_a_standup_while_telling_it_leaves_the_message_to_whoever_has_it(store: Store) -> None:
    house = House(store)
    await house.agreed(house.person("Ana Lima"))
    compose, is_slow = house.tools.compose, [True]

    async def slow(standup: Standup, report: Report, progress: Progress) -> Content:
        if is_slow and is_slow.pop():
            await house.waits(minutes=1)  # another process takes it, and tells
        return await compose(standup, report, progress)

    house.tools = replace(house.tools, compose=slow)
    await house.goes_to("2026-11-17 09:30")

    assert house.board.calls.count("edit") == 1
    assert len(house.posted) == 1


async def test_a_member_who_takes_too_long_is_named(store: Store) -> None:
    house = House(store)
    ana = house.person("Ana Lima")
    standup = await house.agreed(ana)

    async def never(_: object) -> Participant:
        return await asyncio.Event().wait()  # type: ignore[return-value]  # it does not

    house.chat.directory.participant = never  # type: ignore[method-assign,assignment]  # a platform that hangs
    report = Report(day=DUE.date(), due=DUE, until=DUE)
    part = await replace(house.parts, seconds=0.01).of(ana, standup, report, Progress(), patience=Patience())

    assert part.why == "the hosts took too long"
    assert part.chain is not None


async def test_a_report_does_not_name_where_the_store_is(store: Store) -> None:
    class AwayAccounts(FakeAccounts):
        @override
        async def of(self, member: Member) -> list[Account]:
            raise TransientError("the store at redis.internal:6379 does not answer")

    house = House(store)
    ana = house.person("Ana Lima")
    standup = await house.agreed(ana)
    house.parts = replace(house.parts, clearances=replace(house.parts.clearances, accounts=AwayAccounts()))

    part = await house.parts.of(ana, standup, Report(day=DUE.date(), due=DUE, until=DUE), Progress(), patience=Patience())

    assert part.why == "what is kept of them could not be read just now"


async def test_a_visit_that_finds_nothing_to_do_says_when_to_look_again(store: Store) -> None:
    house = House(store)
    standup = await house.agreed(house.person("Ana Lima"))
    [claim] = await house.outbox.claim(1)

    await Visit(claim, house.tools).run()

    assert isinstance(claim, Claim)
    house.now = DUE - timedelta(seconds=1)
    assert await house.outbox.claim(1) == []
    house.now = DUE
    assert [one.standup for one in await house.outbox.claim(1)] == [standup]


async def test_a_standup_of_a_platform_that_this_process_does_not_speak_to_is_left_to_others(store: Store) -> None:
    house = House(store)
    await house.agreed(house.person("Ana Lima"))
    tools = house.tools

    def none(name: str) -> Platform:
        raise KeyError(name)

    house.tools = replace(tools, platform=none)
    await house.goes_to("2026-11-17 09:30")
    house.tools = tools
    await house.tick()
    assert house.posted == []
    await house.waits(seconds=31)

    assert len(house.posted) == 1


@pytest.mark.fault("F029")
async def test_many_teams_at_the_same_minute_are_spread_by_the_platform_s_limit(store: Store) -> None:
    """Twenty channels, of which the platform takes three posts a second: all are posted within some seconds, none is lost."""
    house = House(store)
    ana = house.person("Ana Lima")
    for number in range(20):
        await house.agreed(ana, place=Place("slack", "T1", f"C{number}"), id=f"s{number}", is_whole_channel=False)
    taken: dict[datetime, int] = {}
    post = house.board.post

    async def limited(place: Place, mark: str, page: Page) -> str:
        taken[house.now] = taken.get(house.now, 0) + 1
        if taken[house.now] > 3:
            raise RateLimitedError("Not now.", retry_at=house.now + timedelta(seconds=1))
        return await post(place, mark, page)

    house.board.post = limited  # type: ignore[method-assign]  # a platform with limits
    house.now = DUE
    for _ in range(30):
        await house.waits(seconds=1)

    assert sorted(place.channel for _, place, *_ in house.board.stands) == sorted(f"C{number}" for number in range(20))
    assert all("Nobody" in "".join(page.lines) for *_, page in house.board.stands)
    assert max(taken) < DUE + timedelta(seconds=10)

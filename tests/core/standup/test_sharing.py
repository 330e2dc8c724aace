"""Hands are shared by workspaces: one whose hosts hang holds up no other."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from adapters.redis.client import Store
from core.model.chat import Page
from core.model.standup import Progress, Report, Standup
from core.standup.content import Content
from core.standup.run import SIDE_BY_SIDE, Standups
from tests.standups import House


async def test_a_workspace_whose_standups_hang_leaves_hands_to_others(store: Store) -> None:
    house = House(store)
    ana, bob = house.person("Ana Lima"), house.person("Bob Berg", tenant="T2")
    for number in range(2 * SIDE_BY_SIDE):
        await house.agreed(ana, id=f"slow{number}", at="09:29")
    for user in (bob, replace(bob, tenant="T3")):
        await house.agreed(user, id="fast", place=house.chat.room("C2", tenant=user.tenant))
    slow, fast, begun = asyncio.Event(), asyncio.Semaphore(0), list[str]()

    async def compose(standup: Standup, report: Report, progress: Progress) -> Content:
        begun.append(standup.place.tenant)
        if standup.id == "fast":
            fast.release()
        else:
            await slow.wait()
        return Content(page=Page(lines=(str(report.day), str(progress.last))))

    house.tools, house.now = replace(house.tools, compose=compose), datetime(2026, 11, 17, 9, 30, tzinfo=UTC)
    async with asyncio.timeout(10), asyncio.TaskGroup() as group:
        await Standups(house.tools).work(group)
        await fast.acquire()
        await fast.acquire()
        assert begun.count("T1") <= SIDE_BY_SIDE // 2
        slow.set()

    for _ in range(4):
        await house.waits(seconds=4)
    assert begun.count("T1") == 2 * SIDE_BY_SIDE


async def test_standups_that_hang_hold_up_none_of_the_same_workspace_for_long(store: Store) -> None:
    house = House(store)
    ana = house.person("Ana Lima")
    for number in range(2 * SIDE_BY_SIDE):
        await house.agreed(ana, id=f"slow{number}", at="09:29")
    await house.agreed(ana, id="fast")
    hosts, fast = asyncio.Event(), asyncio.Event()

    async def compose(standup: Standup, report: Report, _: Progress) -> Content:
        fast.set() if standup.id == "fast" else await hosts.wait()
        return Content(page=Page(lines=(str(report.day),)))

    house.tools, house.now = replace(house.tools, compose=compose), datetime(2026, 11, 17, 9, 30, tzinfo=UTC)
    process = Standups(house.tools, slow=0.01)
    async with asyncio.timeout(10), asyncio.TaskGroup() as group:
        while not fast.is_set():
            await process.work(group)
            house.now += timedelta(seconds=2)
        hosts.set()

    assert len(house.posted) > SIDE_BY_SIDE


async def test_only_so_many_slow_ones_leave_their_hands_to_others(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.standup.run._MOST_SLOW", 3)
    house = House(store)
    ana = house.person("Ana Lima")
    for number in range(20):
        await house.agreed(ana, id=f"slow{number}")
    hosts, six, begun = asyncio.Event(), asyncio.Event(), list[str]()

    async def compose(standup: Standup, report: Report, _: Progress) -> Content:
        begun.append(standup.id)
        if len(begun) == 3 + 3:  # a workspace has three of the four hands
            six.set()
        await hosts.wait()
        return Content(page=Page(lines=(str(report.day),)))

    house.tools, house.now = replace(house.tools, compose=compose), datetime(2026, 11, 17, 9, 30, tzinfo=UTC)
    process = Standups(house.tools, side_by_side=4, slow=0.01)

    async def work() -> None:
        while not hosts.is_set():
            await process.work(group)
            house.now += timedelta(seconds=2)

    async with asyncio.timeout(10), asyncio.TaskGroup() as group:
        group.create_task(work())
        await six.wait()
        await asyncio.sleep(0.03)
        assert len(begun) == 3 + 3
        hosts.set()

"""Whatever many processes do, or one that stood still or is stopped: one report stands in the end."""

import asyncio
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import timedelta

import pytest
from typing_extensions import override

from adapters.redis.client import Store
from adapters.redis.outbox import RedisOutbox
from core.model.standup import Claim, Progress, Stage
from core.standup.visit import Visit
from tests.core.standup.mornings import DUE, TUESDAY, begun


@pytest.mark.fault("F020")
async def test_many_processes_at_the_same_minute_make_one_post(store: Store) -> None:
    house, _ = await begun(store)
    house.now = DUE

    await asyncio.gather(*(house.tick() for _ in range(6)))

    assert house.board.calls.count("post") == 1
    assert len(house.posted) == 1


@pytest.mark.fault("F022")
async def test_a_process_that_stood_still_leaves_a_twin_that_is_taken_away(store: Store) -> None:
    house, _ = await begun(store)

    async def others_work() -> None:
        await house.waits(seconds=80)  # its lease runs out, another posts
        await house.waits(seconds=31)

    house.board.meanwhile["post"] = others_work  # while it stands still
    await house.goes_to(TUESDAY)
    assert len(house.posted) == 2
    await house.waits(minutes=2)
    await house.waits(seconds=31)

    assert len(house.posted) == 1
    assert "Nobody did anything" in house.posted[0]


@pytest.mark.fault("F022")
async def test_a_twin_that_comes_after_the_sweep_is_taken_away_too(store: Store) -> None:
    house, _ = await begun(store)

    async def others_finish() -> None:
        for _ in range(6):
            await house.waits(seconds=60)

    house.board.meanwhile["post"] = others_finish  # while it stands still
    await house.goes_to(TUESDAY)
    assert len(house.posted) == 2
    await house.waits(seconds=10)
    await house.waits(seconds=31)

    assert len(house.posted) == 1


@pytest.mark.fault("F022")
async def test_a_process_that_finds_itself_late_before_it_sends_sends_nothing(store: Store) -> None:
    house, _ = await begun(store)
    outbox = house.outbox

    class Slow(RedisOutbox):
        is_slow = True

        @override
        async def keep(self, claim: Claim, progress: Progress, *, told: Mapping[str, Collection[str]] | None = None) -> bool:
            kept = await super().keep(claim, progress, told=told)
            if progress.report and progress.report.stage is Stage.SENDING and Slow.is_slow:
                Slow.is_slow, house.now = False, house.now + timedelta(seconds=6)
            return kept

    house.tools = replace(house.tools, outbox=Slow(store.patient, clock=house.clock))
    await house.goes_to(TUESDAY)
    assert house.posted == []
    await house.waits(seconds=31)

    assert outbox is not house.tools.outbox
    assert len(house.posted) == 1


@pytest.mark.fault("F028")
async def test_a_process_with_a_wrong_clock_goes_by_the_store_s(store: Store) -> None:
    house, _ = await begun(store)
    house.tools = replace(house.tools, clock=lambda: 5.0)  # whatever it is, only what passes counts

    await house.goes_to("2026-11-17 09:29")
    assert house.posted == []
    await house.goes_to(TUESDAY)

    assert len(house.posted) == 1


async def test_a_stop_hands_over_at_once(store: Store) -> None:
    house, _ = await begun(store)
    house.now = DUE
    house.board.meanwhile["find"] = lambda: asyncio.Event().wait()

    async def until_it_looks() -> None:
        async with asyncio.timeout(0.3):
            await house.tick()

    with pytest.raises(TimeoutError):
        await until_it_looks()
    await house.tick()

    assert len(house.posted) == 1


async def test_a_visit_of_what_is_in_another_hand_changes_nothing(store: Store) -> None:
    house, _ = await begun(store)
    house.now = DUE
    [claim] = await house.outbox.claim(5)
    house.now += timedelta(minutes=1)
    await house.tick()

    await Visit(claim, house.tools).run()

    assert len(house.posted) == 1

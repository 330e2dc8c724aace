"""A clock that ticks, and nothing else: what was missed is one tick, and it holds no data."""

import time

import pytest

from adapters.apscheduler import ticking
from core.errors import OutsideError


async def test_it_ticks_at_whole_multiples_of_its_seconds() -> None:
    async with ticking(0.25) as tick:
        await tick()
        first = time.time()
        await tick()

    assert 0.1 < time.time() - first < 0.4
    assert first % 0.25 < 0.1


async def test_ticks_that_nobody_waited_for_are_one() -> None:
    async with ticking(0.25) as tick:
        await tick()
        end = time.monotonic() + 0.6
        while time.monotonic() < end:  # the loop stands still, as when a machine does: what was due meanwhile is made up for, once
            pass
        await tick()
        first = time.monotonic()
        await tick()

    assert time.monotonic() - first > 0.05


async def test_it_ends_with_its_block() -> None:
    with pytest.raises(OutsideError):
        async with ticking(1):
            raise OutsideError("Away.")

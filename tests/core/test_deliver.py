"""Snapshots of an answer land in order and in pace, and the last whole one stays whatever ends the stream."""

import asyncio
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.deliver import Outlet, deliver
from core.errors import NoSourceError
from core.messages.delivering import BROKEN, CANCELLED
from core.pacing import Pace
from tests.core.delivered import PACE, Screen, outlet, stream, told
from tests.core.recaps import recap, snapshots
from tests.crowded import now
from tests.simulated import clock, simulated


def test_deliver_shows_the_first_snapshot_at_once() -> None:
    screen = Screen()
    told([(0.25, recap("only"))], screen)
    assert screen.shown == [(0.25, recap("only"))]


def test_deliver_skips_what_a_newer_snapshot_replaced() -> None:
    screen = Screen()
    zero, one, two, three = snapshots(4)
    assert told([(0, zero), (0.1, one), (0.1, two), (2.0, three)], screen) == three
    assert screen.shown == [(0, zero), (1.0, two), (2.2, three)]


@given(
    waits=st.lists(st.floats(0, 3), min_size=1, max_size=20),
    gap=st.floats(0.05, 5),
    slowness=st.floats(0, 3),
)
@settings(deadline=None, max_examples=60)
def test_deliver_lands_the_last_snapshot_in_order_and_in_pace(waits: list[float], gap: float, slowness: float) -> None:
    screen = Screen(slowness)
    steps = list(zip(waits, snapshots(len(waits)), strict=True))

    result = told(steps, screen, Pace(gap))

    times = [time for time, _ in screen.shown]
    order = [int(shown.bullets[0].text.split()[1]) for _, shown in screen.shown]
    assert result == screen.last == steps[-1][1]
    assert order == sorted(set(order))
    assert all(later - earlier >= gap - 1e-6 for earlier, later in pairwise(times))
    assert times[-1] <= sum(waits) + 2 * max(gap, slowness) + 1e-6


@pytest.mark.fault("F080")
def test_deliver_leaves_the_last_whole_snapshot_of_a_broken_stream() -> None:
    screen = Screen()
    zero, one, _ = snapshots(3)

    async def main() -> None:
        await deliver(stream([(0, zero), (0.1, one)], error=ZeroDivisionError(), pause=0.1), outlet(screen, PACE))

    with pytest.raises(ZeroDivisionError):
        simulated(main())
    assert screen.last.bullets == one.bullets
    assert screen.last.footer == (BROKEN,)


def test_deliver_passes_on_that_there_was_nothing_to_look_at() -> None:
    screen = Screen()

    async def main() -> None:
        await deliver(stream([], error=NoSourceError("nothing")), outlet(screen, PACE))

    with pytest.raises(NoSourceError, match="nothing"):
        simulated(main())
    assert screen.shown == []


def test_deliver_of_no_snapshot_at_all_is_an_error() -> None:
    with pytest.raises(RuntimeError):
        told([], Screen())


@pytest.mark.parametrize(("seconds", "expected"), [(0.5, "version 1"), (1.5, "version 1"), (3.5, "version 2")])
def test_deliver_lands_and_stays_cancelled(seconds: float, expected: str) -> None:
    screen = Screen()
    steps = list(zip([0.0, 0.1, 2.0, 1000.0], snapshots(4), strict=True))

    async def main() -> None:
        async with asyncio.timeout(seconds):
            await deliver(stream(steps), outlet(screen, PACE))

    with pytest.raises(TimeoutError):
        simulated(main())
    assert screen.last.bullets[0].text == expected
    assert screen.last.footer == (CANCELLED,)


def test_deliver_says_nothing_of_a_stop_after_the_last_snapshot() -> None:
    screen = Screen()
    zero, one = snapshots(2)

    async def main() -> None:
        async with asyncio.timeout(0.5):
            await deliver(stream([(0, zero), (0.1, one)]), outlet(screen, PACE))

    with pytest.raises(TimeoutError):
        simulated(main())
    assert screen.last == one


def test_deliver_cancelled_before_the_first_snapshot_shows_nothing() -> None:
    screen = Screen()

    async def main() -> None:
        async with asyncio.timeout(0.5):
            await deliver(stream([(1.0, recap("late"))]), outlet(screen, PACE))

    with pytest.raises(TimeoutError):
        simulated(main())
    assert screen.shown == []


def test_deliver_gives_a_sign_of_life_where_the_first_snapshot_takes_its_time() -> None:
    signs: list[float] = []

    async def sign() -> None:
        signs.append(clock())

    async def main(wait: float) -> None:
        await deliver(stream([(wait, recap("only"))]), Outlet(message=Screen(), rhythm=PACE, sign_of_life=sign, clock=clock, now=now))

    simulated(main(0.5))
    assert signs == []
    simulated(main(5.0))
    assert signs == [0.8]

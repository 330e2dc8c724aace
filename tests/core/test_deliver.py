import asyncio
from collections.abc import AsyncIterator, Sequence
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typing_extensions import override

from core.deliver import LOST, PERSISTENCE, Outlet, deliver
from core.errors import AmbiguousError, GoneError, NoSourceError, OutsideError, PermanentError, RateLimitedError, TransientError
from core.messages.delivering import BROKEN, CANCELLED
from core.model import Recap
from core.pacing import Pace
from core.ports import Message
from tests.core.recaps import recap, snapshots
from tests.crowded import BEGAN, now
from tests.simulated import clock, simulated

PACE = Pace(1.0)


class Screen(Message):
    """Remembers what it showed and when; showing takes `slowness` seconds. `breaks` are raised one after the other, after so many shows."""

    def __init__(self, slowness: float = 0.0, *, fails_at: int = -1, breaks: Sequence[OutsideError] = ()) -> None:
        self.shown: list[tuple[float, Recap]] = []
        self.tried: list[float] = []
        self._slowness = slowness
        self._fails_at = fails_at
        self._breaks = list(breaks)

    @override
    async def show(self, recap: Recap) -> None:
        self.tried.append(clock())
        if len(self.shown) == self._fails_at and self._breaks:
            raise self._breaks.pop(0)
        began = clock()
        await asyncio.sleep(self._slowness)
        self.shown.append((began, recap))

    @property
    def last(self) -> Recap:
        return self.shown[-1][1]


def outlet(screen: Screen, pace: Pace = PACE) -> Outlet:
    return Outlet(message=screen, rhythm=pace, clock=clock, now=now)


async def stream(steps: Sequence[tuple[float, Recap]], *, error: Exception | None = None, pause: float = 0.0) -> AsyncIterator[Recap]:
    for wait, one in steps:
        await asyncio.sleep(wait)
        yield one
    await asyncio.sleep(pause)
    if error is not None:
        raise error


def told(steps: Sequence[tuple[float, Recap]], screen: Screen, pace: Pace = PACE) -> Recap:
    async def main() -> Recap:
        return await deliver(stream(steps), outlet(screen, pace))

    return simulated(main())


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


def test_deliver_stops_where_the_message_cannot_be_shown() -> None:
    screen = Screen(fails_at=1, breaks=[PermanentError("the screen is gone")] * 2)
    with pytest.raises(PermanentError, match="the screen is gone"):
        told(list(zip([0.0, 1.0, 5.0], snapshots(3), strict=True)), screen)
    assert len(screen.shown) == 1


@pytest.mark.fault("F102")
@pytest.mark.parametrize(("reason", "shows"), [(LOST, 1), (None, 2)])
def test_deliver_writes_nothing_more_where_another_process_answers(reason: str | None, shows: int) -> None:
    screen = Screen()

    async def main() -> None:
        answering = asyncio.ensure_future(deliver(stream([(0.0, recap("plain")), (60.0, recap("written"))]), outlet(screen)))
        await asyncio.sleep(5)
        answering.cancel(reason)
        await asyncio.wait((answering,))

    simulated(main())
    assert len(screen.shown) == shows


@pytest.mark.fault("F107")
def test_deliver_says_nothing_more_in_a_message_that_was_taken_away() -> None:
    screen = Screen(fails_at=1, breaks=[GoneError("it is gone")])
    with pytest.raises(GoneError):
        told([(0.0, recap("plain")), (1.0, recap("written"))], screen)
    assert len(screen.tried) == 2


@pytest.mark.fault("F100")
def test_deliver_leaves_out_a_change_that_is_refused_and_shows_the_next_one_when_it_may() -> None:
    screen = Screen(fails_at=1, breaks=[RateLimitedError("not now", retry_at=now_at(3.0))])
    zero, one, two = snapshots(3)
    told([(0, zero), (1.0, one), (0.5, two)], screen)
    assert screen.shown == [(0, zero), (3.0, two)]


@pytest.mark.fault("F100")
def test_deliver_lands_the_last_snapshot_when_the_platform_lets() -> None:
    screen = Screen(fails_at=1, breaks=[RateLimitedError("not now", retry_at=now_at(31.0)), RateLimitedError("still not")])
    zero, one = snapshots(2)
    assert told([(0, zero), (1.0, one)], screen) == one
    assert screen.shown == [(0, zero), (32.0, one)]


@pytest.mark.parametrize("error", [TransientError("away"), AmbiguousError("who knows")])
def test_deliver_tries_again_what_may_go_well_and_gives_up_in_the_end(error: OutsideError) -> None:
    screen = Screen(fails_at=0, breaks=[error] * 1000)
    with pytest.raises(type(error)):
        told([(0, recap("only"))], screen)
    gaps = [later - earlier for earlier, later in pairwise(screen.tried[:-1])]
    assert gaps[:7] == [1.0, 1.0, 2.0, 4.0, 8.0, 16.0, 30.0]
    assert PERSISTENCE - 31 < screen.tried[-1] <= PERSISTENCE


def test_deliver_goes_on_with_the_stream_while_a_platform_is_away() -> None:
    screen = Screen(fails_at=0, breaks=[TransientError("away")])
    zero, one, two = snapshots(3)
    told([(0, zero), (0.1, one), (5.0, two)], screen)
    assert screen.shown == [(1.0, one), (5.1, two)]


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


def now_at(seconds: float) -> datetime:
    return BEGAN + timedelta(seconds=seconds)

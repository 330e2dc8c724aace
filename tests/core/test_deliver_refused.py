"""What a platform does not take: it is shown when it may, or given up, and nobody else's message is touched."""

import asyncio
from itertools import pairwise

import pytest

from core.deliver import LOST, PERSISTENCE, deliver
from core.errors import AmbiguousError, GoneError, OutsideError, PermanentError, RateLimitedError, TransientError
from tests.core.delivered import Screen, now_at, outlet, stream, told
from tests.core.recaps import recap, snapshots
from tests.simulated import simulated


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

"""Sliding windows: never more than the rate in any stretch of its seconds, by an independent count of every call."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.limits import Rate
from core.tally import SLICES, Tally

START = 1_700_000_000_000
RATE = Rate(30, 3)


def hit(tally: Tally, at: int, *, cost: int = 1, name: str = "ana", rate: Rate = RATE) -> bool:
    (count,) = tally.hit({name: rate}, now=START + at, cost=cost)
    return count.fits <= START + at


def test_thirty_calls_pass_at_once_and_the_next_ones_as_time_goes_by() -> None:
    tally = Tally()
    assert [hit(tally, 0) for _ in range(40)] == [True] * 30 + [False] * 10
    assert not hit(tally, 2_999)
    assert hit(tally, 3_150)  # a slice of 150 ms later at most


def test_a_refused_call_says_when_it_fits_and_then_it_does() -> None:
    tally = Tally()
    for at in (0, 500, 1_000):
        assert hit(tally, at, cost=10)
    (count,) = tally.hit({"ana": RATE}, now=START + 1_100, cost=15)
    assert (count.used, count.fits > START + 3_500) == (30, True)
    assert not hit(tally, count.fits - START - 1, cost=15)
    assert hit(tally, count.fits - START, cost=15)


def test_a_call_that_one_window_refuses_is_counted_in_none() -> None:
    tally = Tally()
    both = {"person": Rate(30, 3), "workspace": Rate(20, 3)}
    for _ in range(25):
        tally.hit(both, now=START, cost=1)
    person, workspace = tally.hit(both, now=START, cost=1)
    assert (person.used, workspace.used) == (20, 20)
    assert person.fits == START < workspace.fits


def test_names_do_not_share_a_window_and_the_oldest_goes_when_there_are_too_many() -> None:
    tally = Tally(most=3)
    assert all(hit(tally, 0, cost=30, name=name) for name in "abcd")
    assert len(tally) == 3
    assert not hit(tally, 1, name="d")
    assert hit(tally, 1, name="a")


@pytest.mark.origin("S08")
@given(st.lists(st.tuples(st.integers(0, 900), st.integers(1, 6)), max_size=80))
def test_no_stretch_holds_more_than_the_rate_and_nothing_is_refused_for_longer_than_a_slice(hits: list[tuple[int, int]]) -> None:
    rate = Rate(12, 3)
    tally, now, passed = Tally(), START, list[tuple[int, int]]()
    for pause, cost in hits:
        now += pause
        (count,) = tally.hit({"ana": rate}, now=now, cost=cost)
        strict = sum(one for at, one in passed if at > now - 3_000)
        loose = sum(one for at, one in passed if at > now - 3_000 - 3_000 // SLICES)
        if count.fits <= now:
            passed.append((now, cost))
            assert strict + cost <= rate.calls
            assert count.used <= rate.calls
        else:
            assert loose + cost > rate.calls
            assert count.fits <= now + 3_000 + 3_000 // SLICES

"""How long a change waits for its turn, among so many live messages."""

from hypothesis import given
from hypothesis import strategies as st

from core.pacing import SCREEN, Pace


def test_pace_lets_the_first_change_through_at_once() -> None:
    assert SCREEN.left(None) == 0


def test_pace_asks_for_what_is_left_of_the_gap() -> None:
    assert Pace(2.0).left(0.5) == 1.5
    assert Pace(2.0).left(2.0) == 0
    assert Pace(2.0).left(900.0) == 0


def test_pace_shares_its_allowance_between_live_messages() -> None:
    assert Pace(1.0).left(0.0, live=5) == 5.0


def test_pace_of_no_live_message_is_that_of_one() -> None:
    assert Pace(1.0).left(0.0, live=0) == 1.0


@given(st.floats(0, 100), st.floats(-100, 1e6), st.integers(-3, 50))
def test_pace_never_waits_longer_than_its_gap_whatever_the_clock_does(gap: float, since: float, live: int) -> None:
    assert 0 <= Pace(gap).left(since, live=live) <= gap * max(1, live) + 1e-6

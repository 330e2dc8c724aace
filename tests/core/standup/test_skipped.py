"""The words behind `/standup skip`: which date is left out, and which is none."""

from datetime import date

import pytest

from core.errors import AskError
from core.standup.skipped import date_of

TODAY = date(2026, 12, 31)  # a Thursday


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("", date(2027, 1, 4)),
        ("next", date(2027, 1, 4)),
        ("Today", TODAY),
        ("tomorrow", date(2027, 1, 1)),
        ("thursday", TODAY),
        ("on fri", date(2027, 1, 1)),
        ("next wednesday", date(2027, 1, 6)),
        ("2027-02-01", date(2027, 2, 1)),
        ("24 Dec", date(2027, 12, 24)),
        ("december 31", TODAY),
        ("1st Feb", date(2027, 2, 1)),
        ("29 feb", date(2028, 2, 29)),
    ],
)
def test_a_date_to_skip_is_read(words: str, day: date) -> None:
    assert date_of(words, TODAY, lambda: date(2027, 1, 4)) == day


@pytest.mark.parametrize(
    ("words", "said"),
    [("soon", "“soon” is no date"), ("30 feb", "“30 feb” is no date"), ("x dec", "“x dec”"), ("2026-12-30", "Wed 30 Dec 2026 is over")],
)
def test_what_is_no_date_to_come_is_refused(words: str, said: str) -> None:
    with pytest.raises(AskError, match=said):
        date_of(words, TODAY, lambda: None)


def test_where_nothing_is_due_there_is_no_next_one() -> None:
    assert date_of("next", TODAY, lambda: None) is None

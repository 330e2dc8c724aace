"""Dates in other languages become days, weeks and months."""

from datetime import date

import pytest

from adapters.dateparser import DateparserDates

FRIDAY = date(2026, 11, 20)
DATES = DateparserDates()


@pytest.mark.parametrize(
    ("text", "day", "stretch"),
    [
        ("gestern", date(2026, 11, 19), "day"),
        ("ayer", date(2026, 11, 19), "day"),
        ("hier", date(2026, 11, 19), "day"),
        ("ontem", date(2026, 11, 19), "day"),
        ("montag", date(2026, 11, 16), "day"),
        ("freitag", FRIDAY, "day"),
        ("15 de mayo de 2025", date(2025, 5, 15), "day"),
        ("letzte Woche", date(2026, 11, 13), "week"),
        ("mars", date(2026, 3, 20), "month"),
    ],
)
def test_a_foreign_date_is_a_day_and_its_stretch(text: str, day: date, stretch: str) -> None:
    assert DATES.day(text, FRIDAY) == (day, stretch)


@pytest.mark.parametrize("text", ["foo bar", "marco", "dom", "ora", "web", "hace 3 horas", "segunda feira"])
def test_what_is_no_day_is_nothing(text: str) -> None:
    assert DATES.day(text, FRIDAY) is None

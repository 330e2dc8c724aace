"""The words behind `/standup skip`: which date is left out."""

from collections.abc import Callable
from datetime import date, timedelta

from core.asking.vocabulary import MONTHS, WEEKDAYS
from core.errors import AskError
from core.messages import agreeing as messages

_LEAP_YEARS = 8  # years at most until a date comes again
_WEEK = 7


def date_of(words: str, today: date, after: Callable[[], date | None]) -> date | None:
    """Read a date to come: `today`, `tomorrow`, `friday`, `24 Dec`, `2026-12-24`; nothing is what `after` gives.

    Raises:
        AskError: it is none, or over.
    """
    key = words.lower().removeprefix("on ").removeprefix("next ")
    if key in {"", "next"}:
        return after()
    day = _named(key, today) or _in_a_year(key, today) or _written(key)
    if day is None:
        raise AskError(messages.no_date(words), word=words)
    if day < today:
        raise AskError(messages.is_over(day), word=words)
    return day


def _named(key: str, today: date) -> date | None:
    if key in WEEKDAYS:
        return today + timedelta(days=(WEEKDAYS[key] - today.weekday()) % _WEEK)
    return {"today": today, "tomorrow": today + timedelta(days=1)}.get(key)


def _in_a_year(key: str, today: date) -> date | None:
    """Read a day and a month in either order, the next time that they come."""
    parts = sorted(key.replace(",", " ").split(), key=str.isalpha)
    if len(parts) != 2 or parts[1] not in MONTHS:  # noqa: PLR2004  a day and a month
        return None
    number = parts[0].removesuffix("st").removesuffix("nd").removesuffix("rd").removesuffix("th")
    years = (today.year + count for count in range(_LEAP_YEARS + 1))
    dates = (_written(f"{year}-{MONTHS[parts[1]]:02}-{number:0>2}") for year in years)
    return next((one for one in dates if one and one >= today), None)


def _written(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None

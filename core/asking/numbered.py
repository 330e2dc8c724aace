"""Windows that name their month once: `1 to 3 May`, `Mon 9 – Sun 15 Nov`, `May 1-3, 2026`."""

from collections.abc import Collection
from datetime import date
from typing import TypeGuard

from core.asking.days import Days, Recurring, Span, Today
from core.asking.edges import Edge, read_edge
from core.asking.named import check_weekday, is_one_day, latest, read_number, read_year, with_number
from core.asking.vocabulary import HOURS, MONTHS, UNITS, WEEKDAYS
from core.asking.words import Cursor

_OTHERS = (*UNITS, *HOURS, *MONTHS)  # behind a number that is no day of the month before


def read_numbered(cursor: Cursor, today: Today, joints: Collection[str]) -> tuple[Edge, Edge] | None:
    """Read both ends of a window whose first end is only a number.

    Raises:
        AskError: the number is another weekday than the one before it.
    """
    start = cursor.at
    weekday = WEEKDAYS.get(cursor.key())
    cursor.at += weekday is not None
    number = read_number(cursor)
    last = read_edge(cursor, today) if number and cursor.skip(joints) else None
    first = with_number(last.days, number) if number and last and _is_date(last.days) else None
    if first is None or last is None:
        return None
    if weekday is not None:
        check_weekday(cursor, start, weekday, latest(first, today))
    return Edge(first), last


def read_last_number(cursor: Cursor, first: Edge) -> Edge | None:
    """Read the last end where it is only a number, and perhaps a year."""
    if not _is_date(first.days) or (number := read_number(cursor)) is None or cursor.key() in _OTHERS:
        return None
    days = with_number(first.days, number)
    year = read_year(cursor)
    if year is not None and isinstance(days, Recurring):
        days = days.near(date(year, 1, 1), 0)
    return Edge(days) if days else None


def _is_date(days: Days | Recurring | Span | None) -> TypeGuard[Days | Recurring]:
    if isinstance(days, Recurring):
        return days.is_day and days.is_yearly
    return isinstance(days, Days) and is_one_day(days)

"""One end of a window: days, a time, or a time on a day."""

from dataclasses import dataclass
from datetime import time

from core.asking.around import read_around
from core.asking.clock import read_time
from core.asking.days import Days, Recurring, Span, Today, midnight, moment
from core.asking.named import is_one_day, latest, read_named
from core.asking.relative import read_relative
from core.asking.vocabulary import ARTICLES, DAY_PARTS
from core.asking.words import Cursor


@dataclass(frozen=True, slots=True)
class Edge:
    """What one end says. Without days it is a time on the day of the other end, or of now."""

    days: Days | Recurring | Span | None
    clock: time | None = None


def read_edge(cursor: Cursor, today: Today) -> Edge | None:
    """Read one end, or nothing."""
    start = cursor.at
    cursor.skip(("at",))
    clock = read_time(cursor)
    if clock:
        return Edge(_days_behind(cursor, today), clock)
    cursor.at = start
    cursor.skip(ARTICLES)
    days = _read_days(cursor, today)
    if days is None:
        cursor.at = start
        return None
    if not isinstance(days, Span) and is_one_day(days) and cursor.key() in DAY_PARTS:
        return Edge(_part_of(latest(days, today), *DAY_PARTS[cursor.take().key], today))
    return Edge(days, None if isinstance(days, Span) else _clock_behind(cursor, days))


def _read_days(cursor: Cursor, today: Today) -> Days | Recurring | Span | None:
    start = cursor.at
    for read in (read_around, read_relative, read_named):
        found = read(cursor, today)
        if found is not None:
            return found
        cursor.at = start
    return None


def _part_of(days: Days, first: int, after: int, today: Today) -> Span:
    """Return some hours of a day; of today only until now."""
    zone = today.asker.zone
    start = moment(days.first, time(first), zone)
    end = moment(days.first, time(after), zone) if after < 24 else midnight(days.after, zone)  # noqa: PLR2004  hours
    return Span(start, today.now if days.until_now and start <= today.now < end else end)


def _days_behind(cursor: Cursor, today: Today) -> Days | Recurring | None:
    """Read the day of `14:00 on monday`, `2pm yesterday`."""
    start = cursor.at
    cursor.skip(("on",))
    days = _read_days(cursor, today)
    if days is not None and not isinstance(days, Span) and is_one_day(days):
        return days
    cursor.at = start
    return None


def _clock_behind(cursor: Cursor, days: Days | Recurring) -> time | None:
    """Read the time of `monday at 14:00`."""
    start = cursor.at
    cursor.skip(("at",))
    clock = read_time(cursor) if is_one_day(days) else None
    if clock is None:
        cursor.at = start
    return clock

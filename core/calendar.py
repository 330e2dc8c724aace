"""When something that comes again is due: one instant for each local date, whatever clocks do there."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

WORKDAYS = (0, 1, 2, 3, 4)  # as `date.weekday` counts
EVERY_DAY = (0, 1, 2, 3, 4, 5, 6)
FURTHEST = 800  # days that are looked through: every other week over a year of holidays lies within
_DAY = timedelta(days=1)
_WEEK = 7

IsHoliday = Callable[[date], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """On which dates something is due, and at what time of those."""

    at: time
    zone: str  # IANA
    first: date  # none is due before; weeks are counted from its Monday
    days: tuple[int, ...] = WORKDAYS
    weeks: int = 1  # 2 is every other week
    country: str = ""  # whose public holidays are left out: ISO 3166-1, or -2 for a region
    skipped: tuple[date, ...] = ()


def instant(day: date, rhythm: Rhythm) -> datetime:
    """Return when it is due on a date, in UTC.

    A time that the clocks leave out is taken before they are moved, one that comes twice at its first coming (PEP 495, fold=0).
    """
    return datetime.combine(day, rhythm.at, tzinfo=ZoneInfo(rhythm.zone)).astimezone(UTC)


def local(moment: datetime, rhythm: Rhythm) -> date:
    """Return the local date at an instant."""
    return moment.astimezone(ZoneInfo(rhythm.zone)).date()


def midnight(day: date, rhythm: Rhythm) -> datetime:
    """Return the first instant of a date, in UTC."""
    return datetime.combine(day, time(), tzinfo=ZoneInfo(rhythm.zone)).astimezone(UTC)


def is_on(day: date, rhythm: Rhythm, is_holiday: IsHoliday) -> bool:
    """Say whether anything is due on a date."""
    return (
        day >= rhythm.first
        and day.weekday() in rhythm.days
        and (_monday(day) - _monday(rhythm.first)).days // _WEEK % rhythm.weeks == 0
        and day not in rhythm.skipped
        and not (rhythm.country and is_holiday(day))
    )


def last_due(rhythm: Rhythm, now: datetime, is_holiday: IsHoliday) -> date | None:
    """Return the last date that is due by now; nothing where there is none."""
    day = local(now, rhythm) + _DAY  # over the date line, a date's instant can lie in the date before
    for _ in range(FURTHEST):
        if day < rhythm.first:
            return None
        if instant(day, rhythm) <= now and is_on(day, rhythm, is_holiday):
            return day
        day -= _DAY
    return None


def next_due(rhythm: Rhythm, now: datetime, is_holiday: IsHoliday) -> date | None:
    """Return the first date that is due after now; nothing where there is none in two years."""
    return next((day for day in _days(max(rhythm.first, local(now, rhythm) - _DAY)) if _is_next(day, rhythm, now, is_holiday)), None)


def due_between(rhythm: Rhythm, start: datetime, end: datetime, is_holiday: IsHoliday) -> Iterator[date]:
    """Yield the dates that are due in a half-open span of time."""
    for day in _days(max(rhythm.first, local(start, rhythm) - _DAY)):
        due = instant(day, rhythm)
        if due >= end:
            return
        if due >= start and is_on(day, rhythm, is_holiday):
            yield day


def _is_next(day: date, rhythm: Rhythm, now: datetime, is_holiday: IsHoliday) -> bool:
    return instant(day, rhythm) > now and is_on(day, rhythm, is_holiday)


def _days(first: date) -> Iterator[date]:
    return (first + count * _DAY for count in range(FURTHEST))


def _monday(day: date) -> date:
    return day - day.weekday() * _DAY

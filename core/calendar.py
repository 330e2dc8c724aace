"""When something that comes again is due: one instant for each local date, whatever clocks do there."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

WORKDAYS = (0, 1, 2, 3, 4)  # as `date.weekday` counts
EVERY_DAY = (0, 1, 2, 3, 4, 5, 6)
FURTHEST = 800  # days that are looked through: every other week over a year of holidays lies within
_DAY, _TINY = timedelta(days=1), timedelta(microseconds=1)
_NEVER = datetime.max.replace(tzinfo=UTC)
_WEEK = 7

IsHoliday = Callable[[date], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """On which dates something is due, and at what time of those."""

    at: time
    zone: str  # IANA
    first: date  # none is due before
    days: tuple[int, ...] = WORKDAYS
    weeks: int = 1  # 2 is every other week
    phase: int = 0  # which of them, as `phase_of` counts
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
        and phase_of(day, rhythm.weeks) == rhythm.phase
        and day not in rhythm.skipped
        and not (rhythm.country and is_holiday(day))
    )


def phase_of(day: date, weeks: int) -> int:
    """Return which of so many weeks that take turns a date lies in; they go on over the end of a year."""
    return (day.toordinal() - 1) // _WEEK % weeks  # day 1 of the calendar is a Monday


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
    return next(due_between(rhythm, now + _TINY, _NEVER, is_holiday), None)


def due_between(rhythm: Rhythm, start: datetime, end: datetime, is_holiday: IsHoliday) -> Iterator[date]:
    """Yield the dates that are due in a half-open span of time, of those within two years."""
    for day in _days(max(rhythm.first, local(start, rhythm) - _DAY)):
        due = instant(day, rhythm)
        if due >= end:
            return
        if due >= start and is_on(day, rhythm, is_holiday):
            yield day


def _days(first: date) -> Iterator[date]:
    return (first + count * _DAY for count in range(FURTHEST))

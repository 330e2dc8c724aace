"""The asker's calendar: days, weeks, quarters and sprints, and the instants at which days begin."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from core.asking.vocabulary import Unit
from core.errors import AskError
from core.messages import asking as say
from core.model import Asker, RecapRequest, Sprint

ONE_DAY = timedelta(days=1)
_CYCLES = 10  # so many years in a row hold a 29 February


@dataclass(frozen=True, slots=True)
class Days:
    """Whole days, half-open; `until_now` cuts them where now is."""

    first: date
    after: date
    until_now: bool = False


@dataclass(frozen=True, slots=True)
class Recurring:
    """Days that come again: each friday, each March, each 1 May.

    `near` gives the occurrence that is so many weeks or years after the one in a day's own week or year.
    """

    near: Callable[[date, int], Days | None]
    is_day: bool = False  # one day, not a month or a weekend
    is_yearly: bool = False

    def latest_begun(self, day: date) -> Days:
        """Return the last occurrence that begins on this day or before."""
        return next(days for days in self._from(day, -1) if days.first <= day)

    def latest_ended(self, day: date) -> Days:
        """Return the last occurrence that lies wholly before this day."""
        return next(days for days in self._from(day, -1) if days.after <= day)

    def first_from(self, day: date) -> Days:
        """Return the first occurrence that begins on this day or later."""
        return next(days for days in self._from(day, 1) if days.first >= day)

    def _from(self, day: date, direction: int) -> Iterator[Days]:
        return (days for count in range(_CYCLES) if (days := self.near(day, direction * count)))


@dataclass(frozen=True, slots=True)
class Span:
    """Exact instants, in UTC."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Today:
    """Who asks, at which instant, which day it is there, and the question before this one."""

    asker: Asker
    now: datetime
    day: date
    previous: RecapRequest | None = None


def today_of(asker: Asker, now: datetime, previous: RecapRequest | None = None) -> Today:
    """Return the day that it is for the asker."""
    return Today(asker, now.astimezone(UTC), now.astimezone(asker.zone).date(), previous)


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """Return the first instant of a day, in UTC. In a gap that is the instant of the jump: PEP 495, fold=0."""
    return moment(day, time(), zone)


def moment(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """Return the instant at which clocks show a time: the first of two, and behind a gap as late as without it."""
    return datetime.combine(day, clock, tzinfo=zone).astimezone(UTC)


def begin(unit: Unit, day: date, asker: Asker) -> date:
    """Return the first day of the week, month, ... that holds a day."""
    match unit:
        case Unit.DAY:
            return day
        case Unit.WEEK:
            return day - timedelta(days=(day.weekday() - asker.week_start) % 7)
        case Unit.MONTH:
            return day.replace(day=1)
        case Unit.QUARTER:
            return add_months(day.replace(day=1), -((day.month - asker.quarter_start) % 3))
        case Unit.YEAR:
            return day.replace(month=1, day=1)
    sprint = _sprint(asker)
    return day - timedelta(days=(day - sprint.first).days % sprint.days)


def step(unit: Unit, day: date, count: int, asker: Asker) -> date:
    """Return the day that is so many weeks, months, ... later; in a shorter month its last day."""
    match unit:
        case Unit.DAY:
            return day + timedelta(days=count)
        case Unit.WEEK:
            return day + timedelta(weeks=count)
        case Unit.MONTH:
            return add_months(day, count)
        case Unit.QUARTER:
            return add_months(day, 3 * count)
        case Unit.YEAR:
            return add_months(day, 12 * count)
    return day + timedelta(days=_sprint(asker).days * count)


def add_months(day: date, count: int) -> date:
    """Return the same day of another month, or that month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)  # noqa: PLR2004  December
    last = (following - ONE_DAY).day
    return date(year, month + 1, min(day.day, last))


def last_working_day(today: date, asker: Asker) -> date:
    """Return the last day before today that is not off; with a year of days off, yesterday."""
    days = (today - timedelta(days=count) for count in range(1, 366))
    return next((day for day in days if not asker.is_day_off(day)), today - ONE_DAY)


def _sprint(asker: Asker) -> Sprint:
    if asker.sprint is None:
        raise AskError(say.NO_SPRINT, word="sprint")
    return asker.sprint

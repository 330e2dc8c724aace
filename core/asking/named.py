"""Days that have a name: friday, March, Q3, 1 May, 2026-05-01, Monday 9 November."""

from datetime import date, timedelta

from core.asking.days import ONE_DAY, Days, Recurring, Today, add_months, begin
from core.asking.vocabulary import BULLETS, DAY_NUMBER, ISO_DATE, MONTHS, QUARTER, WEEKDAYS, WEEKEND, YEAR, Unit
from core.asking.words import Cursor
from core.messages import asking as say
from core.model import Asker

_SATURDAY = 5
_LEAP_DAY = date(2000, 2, 29)  # its year has every day


def read_named(cursor: Cursor, today: Today) -> Days | Recurring | None:
    """Read days by their name; without a year, and for a weekday, they come again.

    Raises:
        AskError: no calendar has such a day, or it is another weekday.
    """
    if cursor.skip(WEEKEND):
        return _weekly(_SATURDAY, 2, today.asker)
    weekday = WEEKDAYS.get(cursor.key())
    if weekday is None:
        return _read_date(cursor, today.asker)
    start = cursor.at
    cursor.take()
    dated = _read_date(cursor, today.asker)
    if dated is None or not is_one_day(dated):
        cursor.at = start + 1
        return _weekly(weekday, 1, today.asker)
    check_weekday(cursor, start, weekday, latest(dated, today))
    return dated


def latest(days: Days | Recurring, today: Today) -> Days:
    """Return the days that a name means on its own: the last that have begun."""
    return days if isinstance(days, Days) else days.latest_begun(today.day)


def check_weekday(cursor: Cursor, start: int, weekday: int, days: Days) -> None:
    """Refuse a date that does not fall on the weekday before it."""
    if days.first.weekday() != weekday:
        raise cursor.refusal(start, lambda said: say.other_weekday(said, days.first.weekday()))


def is_one_day(days: Days | Recurring) -> bool:
    """Say whether it is a single day and not a month or a week."""
    return days.is_day if isinstance(days, Recurring) else days.after - days.first == ONE_DAY


def read_number(cursor: Cursor) -> int | None:
    """Read a day of the month, such as 3 or 3rd; the number of bullets is none."""
    found = DAY_NUMBER.fullmatch(cursor.key())
    if not found or cursor.key(1) in BULLETS:
        return None
    cursor.take()
    return int(found[1])


def read_year(cursor: Cursor) -> int | None:
    """Read a year of four digits."""
    return int(cursor.take().key) if YEAR.fullmatch(cursor.key()) else None


def with_number(days: Days | Recurring, number: int) -> Days | Recurring | None:
    """Return another day of the same month, if the month has it."""
    if isinstance(days, Days):
        return _one(days.first.year, days.first.month, number)
    month = days.latest_begun(_LEAP_DAY).first.month
    return _yearly(month, number) if _one(_LEAP_DAY.year, month, number) else None


def _read_date(cursor: Cursor, asker: Asker) -> Days | Recurring | None:
    if found := ISO_DATE.fullmatch(cursor.key()):
        return _read_iso(cursor, *found.groups())
    if QUARTER.fullmatch(cursor.key()) or (YEAR.fullmatch(cursor.key()) and QUARTER.fullmatch(cursor.key(1))):
        return _read_quarter(cursor, asker)
    if cursor.key() in MONTHS:
        return _read_month(cursor)
    if (year := read_year(cursor)) is not None:
        return Days(date(year, 1, 1), date(year + 1, 1, 1))
    return _read_day_and_month(cursor)


def _read_iso(cursor: Cursor, year: str, month: str, day: str | None) -> Days:
    start = cursor.at
    cursor.take()
    if not 1 <= int(month) <= 12 or not int(year):  # noqa: PLR2004  months
        raise cursor.refusal(start, say.no_such_date)
    if day is None:
        return _month(int(year), int(month))
    return _known(cursor, start, _one(int(year), int(month), int(day)))


def _read_quarter(cursor: Cursor, asker: Asker) -> Days | Recurring:
    year = read_year(cursor)
    number = int(cursor.take().key[1])
    year = read_year(cursor) if year is None else year

    def near(day: date, count: int) -> Days:
        first_year = begin(Unit.YEAR, add_months(day, 1 - asker.quarter_start), asker).year
        first = add_months(date(first_year + count, 1, 1), asker.quarter_start - 1 + 3 * (number - 1))
        return Days(first, add_months(first, 3))

    return Recurring(near, is_yearly=True) if year is None else near(date(year, asker.quarter_start, 1), 0)


def _read_month(cursor: Cursor) -> Days | Recurring:
    start = cursor.at
    month = MONTHS[cursor.take().key]
    year = read_year(cursor)
    if year is not None:
        return _month(year, month)
    number = read_number(cursor)
    if number is None:
        return Recurring(lambda day, count: _month(day.year + count, month), is_yearly=True)
    return _dated(cursor, start, month, number)


def _read_day_and_month(cursor: Cursor) -> Days | Recurring | None:
    start = cursor.at
    number = read_number(cursor)
    cursor.skip(("of",))
    month = MONTHS.get(cursor.key())
    if number is None or month is None:
        cursor.at = start
        return None
    cursor.take()
    return _dated(cursor, start, month, number)


def _dated(cursor: Cursor, start: int, month: int, number: int) -> Days | Recurring:
    year = read_year(cursor)
    if year is not None:
        return _known(cursor, start, _one(year, month, number))
    _known(cursor, start, _one(_LEAP_DAY.year, month, number))
    return _yearly(month, number)


def _yearly(month: int, number: int) -> Recurring:
    return Recurring(lambda day, count: _one(day.year + count, month, number), is_day=True, is_yearly=True)


def _known(cursor: Cursor, start: int, days: Days | None) -> Days:
    if days is None:
        raise cursor.refusal(start, say.no_such_date)
    return days


def _one(year: int, month: int, day: int) -> Days | None:
    try:
        first = date(year, month, day)
    except ValueError:
        return None
    return Days(first, first + ONE_DAY)


def _month(year: int, month: int) -> Days:
    first = date(year, month, 1)
    return Days(first, add_months(first, 1))


def _weekly(weekday: int, length: int, asker: Asker) -> Recurring:
    def near(day: date, count: int) -> Days:
        week = begin(Unit.WEEK, day, asker) + timedelta(weeks=count)
        first = week + timedelta(days=(weekday - asker.week_start) % 7)
        return Days(first, first + timedelta(days=length))

    return Recurring(near, is_day=length == 1)

"""A window as a reader names it: `Mon 9 – Sun 15 Nov`, `Mon 9 Nov 14:00 – now`."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from core.asking.days import ONE_DAY, midnight

_DAYS = "Mon Tue Wed Thu Fri Sat Sun".split()
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


def label(start: datetime, end: datetime, now: datetime, zone: ZoneInfo) -> str:
    """Name a window in its zone; years are told where one is not now's."""
    first, last = start.astimezone(zone), end.astimezone(zone)
    ends_whole = _is_midnight(end, last.date(), zone)
    if not _is_midnight(start, first.date(), zone) or not (ends_whole or end == now):
        return _times(first, last, now.astimezone(zone), is_until_now=end == now)
    final = last.date() - ONE_DAY if ends_whole and start < end else last.date()
    return _days(first.date(), final, this_year=now.astimezone(zone).year)


def _is_midnight(instant: datetime, day: date, zone: ZoneInfo) -> bool:
    return instant.astimezone(UTC) == midnight(day, zone)


def _days(first: date, last: date, *, this_year: int) -> str:
    year = f" {last.year}" if {first.year, last.year} != {this_year} else ""
    if first == last:
        return f"{_day(first)}{year}"
    if first.year != last.year:
        return f"{_day(first)} {first.year} – {_day(last)}{year}"
    shown = _day(first) if first.month != last.month else f"{_DAYS[first.weekday()]} {first.day}"
    return f"{shown} – {_day(last)}{year}"


def _times(first: datetime, last: datetime, now: datetime, *, is_until_now: bool) -> str:
    has_years = {first.year, last.year} != {now.year}
    start = _time(first, has_years=has_years)
    if is_until_now:
        return f"{start} – now"
    if (last.hour, last.minute) == (0, 0):
        last -= ONE_DAY  # shown as 24:00 of the day before
        clock = "24:00"
    else:
        clock = f"{last:%H:%M}"
    if first.date() == last.date():
        return f"{start}–{clock}"
    return f"{start} – {_time(last, has_years=has_years)[:-5]}{clock}"


def _day(day: date) -> str:
    return f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]}"


def _time(moment: datetime, *, has_years: bool) -> str:
    return f"{_day(moment)}{f' {moment.year}' if has_years else ''} {moment:%H:%M}"

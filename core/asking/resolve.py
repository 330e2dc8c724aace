"""Ends become instants: which friday is meant, and when it begins."""

from datetime import date, datetime, time, timedelta

from core.asking.days import ONE_DAY, Days, Recurring, Span, Today, midnight, moment
from core.asking.edges import Edge
from core.asking.named import latest

_HALF_A_YEAR = timedelta(days=183)


def whole(edge: Edge, today: Today) -> Span | None:
    """Return one end as a window of its own; a moment is none."""
    if isinstance(edge.days, Span):
        return edge.days if edge.days.start < edge.days.end else None
    if edge.days is None or edge.clock:
        return None
    days = latest(edge.days, today)
    return Span(midnight(days.first, today.asker.zone), end_of(days, today))


def opening(edge: Edge, today: Today) -> datetime:
    """Return the latest instant that has begun at which the words may start."""
    if isinstance(edge.days, Span):
        return edge.days.start
    if edge.days is None:
        return _latest_time(edge.clock or time(), today)
    days = latest(edge.days, today)
    start = _start_of(days, edge.clock, today)
    if start > today.now and isinstance(edge.days, Recurring):
        return _start_of(edge.days.latest_begun(days.first - ONE_DAY), edge.clock, today)
    return start


def between(first: Edge, last: Edge, today: Today) -> Span:
    """Return the span from the start of one end to the end of the other; it may be reversed."""
    if isinstance(last.days, Span):
        return Span(opening(first, today), last.days.end)
    if last.days is None:
        return _until_time(first, last.clock or time(), today)
    if isinstance(last.days, Days):
        return _until_days(first, last.days, last.clock, today)
    return _until_recurring(first, last.days, last.clock, today)


def end_of(days: Days, today: Today, clock: time | None = None) -> datetime:
    """Return where days end: at a time of the only day, at the next midnight, or now."""
    if clock:
        return moment(days.first, clock, today.asker.zone)
    end = midnight(days.after, today.asker.zone)
    return min(today.now, end) if days.until_now else end


def _start_of(days: Days, clock: time | None, today: Today) -> datetime:
    return moment(days.first, clock or time(), today.asker.zone)


def _latest_time(clock: time, today: Today) -> datetime:
    start = moment(today.day, clock, today.asker.zone)
    return start if start <= today.now else moment(today.day - ONE_DAY, clock, today.asker.zone)


def _until_time(first: Edge, clock: time, today: Today) -> Span:
    """`yesterday 14:00 to 16:00` is one day, `22:00 to 02:00` one night, `monday to 14:00` ends today."""
    zone = today.asker.zone
    start = opening(first, today)
    day = start.astimezone(zone).date() if first.clock else today.day
    end = moment(day, clock, zone)
    return Span(start, end if end > start or not first.clock else moment(day + ONE_DAY, clock, zone))


def _until_days(first: Edge, last: Days, clock: time | None, today: Today) -> Span:
    """A first end without a year, or without a day, is the one before the last end."""
    end = end_of(last, today, clock)
    if first.days is None:
        return Span(moment(last.first, first.clock or time(), today.asker.zone), end)
    if isinstance(first.days, Recurring):
        return Span(_start_of(first.days.latest_begun(last.first), first.clock, today), end)
    return Span(opening(first, today), end)


def _until_recurring(first: Edge, last: Recurring, clock: time | None, today: Today) -> Span:
    """A last end without a year is the first one behind the first end."""
    if first.days is None:
        return _until_days(first, last.latest_begun(today.day), clock, today)
    if isinstance(first.days, Span):
        return Span(first.days.start, end_of(last.first_from(_day_of(first.days.start, today)), today, clock))
    begun = latest(first.days, today)
    found = last.first_from(begun.first)
    if isinstance(first.days, Recurring) and last.is_yearly and _is_ahead(begun.first, found.first, today):
        begun = first.days.latest_begun(begun.first - ONE_DAY)
        found = last.first_from(begun.first)
    if last.is_day and found.first - begun.first > _HALF_A_YEAR and found.first.year > begun.first.year:
        found = last.latest_begun(begun.first)  # `3 May to 1 May`: reversed
    return Span(_start_of(begun, first.clock, today), end_of(found, today, clock))


def _is_ahead(first: date, last: date, today: Today) -> bool:
    """Say whether a window over New Year is not over yet: the one before is meant."""
    return last > today.day and last.year > first.year


def _day_of(instant: datetime, today: Today) -> date:
    return instant.astimezone(today.asker.zone).date()

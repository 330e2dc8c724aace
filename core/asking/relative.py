"""Days that are told from today: yesterday, last week, last 3 days, past 36 hours, 2 weeks ago, the last working day."""

from collections.abc import Callable
from datetime import timedelta

from core.asking.days import ONE_DAY, Days, Recurring, Span, Today, begin, last_working_day, step
from core.asking.named import read_named
from core.asking.vocabulary import DAY_PARTS, HOURS, LAST, NEAR_DAYS, NEXT, NUMBERS, PAST, THIS, UNITS, WORKING, WORKING_DAY, Unit
from core.asking.words import Cursor
from core.messages import asking as say


def read_relative(cursor: Cursor, today: Today) -> Days | Span | None:
    """Read days or hours that are told from now, or nothing."""
    for read in _READERS:
        start = cursor.at
        if (found := read(cursor, today)) is not None:
            return found
        cursor.at = start
    return None


def read_count(cursor: Cursor) -> int | None:
    """Read a number, in digits or as a word: `3`, `three`, `couple of`."""
    key = cursor.key()
    if key in NUMBERS:
        cursor.take()
        cursor.skip(("of",))
        return NUMBERS[key]
    is_count = key.isascii() and key.isdigit() and len(key) <= 4  # noqa: PLR2004  digits
    return int(cursor.take().key) if is_count else None


def _near(cursor: Cursor, today: Today) -> Days | Span | None:
    """Read now, today, yesterday, tomorrow, the day before yesterday, the week before last."""
    if cursor.skip(("now",)) or (cursor.key(-1) == "to" and cursor.skip(("date",))):
        return Span(today.now, today.now)
    if cursor.key() in THIS and cursor.key(1) in DAY_PARTS and cursor.take():
        return period(Unit.DAY, 0, today)
    unit = UNITS.get(cursor.key())
    if unit and cursor.key(1) == "before" and cursor.key(2) in ("last", "yesterday" if unit is Unit.DAY else "last"):
        cursor.at += 3
        return period(unit, -2, today)
    distance = NEAR_DAYS.get(cursor.key())
    return None if distance is None or not cursor.take() else period(Unit.DAY, distance, today)


def _counted(cursor: Cursor, today: Today) -> Days | Span | None:
    """Read so many days, weeks, hours: `last 3 days`, `past 36 hours`, `2 weeks`, `past month`, `2 weeks ago`.

    Raises:
        AskError: none at all are asked for.
    """
    begin_at = cursor.at
    is_past = cursor.skip(PAST)
    is_last = is_past or cursor.skip(LAST)
    count = read_count(cursor)
    key = cursor.key()
    is_one = is_past or (is_last and key in HOURS) or (not is_last and cursor.key(1) == "ago")
    if count is None and not is_one:
        return None
    cursor.at += 1
    is_ago = not is_last and cursor.skip(("ago",))
    count = 1 if count is None else count
    if key in HOURS:
        start = today.now - timedelta(minutes=HOURS[key] * count)
        return Span(start, start if is_ago else today.now)
    if count == 0 and key in UNITS and not is_ago:
        raise cursor.refusal(begin_at, say.no_length)
    return _stretch(UNITS.get(key), count, today, is_ago=is_ago)


def _stretch(unit: Unit | None, count: int, today: Today, *, is_ago: bool) -> Days | None:
    if unit is None:
        return None
    if is_ago:
        return period(unit, -count, today)
    return Days(step(unit, today.day, -count, today.asker), today.day + ONE_DAY, until_now=True)


def _picked(cursor: Cursor, today: Today) -> Days | None:
    """Read `last week`, `this friday`, `next month`, `last working day`."""
    pick = next((pick for words, pick in _PICKS.items() if cursor.key() in words), None)
    if pick is None:
        return _this(cursor, today)
    cursor.take()
    if pick == -1 and _skip_working_day(cursor):
        day = last_working_day(today.day, today.asker)
        return Days(day, day + ONE_DAY)
    unit = read_unit(cursor)
    if unit:
        return period(unit, pick, today)
    named = read_named(cursor, today)
    return _NAMED[pick](named, today) if isinstance(named, Recurring) else named


def _this(cursor: Cursor, today: Today) -> Days | None:
    """Read a bare `week`: the one that has begun."""
    unit = read_unit(cursor)
    return period(unit, 0, today) if unit else None


def read_unit(cursor: Cursor) -> Unit | None:
    """Read one unit, such as `week`."""
    unit = UNITS.get(cursor.key())
    return unit if unit == cursor.key() and cursor.take() else None


def _skip_working_day(cursor: Cursor) -> bool:
    if cursor.key() in WORKING and cursor.key(1) == "day":
        cursor.at += 2
        return True
    return cursor.skip(WORKING_DAY)


def period(unit: Unit, count: int, today: Today) -> Days:
    """Return the day, week, month, ... that is so many after the current one; the current one runs to now."""
    first = step(unit, begin(unit, today.day, today.asker), count, today.asker)
    return Days(first, step(unit, first, 1, today.asker), until_now=not count)


def _current(named: Recurring, today: Today) -> Days:
    days = named.near(today.day, 0) or named.latest_begun(today.day)
    return Days(days.first, days.after, until_now=days.first <= today.day)


_PICKS = {(*LAST, *PAST): -1, THIS: 0, NEXT: 1}
_NAMED: dict[int, Callable[[Recurring, Today], Days]] = {
    -1: lambda named, today: named.latest_ended(today.day),
    0: _current,
    1: lambda named, today: named.first_from(today.day + ONE_DAY),
}
_READERS = (_near, _counted, _picked)

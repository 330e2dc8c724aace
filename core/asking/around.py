"""Days that are told from others: the week of 9 November, the start of the month."""

from core.asking.days import ONE_DAY, Days, Today, begin, step
from core.asking.named import is_one_day, latest, read_named
from core.asking.relative import read_relative, read_unit
from core.asking.vocabulary import ARTICLES, STARTS
from core.asking.words import Cursor


def read_around(cursor: Cursor, today: Today) -> Days | None:
    """Read the first day of something, or the week, month, ... around a day."""
    is_start = cursor.skip(STARTS)
    unit = None if is_start else read_unit(cursor)
    if not (unit or is_start) or not cursor.skip(("of",)):
        return None
    cursor.skip(ARTICLES)
    relative = read_relative(cursor, today)
    found = relative if isinstance(relative, Days) else read_named(cursor, today)
    if found is None or (unit and not is_one_day(found)):
        return None
    day = latest(found, today).first
    first = begin(unit, day, today.asker) if unit else day
    return Days(first, step(unit, first, 1, today.asker) if unit else first + ONE_DAY)

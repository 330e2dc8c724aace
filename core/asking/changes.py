"""The rules that make sense only after another question; they are tried before the others."""

from core.asking.days import Today
from core.asking.found import Found
from core.asking.options import MOST_BULLETS
from core.asking.relative import read_count
from core.asking.rules import Part, Rule
from core.asking.shift import shifted
from core.asking.vocabulary import ARTICLES, DETERMINERS, DIRECTIONS, SIZES, UNITS
from core.asking.where import read_field, read_repositories
from core.asking.who import read_me, read_person
from core.asking.words import Cursor

_FROM_TODAY = ("last", "yesterday")  # `the week before last` needs no question before
_ONLY = ("only", "just")
_LEAVING_OUT = ("not", "except", "excluding", "exclude")  # `without merges` names no repository


def read_size(cursor: Cursor, found: Found, today: Today) -> bool:
    """Place `shorter`, `longer`: half the bullets, or twice as many."""
    factor = SIZES.get(cursor.key())
    if factor is None or today.previous is None:
        return False
    cursor.take()
    found.is_follow_up = True
    limit = min(max(int(today.previous.limit * factor), 1), MOST_BULLETS)
    found.limit = found.once("two numbers of bullets", found.limit, limit, cursor=cursor, start=cursor.at - 1)
    return True


def read_shift(cursor: Cursor, found: Found, today: Today) -> bool:
    """Place `the week before`, `2 weeks earlier`, `the previous month`, `before that`, `the day after`."""
    start = cursor.at
    cursor.skip(ARTICLES)
    is_previous = cursor.skip(("previous",))
    count = read_count(cursor)
    unit = UNITS.get(cursor.key())
    cursor.at += unit is not None
    direction = -1 if is_previous and (count or unit) else DIRECTIONS.get(cursor.key())
    if direction is None or today.previous is None or cursor.key(1) in _FROM_TODAY:
        return False
    cursor.skip(DIRECTIONS)
    found.is_follow_up = True
    window = shifted(today.previous.window, today, unit, direction * (count or 1))
    found.window = found.once("two windows", found.window, window, cursor=cursor, start=start)
    return True


def read_only(cursor: Cursor, found: Found, today: Today) -> bool:
    """Place `only acme/web`, `only in web`, `only @ana`, `only me`, `only path:web/**`."""
    if not cursor.skip(_ONLY):
        return False
    start = cursor.at
    for read in (read_field, read_person, _read_place, read_me):
        if read(cursor, found, today):
            found.is_follow_up = True
            return True
        cursor.at = start
    return False


def read_except(cursor: Cursor, found: Found, _: Today) -> bool:
    """Place `not web`, `except one, two`: behind an answer, a bare name is enough."""
    if not cursor.skip(_LEAVING_OUT):
        return False
    cursor.skip(("in",))
    found.is_follow_up = read_repositories(cursor, found.excluded)
    return found.is_follow_up


def _read_place(cursor: Cursor, found: Found, _: Today) -> bool:
    """`only the fixes` names no repository, `only in the web` does."""
    return (cursor.skip(("in",)) or cursor.key() not in DETERMINERS) and read_repositories(cursor, found.alone)


CHANGES = (
    Rule(Part.OPTIONS, read_size, ("shorter", "longer")),
    Rule(Part.WHEN, read_shift, ("and the week before?", "and the month before?", "before that")),
    Rule(Part.IN, read_only, ("only owner/name", "only name", "only @name", "only path:web/**")),
    Rule(Part.IN, read_except, ("not name", "except name")),
)

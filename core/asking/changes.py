"""The rules that make sense only after another question; they are tried before the others."""

from core.asking.days import Today
from core.asking.found import Found
from core.asking.options import MOST_BULLETS
from core.asking.relative import read_count
from core.asking.rules import Part, Rule
from core.asking.shift import shifted
from core.asking.vocabulary import ARTICLES, UNITS
from core.asking.where import read_repositories
from core.asking.words import Cursor

_SIZES = {"shorter": 0.5, "briefer": 0.5, "longer": 2}
_DIRECTIONS = {"before": -1, "earlier": -1, "after": 1, "later": 1}
_FROM_TODAY = ("last", "yesterday")  # `the week before last` needs no question before
_ONLY = ("only", "just")


def read_size(cursor: Cursor, found: Found, today: Today) -> bool:
    """Place `shorter`, `longer`: half the bullets, or twice as many."""
    factor = _SIZES.get(cursor.key())
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
    direction = -1 if is_previous and (count or unit) else _DIRECTIONS.get(cursor.key())
    if direction is None or today.previous is None or cursor.key(1) in _FROM_TODAY:
        return False
    cursor.skip(_DIRECTIONS)
    found.is_follow_up = True
    window = shifted(today.previous.window, today, unit, direction * (count or 1))
    found.window = found.once("two windows", found.window, window, cursor=cursor, start=start)
    return True


def read_only(cursor: Cursor, found: Found, _: Today) -> bool:
    """Place `only acme/web`, `only in web`."""
    if not cursor.skip(_ONLY):
        return False
    cursor.skip(("in",))
    found.is_follow_up = read_repositories(cursor, found.alone)
    return found.is_follow_up


CHANGES = (
    Rule(Part.OPTIONS, read_size, ("shorter", "longer")),
    Rule(Part.WHEN, read_shift, ("and the week before?", "and the month before?", "before that")),
    Rule(Part.IN, read_only, ("only owner/name", "only name")),
)

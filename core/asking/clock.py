"""Times of day: 14:00, 2pm, 2:30 pm, noon."""

from datetime import time

from core.asking.vocabulary import TIME, TIMES
from core.asking.words import Cursor
from core.messages import asking as say

_HALVES = ("am", "pm")


def read_time(cursor: Cursor) -> time | None:
    """Read a time of day; a bare number is none.

    Raises:
        AskError: it looks like a time, and no clock shows it.
    """
    start = cursor.at
    if cursor.key() in TIMES:
        return time(*TIMES[cursor.take().key])
    found = TIME.fullmatch(cursor.key())
    if not found or not (found[2] or found[3] or cursor.key(1) in _HALVES):
        return None
    cursor.take()
    half = found[3] or (cursor.take().key if cursor.key() in _HALVES else "")
    hour, minute = int(found[1]), int(found[2] or 0)
    if minute > 59 or hour > (12 if half else 23) or (half and not hour):  # noqa: PLR2004  a clock's face
        raise cursor.refusal(start, say.no_such_time)
    return time(hour % 12 + 12 * (half == "pm") if half else hour, minute)

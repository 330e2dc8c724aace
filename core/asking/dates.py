"""When: the window that the words ask for, in the asker's calendar."""

from collections.abc import Collection
from datetime import datetime

from core.asking.days import Days, Recurring, Span, Today, last_working_day, midnight
from core.asking.edges import Edge, read_edge
from core.asking.label import label
from core.asking.named import latest
from core.asking.numbered import read_last_number, read_numbered
from core.asking.resolve import between, end_of, opening, whole
from core.asking.vocabulary import ARTICLES, LAST, LAST_RECAP, SINCE, STANDUP, TO, UNTIL
from core.asking.words import Cursor
from core.messages import asking as say
from core.model import Window


def read_window(cursor: Cursor, today: Today) -> Window | None:
    """Read a window, or nothing; the cursor stands behind what was read.

    Raises:
        AskError: the words name a day or time that is none, only a moment, or a window that ends before it begins.
    """
    start = cursor.at
    try:
        span = _since(cursor, today) or _until(cursor, today) or _span(cursor, today)
        if span is None:
            cursor.at = start
            return None
        if span.end < span.start:
            raise cursor.refusal(start, say.reversed_window)
        return window(span, today)
    except (OverflowError, ValueError) as error:  # the calendar of `datetime` ends at the years 1 and 9999
        raise cursor.refusal(start, lambda _: say.TOO_FAR) from error


def default_window(today: Today) -> Window:
    """Return the window of a question without one: the last working day until now."""
    return window(Span(_default_start(today), today.now), today)


def days_window(days: Days, today: Today) -> Window:
    """Return the window of whole days."""
    return window(Span(midnight(days.first, today.asker.zone), end_of(days, today)), today)


def window(span: Span, today: Today) -> Window:
    """Give a span its name; what has begun runs to now at the latest, for nobody can tell what comes then."""
    zone = today.asker.zone
    end = min(span.end, today.now) if span.start < today.now else span.end
    return Window(span.start, end, str(zone), label(span.start, end, today.now, zone))


def _default_start(today: Today) -> datetime:
    return midnight(last_working_day(today.day, today.asker), today.asker.zone)


def _since(cursor: Cursor, today: Today) -> Span | None:
    """Read `since monday`, `since last`, `since standup`, `since monday until wednesday`."""
    start = cursor.at
    if not cursor.skip(SINCE):
        return None
    first = read_edge(cursor, today)
    if first is not None:
        last = _other_end(cursor, first, today, TO)
        return between(first, last, today) if last else Span(opening(first, today), today.now)
    began = _since_last(cursor, start, today)
    cursor.at = cursor.at if began else start
    return Span(began, today.now) if began else None


def _since_last(cursor: Cursor, start: int, today: Today) -> datetime | None:
    """Read `since last`, `since my last recap`, `since the standup`."""
    cursor.skip(ARTICLES)
    is_last = cursor.skip(LAST)
    if cursor.skip(STANDUP):
        return _known(cursor, start, today.asker.last_standup, today, say.NO_LAST_STANDUP)
    if not is_last:
        return None
    cursor.skip(LAST_RECAP)
    return _known(cursor, start, today.asker.last_recap, today, say.NO_LAST_RECAP)


def _known(cursor: Cursor, start: int, when: datetime | None, today: Today, sentence: str) -> datetime:
    if when is None or when > today.now:
        raise cursor.refusal(start, lambda _: sentence)
    return when


def _until(cursor: Cursor, today: Today) -> Span | None:
    """Read `until yesterday 14:00`: from where a question without a window begins."""
    start = cursor.at
    last = read_edge(cursor, today) if cursor.skip(UNTIL) else None
    if last is None:
        cursor.at = start
        return None
    named = last.days
    days = latest(named, today) if isinstance(named, Recurring) else named
    return between(Edge(Span(_default_start(today), today.now)), Edge(days, last.clock), today)


def _span(cursor: Cursor, today: Today) -> Span | None:
    """Read `last week`, `1 May to 3 May`, `from X to Y`."""
    start = cursor.at
    if cursor.skip(("between",)):
        return _between(cursor, start, today)
    cursor.skip(("from",))
    start = cursor.at
    first, last = _ends(cursor, today, TO)
    if first is None or last is not None:
        return between(first, last, today) if first and last else None
    alone = whole(first, today)
    if alone is None:
        raise cursor.refusal(start, say.only_a_moment)
    return alone


def _between(cursor: Cursor, start: int, today: Today) -> Span | None:
    """Read `between 1 May and 3 May`, behind its first word."""
    first, last = _ends(cursor, today, ("and", *TO))
    if first and not last:
        raise cursor.refusal(start, say.no_other_end)
    return between(first, last, today) if first and last else None


def _ends(cursor: Cursor, today: Today, joints: Collection[str]) -> tuple[Edge | None, Edge | None]:
    """Read both ends, the first one, or none."""
    start = cursor.at
    numbered = read_numbered(cursor, today, joints)
    if numbered:
        return numbered
    cursor.at = start
    first = read_edge(cursor, today)
    return first, first and _other_end(cursor, first, today, joints)


def _other_end(cursor: Cursor, first: Edge, today: Today, joints: Collection[str]) -> Edge | None:
    start = cursor.at
    if cursor.skip(joints):
        last = read_edge(cursor, today) or read_last_number(cursor, first)
        if last is not None:
            return last
    cursor.at = start
    return None

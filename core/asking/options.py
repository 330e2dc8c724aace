"""As and options: shape, number of bullets, length, tone, audience, and no model."""

from core.asking.days import Today
from core.asking.found import Found
from core.asking.vocabulary import ARTICLES, AUDIENCES, BULLETS, LENGTHS, MODEL, NO_MODEL, NUMBERS, SHAPES, TONES, WITHOUT
from core.asking.words import Cursor
from core.messages import asking as say

MOST_BULLETS = 15


def read_no_model(cursor: Cursor, found: Found, _: Today) -> bool:
    """Place `no ai`, `without ai`."""
    is_told = cursor.skip(NO_MODEL)
    if not is_told and cursor.skip(WITHOUT):
        cursor.skip(ARTICLES)
        is_told = cursor.skip(MODEL)
    found.uses_model = False if is_told else found.uses_model
    return is_told


def read_limit(cursor: Cursor, found: Found, _: Today) -> bool:
    """Place `5 bullets`.

    Raises:
        AskError: it is not possible to tell so few or so many.
    """
    start, key = cursor.at, cursor.key()
    is_number = key.isascii() and key.isdigit()
    if cursor.key(1) not in BULLETS or not (is_number or key in NUMBERS):
        return False
    limit = int(key) if is_number else NUMBERS[key]
    cursor.take()
    if not 1 <= limit <= MOST_BULLETS:
        raise cursor.refusal(start, lambda said: say.bad_limit(said, MOST_BULLETS))
    cursor.take()
    found.limit = found.once("two numbers of bullets", found.limit, limit, cursor=cursor, start=start)
    return True


def read_shape(cursor: Cursor, found: Found, _: Today) -> bool:
    """Place `as standup`, `changelog`."""
    start = cursor.at
    if cursor.skip(("as",)):
        cursor.skip(("a", "an"))
    if (shape := SHAPES.get(cursor.key())) is None:
        return False
    cursor.take()
    found.shape = found.once("two shapes", found.shape, shape, cursor=cursor, start=start)
    return True


def read_length(cursor: Cursor, found: Found, _: Today) -> bool:
    """Place `short`, `long`."""
    if (length := LENGTHS.get(cursor.key())) is None:
        return False
    cursor.take()
    found.length = found.once("two lengths", found.length, length, cursor=cursor, start=cursor.at - 1)
    return True


def read_tone(cursor: Cursor, found: Found, _: Today) -> bool:
    """Place `playful`."""
    if (tone := TONES.get(cursor.key())) is None:
        return False
    cursor.take()
    found.tone = tone
    return True


def read_audience(cursor: Cursor, found: Found, _: Today) -> bool:
    """Place `here`, `private`."""
    if (audience := AUDIENCES.get(cursor.key())) is None:
        return False
    cursor.take()
    found.audience = found.once("two places", found.audience, audience, cursor=cursor, start=cursor.at - 1)
    return True

"""Words become a request: each word is placed by the first rule that takes it, or is filler, or is refused."""

import re
from collections.abc import Sequence
from datetime import datetime

from core.asking.dates import days_window
from core.asking.days import Days, Today, begin, step, today_of
from core.asking.filler import FILLER
from core.asking.found import Found
from core.asking.nearest import nearest
from core.asking.request import applied, usual
from core.asking.rules import RULES, Rule
from core.asking.vocabulary import DIRECTIONS, EXPECTING, HOURS, LANGUAGES, MEANINGS, MEANT, SHAPES, SIZES, UNITS, Unit
from core.asking.who import likely_person
from core.asking.words import Cursor, Word, printable, split
from core.errors import AskError
from core.messages import asking as say
from core.model import Asker, RecapRequest, Shape
from core.ports import ForeignDates

LONGEST = 500  # characters
_CHANNEL = re.compile(r"<#|#[^\W\d]")  # as chats write one; a request has digits
_UNCLEAR_DATE = re.compile(r"\d+/\d+(?:/\d+)?|\d\d?\.\d\d?\.(?:\d{4}|\d\d)")
_LONGEST_FOREIGN = 40  # characters: libraries for all languages are slow on hostile text


def parse(text: str, asker: Asker, now: datetime, *, foreign: ForeignDates | None = None, has_default: bool = True) -> RecapRequest:
    """Read a question. Words come in any order; what is not mentioned is the asker's habit.

    `foreign` is asked only about words that have no place otherwise. Words that name nothing ask the usual question where it `has_default`.

    Raises:
        AskError: a word has no place, two contradict each other, or no word names anything.
    """
    today = today_of(asker, now)
    found = understand(text, today, foreign)
    if found == Found() and not has_default:
        raise unnamed(text, is_first=True)
    return applied(found, usual(today, found.window))


def known_words() -> Sequence[str]:
    """Return the words that have a meaning: those that are offered for a mistyped one."""
    return tuple(MEANINGS)


def unnamed(text: str, *, is_first: bool) -> AskError:
    """Return the error about words of which none names anything."""
    said = _short(printable(text).strip())
    near = [meant for word in split(text) for meant in MEANT.get(word.key, ())]
    return AskError(say.unnamed(said, near, is_first=is_first), word=said, position=1, nearest=near)


def understand(text: str, today: Today, foreign: ForeignDates | None = None, *, rules: Sequence[Rule] = RULES) -> Found:
    """Return what a question names.

    Raises:
        AskError: a word has no place, or two contradict each other.
    """
    if len(text) > LONGEST:
        raise AskError(say.too_long(LONGEST), position=LONGEST + 1)
    words = Cursor(text)
    found, loose = place(words, today, rules)
    strange = strangers(words, loose)
    days = _foreign_days(words, loose, today, foreign) if strange and foreign and not found.window else None
    if days:
        found.window = days_window(days, today)
    elif strange:
        raise refusal(words, strange)
    return found


def place(cursor: Cursor, today: Today, rules: Sequence[Rule]) -> tuple[Found, list[int]]:
    """Place all words; return also the places of those that no rule took."""
    found, loose = Found(), []
    while cursor.key():
        if not _place_one(cursor, found, today, rules):
            loose.append(cursor.at)
            found.stranger = cursor.at if cursor.key() not in FILLER else found.stranger
            cursor.take()
    return found, loose


def strangers(cursor: Cursor, loose: Sequence[int]) -> list[Word]:
    """Return the words that no rule took and that are not filler either."""
    return [cursor[at] for at in loose if cursor[at].key not in FILLER]


def refusal(cursor: Cursor, strange: Sequence[Word]) -> AskError:
    """Blame the first word without a place; behind `last` or `since` the next one."""
    word = next((word for word in strange if word.key not in EXPECTING), strange[0])
    said = _short(word.text)
    if all(word.key in SIZES or word.key in DIRECTIONS for word in strange):
        return AskError(say.no_answer_yet(said), word=said, position=word.position)
    if _CHANNEL.match(word.key) or word.key.startswith("<t:"):
        return AskError(say.TIME_MARK if word.key.startswith("<t:") else say.CHANNEL, word=said, position=word.position)
    if _UNCLEAR_DATE.fullmatch(word.key):
        return AskError(say.slashed_date(said), word=said, position=word.position)
    person, near = likely_person(cursor, word), _nearest(cursor, word)
    if person and (" " in person or not near):
        return AskError(say.unquoted_person(said, word.position, person), word=said, position=word.position, nearest=[person])
    return AskError(say.unknown_word(said, word.position, near), word=said, position=word.position, nearest=near)


def _short(said: str) -> str:
    return said if len(said) <= _LONGEST_FOREIGN else f"{said[:_LONGEST_FOREIGN]}…"


def _nearest(cursor: Cursor, word: Word) -> list[str]:
    """Return what a word may have been; for one that needs another behind it, an example."""
    if word.key in EXPECTING:
        return [EXPECTING[word.key]]
    if word.key in UNITS or word.key in HOURS:
        return [f"last 3 {word.key.rstrip('s')}s"]
    if word.key in LANGUAGES:
        return [f"in {LANGUAGES[word.key]}"]
    before = cursor.before(word)
    if before and before.key == "as":
        return nearest(word.key, SHAPES) or [f"as {shape}" for shape in Shape]
    return nearest(word.key, known_words())


def _place_one(cursor: Cursor, found: Found, today: Today, rules: Sequence[Rule]) -> bool:
    start = cursor.at
    for rule in rules:
        try:
            if rule.read(cursor, found, today):
                return True
        except AskError as error:
            raise _located(error, cursor, start) from error
        cursor.at = start
    return False


def _located(error: AskError, cursor: Cursor, start: int) -> AskError:
    """Blame the words that were read if the error does not know any."""
    return error if error.position else cursor.refusal(start, lambda _: str(error))


def _foreign_days(words: Cursor, loose: Sequence[int], today: Today, foreign: ForeignDates) -> Days | None:
    """Translate the run of words from the first to the last that has no place, if nothing in it has one."""
    strange = [at for at in loose if words[at].key not in FILLER]
    run = range(strange[0], strange[-1] + 1)
    text = " ".join(words[at].text for at in run)
    is_plain = text.replace(" ", "").isalnum() and not text.replace(" ", "").isdigit()
    found = foreign.day(text, today.day) if is_plain and len(text) <= _LONGEST_FOREIGN and set(run) <= set(loose) else None
    if found is None:
        return None
    day, stretch = found
    first = begin(Unit(stretch), day, today.asker)
    return Days(first, step(Unit(stretch), first, 1, today.asker))

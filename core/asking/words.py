"""A question as words with their positions, and a cursor that counts its steps."""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

from core.asking.vocabulary import FIELDS, SHORT_UNITS, is_date_word
from core.errors import AskError

_PIECES = re.compile(rf'@?"([^"]*)"|((?:{"|".join(FIELDS)}):[^\s"]+)|(,)|([^\s",]+)', re.IGNORECASE)
_DATE_AND_TIME = re.compile(r"\d{4}-\d\d-\d\d(t)\d\d?:\d\d", re.IGNORECASE)
_SHORT = re.compile(rf"(\d{{1,4}})([{''.join(SHORT_UNITS)}])", re.IGNORECASE)
_RANGE = re.compile(r"\.\.+|[…–—→]")
_PICTURES = "".join(map(chr, (*range(0x2300, 0x2400), *range(0x2600, 0x27C0), *range(0x2B00, 0x2C00), 0xFE0F, *range(0x1F000, 0x1FB00))))
_NAMED_PICTURE = re.compile(r"(?::[A-Za-z0-9_+-]+:)+")  # as chats write them
_OPENING = "([{'`" + _PICTURES
_CLOSING = ".?!;:)]}'`…" + _PICTURES
_STRAIGHT = str.maketrans("“”„«»‘’", '"""""' + "''")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a question; `key` is what tables are looked up with."""

    text: str
    position: int  # characters from the start of the question, from 1
    key: str
    has_comma: bool = False  # behind it


class Cursor:
    """A place in the words of a question. Every look at a word counts as a step; what cannot be printed counts as space."""

    def __init__(self, text: str) -> None:
        self.at = 0
        self.steps = 0
        self._text = printable(text)
        self._words = split(self._text)

    def key(self, ahead: int = 0) -> str:
        """Return the key of a word; it is empty behind the last one."""
        self.steps += 1
        place = self.at + ahead
        return self._words[place].key if 0 <= place < len(self._words) else ""

    def text(self) -> str:
        """Return the word as it was typed; it is empty behind the last one."""
        return self._words[self.at].text if self.key() else ""

    def __len__(self) -> int:
        return len(self._words)

    def __getitem__(self, place: int) -> Word:
        return self._words[place]

    def before(self, word: Word) -> Word | None:
        """Return the word before another one, if no comma stands between them."""
        earlier = next((other for other in reversed(self._words) if other.position < word.position), None)
        return None if earlier is None or earlier.has_comma else earlier

    def after(self, word: Word) -> Word | None:
        """Return the word behind another one, if no comma stands between them."""
        return None if word.has_comma else next((other for other in self._words if other.position > word.position), None)

    def take(self) -> Word:
        """Return the word and go on."""
        self.at += 1
        return self._words[self.at - 1]

    def skip(self, keys: Collection[str]) -> bool:
        """Go on if the word is one of these."""
        found = self.key() in keys
        self.at += found
        return found

    def follows_comma(self) -> bool:
        """Say whether a comma stands before the word."""
        return 0 < self.at <= len(self._words) and self._words[self.at - 1].has_comma

    def since(self, start: int) -> str:
        """Return the words from a place to here, as they were typed."""
        last = self._words[self.at - 1]
        return self._text[self._words[start].position - 1 : last.position - 1 + len(last.text)]

    def refusal(self, start: int, sentence: Callable[[str], str]) -> AskError:
        """Return the error that blames the words from a place to here."""
        said = self.since(start)
        return AskError(sentence(said), word=said, position=self._words[start].position)


def printable(text: str) -> str:
    """Return a text in which what cannot be printed is space."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


def split(text: str) -> list[Word]:
    """Split a question into words; punctuation and pictures at a word's ends fall away."""
    words: list[Word] = []
    for piece in _PIECES.finditer(text.translate(_STRAIGHT)):
        if piece[3]:
            words[-1:] = [replace(word, has_comma=True) for word in words[-1:]]
        elif piece[1] is not None:
            words.append(Word(piece[1], piece.start(1), f'"{piece[1].lower()}"'))
        else:
            words.extend(_parts(piece[0], piece.start() + 1))
    return words


def _parts(piece: str, position: int) -> list[Word]:
    """Take a range that is written as one word apart: `monday..friday`, `14:00-16:00`, a date and its time."""
    cut = _cut(piece)
    if cut is None:
        return _bare(piece, position)
    start, end = cut
    joint = piece[start:end]
    join = [] if joint in "tT" else [Word(joint, position + start, "to")]
    return [*_bare(piece[:start], position), *join, *_parts(piece[end:], position + end)]


def _cut(piece: str) -> tuple[int, int] | None:
    if found := _DATE_AND_TIME.match(piece):
        return found.span(1)
    if "/" in piece or piece.partition(":")[0].lower() in FIELDS:
        return None
    if (found := _RANGE.search(piece)) and (found.end() < len(piece) or piece == found[0]):
        return found.span()
    left, dash, right = piece.rstrip(_CLOSING).partition("-")
    is_range = dash and is_date_word(left.lower()) and is_date_word(right.lower())
    return (len(left), len(left) + 1) if is_range or piece == "-" else None


def _bare(piece: str, position: int) -> list[Word]:
    inner = "" if _NAMED_PICTURE.fullmatch(piece) else piece.lstrip(_OPENING)
    position += len(piece) - len(inner)
    inner = inner.rstrip(_CLOSING)
    inner = inner[:-2] if inner.lower().endswith("'s") else inner
    if short := _SHORT.fullmatch(inner):
        return [Word(short[1], position, short[1]), Word(short[2], position + len(short[1]), SHORT_UNITS[short[2].lower()])]
    return [Word(inner, position, inner.lower())] if inner else []

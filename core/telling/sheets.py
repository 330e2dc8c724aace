"""A page divided among messages: between lines, a line that is too long between words, never inside of a letter."""

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from core.model.chat import Page
from core.reading.inert import inert
from core.telling.pages import Line, page

_LONGEST = 100_000
_TONES = "\U0001f3fb", "\U0001f3ff"  # of skin, after what they colour
_FLAGS = "\U0001f1e6", "\U0001f1ff"  # two make a flag
TITLE = -1


@dataclass(frozen=True, slots=True)
class Row:
    """A line, and in which block it stands: the title's, one for all sentences, one for each recap, one for the notes below."""

    line: Line
    block: int
    is_note: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """What one message has room for; `length` says how long a row is there, with its marks."""

    text: int
    line: int  # of one row
    blocks: int
    length: Callable[[Row], int]
    counts_notes: bool = False  # each note is a block of its own


def sheets(shown: Page, room: Room) -> Iterator[list[Row]]:
    """Divide a page among messages; there is at least one, which may be empty."""
    sheet: list[Row] = []
    size = blocks = 0
    for piece in (piece for row in rows(shown) for piece in _pieces(row, room)):
        length = room.length(piece) + 1
        is_more = not sheet or sheet[-1].block != piece.block or (room.counts_notes and piece.is_note)
        if sheet and (size + length > room.text or blocks + is_more > room.blocks):
            yield sheet
            sheet, size, blocks, is_more = [], 0, 0, True
        blocks += is_more
        sheet.append(piece)
        size += length
    yield sheet


def rows(shown: Page) -> Iterator[Row]:
    """Yield everything that a page says, from top to bottom."""
    if shown.title:
        yield Row(Line(shown.title, is_title=True), TITLE)
    for text in shown.lines:
        yield Row(Line(text), 0)
    for number, recap in enumerate(shown.recaps, 1):
        yield from (Row(line, number) for line in page(recap))
    for text in shown.footer:
        yield Row(Line(text), len(shown.recaps) + 1, is_note=True)


def _pieces(row: Row, room: Room) -> Iterator[Row]:
    text = inert(row.line.text, limit=_LONGEST, lines=True)
    mark = row.line.mark
    while text:
        end = _end(text, room.line, lambda cut, mark=mark: room.length(_with(row, cut, mark)) <= room.line)  # type: ignore[misc]  # mark is bound
        yield _with(row, text[:end].rstrip(), mark)
        text, mark = text[end:].lstrip(), ""


def _with(row: Row, text: str, mark: str) -> Row:
    return replace(row, line=replace(row.line, text=text, mark=mark))


def _end(text: str, most: int, fits: Callable[[str], bool]) -> int:
    """Return where a text is cut: at its end, at a line break or a space, and never inside of a letter."""
    end = min(len(text), most)
    while end > 1 and not fits(text[:end]):
        end = end * 9 // 10
    if end == len(text):
        return end
    space = max(text.rfind("\n", 1, end), text.rfind(" ", 1, end))
    if space > end // 2:
        return space
    while end > 1 and _continues(text, end):
        end -= 1
    return end


def _continues(text: str, index: int) -> bool:
    """Say whether a character belongs to the one before: a mark, a tone of skin, the second half of a flag."""
    character = text[index]
    if not _FLAGS[0] <= character <= _FLAGS[1]:
        return unicodedata.category(character)[0] == "M" or _TONES[0] <= character <= _TONES[1]
    before = index
    while before > 0 and _FLAGS[0] <= text[before - 1] <= _FLAGS[1]:
        before -= 1
    return (index - before) % 2 == 1

"""A page as messages of Slack: blocks inside its limits, and the same words as text for notifications and screen readers.

https://docs.slack.dev/reference/block-kit/blocks; `chat.update` refuses a text of more than 4,000 characters: a message says no more.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any, TypeAlias

from adapters.slack.markup import clipped, elements, escaped
from core.model.chat import Button, Page, Style
from core.telling.pages import BULLET, Line
from core.telling.sheets import TITLE, Room, Row, sheets

Block: TypeAlias = dict[str, Any]

TEXT = 3_800  # characters of one message, as Slack counts them; room is left for what stands between lines
_LINE = 2_800  # of one line, escaped; it may then share a message with a title
_BLOCKS = 40  # of one message, beside its title and its buttons
_HEADER = 150
_LABEL, _VALUE, _URL = 75, 2_000, 3_000
_IN_A_ROW, _MOST_ROWS = 5, 5
LEADING = ":link"  # in the id of a button that only leads elsewhere: Slack tells of its presses all the same
_ROOM = Room(text=TEXT, line=_LINE, blocks=_BLOCKS, length=lambda row: len(escaped(row.line.mark + row.line.text)), counts_notes=True)


@dataclass(frozen=True, slots=True)
class Part:
    """One message: what `text` says, `blocks` show."""

    text: str
    blocks: tuple[Block, ...]


def parts(shown: Page) -> tuple[Part, ...]:
    """Return the messages that a page takes, at least one; the first one has its title and buttons."""
    head, *further = [_part(sheet) for sheet in sheets(shown, _ROOM)]
    return (replace(head, blocks=(*head.blocks, *rows_of(shown.buttons))), *further)


def _part(rows: Sequence[Row]) -> Part:
    text = "\n".join(escaped(row.line.mark + row.line.text) for row in rows)
    blocks = [made for _, group in groupby(rows, key=lambda row: row.block) for made in _blocks(list(group))]
    return Part(text or "…", tuple(blocks))


def _blocks(rows: Sequence[Row]) -> Iterator[Block]:
    first = rows[0]
    if first.block == TITLE and len(rows) == 1 and len(first.line.text) <= _HEADER and "\n" not in first.line.text:
        yield {"type": "header", "text": plain(first.line.text)}
    elif first.is_note:  # elements of one context stand beside each other
        yield from ({"type": "context", "elements": [plain(row.line.text)]} for row in rows)
    else:
        yield {"type": "rich_text", "elements": list(_sections([row.line for row in rows]))}


def _sections(lines: Sequence[Line]) -> Iterator[Block]:
    for is_list, group in groupby(lines, key=lambda line: line.mark == BULLET):
        if is_list:
            yield {"type": "rich_text_list", "style": "bullet", "elements": [_section([replace(line, mark="")]) for line in group]}
        else:
            yield _section(list(group))


def _section(lines: Sequence[Line]) -> Block:
    """Return lines in as few elements as can be: Slack takes no more than some of them."""
    made: list[Block] = []
    for number, line in enumerate(lines):
        for one in elements("\n" * bool(number) + line.mark + line.text, line.links, is_bold=line.is_title):
            if made and one["type"] == made[-1]["type"] == "text" and one.get("style") == made[-1].get("style"):
                made[-1] |= {"text": made[-1]["text"] + one["text"]}
            else:
                made.append(one)
    return {"type": "rich_text_section", "elements": made}


def rows_of(buttons: Sequence[Button]) -> Iterator[Block]:
    """Yield buttons in rows of five, twenty-five at most."""
    names = Counter[str]()
    made = []
    for one in buttons[: _IN_A_ROW * _MOST_ROWS]:
        made.append(_button(one, names[one.name]))
        names[one.name] += 1
    for start in range(0, len(made), _IN_A_ROW):
        yield {"type": "actions", "elements": made[start : start + _IN_A_ROW]}


def _button(one: Button, before: int) -> Block:
    """Return a button; ids in a block must differ, so that a number follows a name that was there before."""
    leads = one.url.startswith(("https://", "http://")) and len(one.url) <= _URL
    ident = one.name[:200] + LEADING * leads + f":{before}" * bool(before)
    made: Block = {"type": "button", "action_id": ident, "text": plain(clipped(one.label, _LABEL))}
    made |= {"url": one.url} if leads else {}
    made |= {"value": one.value[:_VALUE]} if one.value else {}
    if one.style is not Style.PLAIN:
        made["style"] = one.style.value
    return made


def plain(text: str) -> Block:
    """Return a text object in which nothing is read."""
    return {"type": "plain_text", "text": text or "…", "emoji": False}

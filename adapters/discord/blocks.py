"""A page as messages of Discord: components inside its limits, and in their numbers the mark by which a message is found again.

https://docs.discord.com/developers/components/reference: 40 components and 4,000 characters a message, in messages that hold nothing else.
Discord keeps no nonce and no metadata, but each component keeps the 32-bit id that it was given, and history tells it.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any, TypeAlias

from adapters.discord.markup import clipped, escaped, written
from core.model.chat import Button, Page, Style
from core.telling.pages import BULLET, Line
from core.telling.sheets import TITLE, Room, Row, sheets

Component: TypeAlias = dict[str, Any]
Ids: TypeAlias = tuple[int, int]

COMPONENTS_V2 = 1 << 15  # a message's flag: nothing in it gets a preview
_ROW, _BUTTON, _TEXT, _CONTAINER = 1, 2, 10, 17
_STYLES = {Style.PLAIN: 2, Style.PRIMARY: 1, Style.DANGER: 4}
_LEADS = 5
_CHARACTERS, _LINE, _BLOCKS = 3_800, 3_600, 7  # of one message; room is left for what stands between lines
_IN_A_ROW, _MOST_ROWS = 5, 5
_LABEL, _IDENT, _URL = 80, 100, 512


@dataclass(frozen=True, slots=True)
class Part:
    """One message: its texts, and rows of buttons below them."""

    texts: tuple[str, ...]
    rows: tuple[Component, ...] = ()


def parts(shown: Page, *, home: str = "") -> tuple[Part, ...]:
    """Return the messages that a page takes, at least one; the first one has its buttons, which remember a `home` server."""
    room = Room(text=_CHARACTERS, line=_LINE, blocks=_BLOCKS, length=lambda row: _length(_markdown(row)))
    made = [Part(tuple(_texts(sheet)) or ("…",)) for sheet in sheets(_with_long_links(shown), room)]
    return (replace(made[0], rows=tuple(rows_of(shown.buttons, home))), *made[1:])


def components(part: Part, ids: Ids | None) -> list[Component]:
    """Return what Discord shows for a part; the two numbers are what it is found by."""
    texts: list[Component] = [{"type": _TEXT, "content": text} for text in part.texts]
    container: Component = {"type": _CONTAINER, "components": texts}
    if ids is not None:
        container["id"], texts[0]["id"] = ids
    return [container, *part.rows]


def numbers(mark: str) -> Ids:
    """Return the two numbers of a mark: 60 bits of its hash, apart from the small ones that Discord gives by itself."""
    digest = int.from_bytes(hashlib.sha256(mark.encode()).digest()[:8], "big")
    first, second = 1 << 30 | digest & (1 << 30) - 1, 1 << 30 | digest >> 30 & (1 << 30) - 1
    return (first, second) if first != second else (first, second ^ 1)


def numbers_in(shown: Sequence[Component]) -> Ids | None:
    """Return the two numbers of a message, where it has such."""
    container = shown[0] if shown else {}
    inner = container.get("components") or [{}]
    found = container.get("id"), inner[0].get("id")
    is_ours = container.get("type") == _CONTAINER and all(isinstance(one, int) and one >= 1 << 30 for one in found)
    return (found[0], found[1]) if is_ours else None  # type: ignore[return-value]  # both are numbers


def rows_of(buttons: Sequence[Button], home: str = "") -> Iterator[Component]:
    """Yield buttons in rows of five, twenty-five at most."""
    names = Counter[str]()
    made = []
    for one in [each for each in buttons if not _is_long_link(each)][: _IN_A_ROW * _MOST_ROWS]:
        ident = _ident(one, home)
        made.append(_button(one, ident + f":{names[ident]}" * bool(names[ident])))
        names[ident] += 1
    for start in range(0, len(made), _IN_A_ROW):
        yield {"type": _ROW, "components": made[start : start + _IN_A_ROW]}


def _with_long_links(shown: Page) -> Page:
    """Tell addresses that are too long for a button in the text."""
    told = tuple(f"{one.label}: {one.url}" for one in shown.buttons if _is_long_link(one))
    return replace(shown, lines=(*shown.lines, *told)) if told else shown


def _is_long_link(one: Button) -> bool:
    return len(one.url) > _URL


def _ident(one: Button, home: str) -> str:
    """Return "name:value:home", of which what is missing at the end is left out."""
    whole = f"{one.name}:{one.value}:{home}".rstrip(":")
    return whole if len(whole) < _IDENT - 3 else f"{one.name}:{one.value}"[: _IDENT - 3]


def _button(one: Button, ident: str) -> Component:
    made: Component = {"type": _BUTTON, "label": clipped(one.label, _LABEL) or "…"}
    if one.url.startswith(("https://", "http://")):
        return made | {"style": _LEADS, "url": one.url}
    return made | {"style": _STYLES[one.style], "custom_id": ident}


def _texts(sheet: Sequence[Row]) -> Iterator[str]:
    for _, group in groupby(sheet, key=lambda row: row.block):
        yield "\n".join(_markdown(row) for row in group)


def _markdown(row: Row) -> str:
    if row.block == TITLE:
        return "### " + escaped(row.line.text.replace("\n", " "))
    if row.is_note:
        return "\n".join("-# " + written(text) for text in row.line.text.split("\n"))
    return _line(row.line)


def _line(line: Line) -> str:
    mark = "- " if line.mark == BULLET else escaped(line.mark)
    return mark + written(line.text, line.links, is_bold=line.is_title)


def _length(text: str) -> int:
    """Return the length as the longest way to count has it: in units of UTF-16."""
    return len(text) + sum(one > "\uffff" for one in text)

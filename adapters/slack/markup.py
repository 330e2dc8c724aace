"""Slack's text: its marks become plain words, and words of ours or of others become text in which nothing is alive.

https://docs.slack.dev/messaging/formatting-message-text: in `text` only `<...>` calls or links, and addresses become links by themselves;
in the elements of rich text nothing is read at all.
"""

import re
from collections.abc import Sequence
from typing import Any, TypeAlias

from core.model import Link
from core.reading.inert import inert
from core.telling.pages import linked

Element: TypeAlias = dict[str, Any]

_STYLE = re.compile(r"(?<![^\s(*_~`])([*_~`])(?=\S)([^\n]{0,200}?[^\s*_~`])\1(?![^\s).,;:!?*_~`])")  # *bold*, _it_, ~no~ and `code`
_QUOTE = re.compile(r"(?m)^ *> ?")
_CALL = re.compile(r"^\s*/recap(?!\S)")  # Slack knows no commands in threads, where they are sent as messages
_MARK = re.compile(r"<([^<>\n]*)>")
_PERSON = re.compile(r"@([A-Z0-9]{2,24})")
_GROUP = re.compile(r"!subteam\^([A-Z0-9]{2,24})")
_CHANNEL = re.compile(r"#([A-Z0-9]{2,24})")
_ADDRESS = re.compile(r"(?i)(?<=[a-z0-9])(?=://)|(?<=mailto)(?=:)|(?<=\btel)(?=:)|(?<=[\w-])(?=\.[^\W\d_]{2})")  # or a bare domain
_NAME = re.compile(r"@(?=(?:channel|here|everyone)\b)")
_JOINER = "\u2060"  # shows nothing, and keeps an address or a name from being read as one
_LONGEST = 100_000


def words(text: str, bot: str) -> str:
    """Return what somebody typed: people as `<@ID>`, groups as `<@&ID>`, channels by name, else as `<#ID>`, all else plain.

    `bot`'s mention is left out, and so is what only makes words bold or the like.
    """
    said = _MARK.sub(lambda found: _meant(found[1], bot), text)
    plain = _QUOTE.sub("", said.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
    for _ in range(2):  # as deep as they are nested in practice
        plain = _STYLE.sub(r"\2", plain)
    return " ".join(_CALL.sub("", plain).split())


def harmless(text: str) -> str:
    """Return text that no screen obeys, its lines kept."""
    return inert(text, limit=_LONGEST, lines=True)


def escaped(text: str) -> str:
    """Return text for where Slack reads marks: nothing in it calls or links."""
    safe = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _NAME.sub("@" + _JOINER, _ADDRESS.sub(_JOINER, safe))


def elements(text: str, links: Sequence[Link] = (), *, is_bold: bool = False) -> list[Element]:
    """Return harmless text as elements of rich text; its references become links, to plain addresses alone."""
    style = {"style": {"bold": True}} if is_bold else {}
    return [
        ({"type": "link", "url": url, "text": part} if url else {"type": "text", "text": part}) | style
        for part, url in linked(text, links)
        if part
    ]


def clipped(text: str, limit: int) -> str:
    """Return one harmless line of at most so many characters."""
    return inert(text, limit=limit)


def _meant(mark: str, bot: str) -> str:
    address, _, label = mark.partition("|")
    if found := _PERSON.fullmatch(address):
        return "" if found[1] == bot else f"<@{found[1]}>"
    if found := _GROUP.fullmatch(address):
        return f"<@&{found[1]}>"
    if found := _CHANNEL.fullmatch(address):
        return f"#{label}" if label else f"<#{found[1]}>"
    if address.startswith("!"):
        return label or "@" + address[1:].partition("^")[0]
    return label or address

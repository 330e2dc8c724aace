"""What Slack makes of text: what in it is alive (mentions, links), and what a person reads.

https://docs.slack.dev/messaging/formatting-message-text: only `<...>` calls or links; `&lt; &gt; &amp;` are shown as signs. Bare addresses
become links (here all that look like one: nobody lists the domains that Slack knows); names after `@` and `#` come alive where a text
object is not `verbatim`, or a message asks for it (`link_names`, `parse`).
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

_MARK = re.compile(r"<([^<>\n]+)>")
_BARE = re.compile(
    r"""(?<![\w/<|])(?:[a-z][a-z0-9+.-]*://|mailto:|tel:|www\.)[^\s<>|]+
    | (?<![\w.@/:-])(?:[\w.+-]+@)?(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+(?:xn--[a-z0-9-]+|[a-z]{2,24})(?![\w-])(?:/[^\s<>|]*)?""",
    re.IGNORECASE | re.VERBOSE,
)
_CALL = re.compile(r"(?<![\w@])@(channel|here|everyone)\b")
_MARKDOWN = re.compile(r"\[([^\]\n]*)\]\(([^)\s]+)[^)]*\)")
_RICH = {"user": "<@{user_id}>", "usergroup": "<!subteam^{usergroup_id}>", "broadcast": "<!{range}>", "channel": "<#{channel_id}>"}


@dataclass(frozen=True, slots=True)
class Marks:
    """What is alive in a message, in order, each once."""

    mentions: Sequence[str]
    links: Sequence[str]


def marks_of(text: str, blocks: Sequence[Mapping[str, Any]], flags: Mapping[str, Any]) -> Marks:
    """Find what is alive; text beside blocks is in notifications, so it counts as well."""
    names = bool(flags.get("link_names")) or flags.get("parse") == "full"
    found = list(_in_text(text, names=names))
    found += (mark for block in blocks for mark in _in_block(block))
    links = (mark for kind, mark in found if kind == "link")
    return Marks(tuple(dict.fromkeys(mark for kind, mark in found if kind == "mention")), tuple(dict.fromkeys(links)))


def shown(text: str, names: Mapping[str, str]) -> str:
    """Return what a person reads where some mrkdwn stands; `names` are those of people, channels and groups by id."""
    return unescaped(_MARK.sub(lambda found: _shown_mark(found[1], names), text))


def unescaped(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _shown_mark(mark: str, names: Mapping[str, str]) -> str:
    address, _, label = mark.partition("|")
    if address[0] in "@#":
        return address[0] + (names.get(address[1:]) or label or address[1:])
    if address.startswith("!subteam^"):
        return "@" + names.get(address[9:], label.lstrip("@") or address[9:])
    if address.startswith("!date^"):
        return label
    return label or ("@" + address[1:] if address[0] == "!" else address)


def _in_text(text: str, *, names: bool, verbatim: bool = False) -> Iterator[tuple[str, str]]:
    for found in _MARK.finditer(text):
        address = found[1].partition("|")[0]
        if address.startswith(("@", "!")) and not address.startswith("!date^"):
            yield "mention", f"<{address}>"
        elif not address.startswith(("#", "!")):
            yield "link", unescaped(address)
        elif address.startswith("!date^") and address.count("^") > 2:
            yield "link", unescaped(address.split("^")[3])
    for found in _BARE.finditer("" if verbatim else _MARK.sub(" ", text)):
        yield "link", unescaped(found[0])
    if names:
        yield from (("mention", f"<!{found[1]}>") for found in _CALL.finditer(text))


def _in_block(part: object) -> Iterator[tuple[str, str]]:
    if isinstance(part, Mapping):
        yield from _in_part(part)
    elif isinstance(part, Sequence) and not isinstance(part, str):
        yield from _each(part)


def _in_part(part: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    kind = part.get("type")
    if kind == "mrkdwn":
        yield from _in_text(part.get("text", ""), names=not part.get("verbatim"), verbatim=bool(part.get("verbatim")))
    elif kind == "markdown":
        yield from (("link", found[2]) for found in _MARKDOWN.finditer(part.get("text", "")))
        yield from _in_text(_MARKDOWN.sub(" ", part.get("text", "")), names=True)
    elif kind in _RICH and "text" not in part:
        yield "link" if kind == "channel" else "mention", _RICH[kind].format_map(part)
    else:
        yield from (("link", str(part[name])) for name in ("url", "image_url", "title_url", "video_url") if part.get(name))
        yield from _each(part.values())


def _each(parts: Iterable[object]) -> Iterator[tuple[str, str]]:
    for part in parts:
        yield from _in_block(part)

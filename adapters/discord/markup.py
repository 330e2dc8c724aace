"""Discord's markdown: its marks become plain words, and words of ours or of others become text in which nothing is alive.

https://docs.discord.com/developers/reference#message-formatting. A backslash takes the meaning from the sign behind it; what the service
reads before any client does (mentions, invitations) is parted by a joiner, which shows nothing.
"""

import re
from collections.abc import Sequence

from core.model import Link
from core.reading.inert import inert
from core.telling.pages import linked

_PERSON = re.compile(r"<@!?([0-9]{1,20})>")
_EMOJI = re.compile(r"<a?(:[A-Za-z0-9_]{2,32}:)[0-9]{1,20}>")
_FORMAT = re.compile(r"(?<![^\s*_~|])(\*\*\*|\*\*|\*|__|_|~~|\|\|)(?=\S)([^*_~|\n]*[^\s*_~|])\1(?![^\s*_~|.,;:!?])")
_QUOTE = re.compile(r"(?m)^ *(?:>>>|>) ")
_CALL = re.compile(r"^\s*(?:</recap[^>]{0,80}>|/recap(?!\S))")
_SPECIAL = re.compile(r"[\\`*_~|\[\]<>]")
_LEADING = re.compile(r"(?m)^( *)(#|-|\+|[0-9]{1,9}(?=[.)]))")
_MARK = re.compile(r"<(?=[@#/:A-Za-z])")
_NAME = re.compile(r"@(?=everyone|here)")
_ADDRESS = re.compile(r"(?<=[A-Za-z0-9]):(?=//)")
_INVITE = re.compile(r"(?i)(?<=discord)(?=\.(?:gg|com|new|gift|media))|(?<=discordapp)(?=\.com)|(?<=dis)(?=\.gd)")
_UNSAFE_IN_URL = {ord(sign): f"%{ord(sign):02X}" for sign in "<>()\"'`\\|*"}
JOINER = "\u2060"  # shows nothing, and keeps an address or a name from being read as one


def words(text: str, bot: str) -> str:
    """Return what somebody typed: people as `<@ID>`, roles as `<@&ID>`, channels as `<#ID>`, all else plain; without what calls `bot`."""
    said = _PERSON.sub(lambda found: "" if found[1] == bot else f"<@{found[1]}>", text)
    plain = _CALL.sub("", _QUOTE.sub("", _EMOJI.sub(lambda found: found[1], said)))
    return " ".join(_unformatted(plain).split())


def escaped(text: str) -> str:
    """Return harmless text for where Discord reads markdown: nothing in it calls, links or is formatted."""
    parted = _NAME.sub("@" + JOINER, _MARK.sub("<" + JOINER, _INVITE.sub(JOINER, text)))
    plain = _ADDRESS.sub(r"\\:", _SPECIAL.sub(lambda found: "\\" + found[0], parted))  # an address can be copied as it stands
    return _LEADING.sub(_unmarked, plain)


def written(text: str, links: Sequence[Link] = (), *, is_bold: bool = False) -> str:
    """Return harmless text as markdown; its references become links, to plain addresses alone."""
    made = "".join(_part(part, url, is_first=number == 0) for number, (part, url) in enumerate(linked(text, links)))
    return f"**{made}**" if is_bold and made.strip() else made


def clipped(text: str, limit: int) -> str:
    """Return one harmless line of at most so many characters."""
    return inert(text, limit=limit)


def _unformatted(text: str) -> str:
    """Take away the pairs of signs that make words bold or the like, as deep as they are nested in practice."""
    for _ in range(3):
        text = _FORMAT.sub(lambda found: found[2], text)
    return text


def _unmarked(found: re.Match[str]) -> str:
    """Take the meaning from the sign that would begin a heading or a list; a digit cannot be escaped, so the joiner follows it."""
    return f"{found[1]}{found[2]}{JOINER}" if found[2].isdigit() else f"{found[1]}\\{found[2]}"


def _part(part: str, url: str, *, is_first: bool) -> str:
    if url:
        return f"[{_within(part)}](<{url.translate(_UNSAFE_IN_URL)}>)"
    return escaped(part) if is_first else _within(part)


def _within(part: str) -> str:
    """Escape what stands in the middle of a line, where nothing begins one."""
    return escaped("\0" + part)[1:]

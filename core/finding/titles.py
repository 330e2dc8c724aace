"""Titles as they are compared and as they are shown."""

import re
from functools import lru_cache

from core.finding.subjects import MOST
from core.reading.prefixes import split

_PULL = re.compile(r"\s*\((?P<ref>[#!]\d+)\)$")
_REF = r"(?:[\w./-]*[#!]\d+|GH-\d+|[A-Z][A-Z0-9_]{1,9}-\d+)"
_OPENING = re.compile(rf"(?i:(?:fix|close|resolve)(?:e?[sd])?:?\s+){_REF}(?:\s*(?:,|&|and)\s*{_REF})*[\s:,–—-]*(?i:(?:by|with|via)\s+)?")
_BEFORE_A_REFERENCE = "about after against and as at by for from in into is like of on per see since than to via with [Rr]evert".split()
_NOT_AFTER = "".join(rf"(?<!\b{word})" for word in _BEFORE_A_REFERENCE)
_ENDING = re.compile(rf"\s*[(\[](?:\w+ )?{_REF}(?:,?\s+{_REF})*[)\]]$|{_NOT_AFTER}\s+[#!]\d+$")
_SIGNS = re.compile(r"[^a-z0-9]+")
_BACKPORT = re.compile(
    r"(?i)\s*(?:[(\[]\s*(?:backport(?:ed)?\b[^\])]{0,40}|v?\d+(?:\.(?:\d+|x))*(?:[ -](?:lts|backport))?"
    r"|stable[\w./-]*|release[\w./-]*)\s*[)\]]"
    r"|backport(?:ed)?(?:\s+of)?(?:\s+pr)?(?:\s+[#!]\d+)?(?:\s+to\s+\S+)?:)\s*"
)


def pull(title: str) -> str:
    """Return the reference that a squash merge puts behind its title: "#412" of "Add login (#412)"."""
    found = _PULL.search(title)
    return found["ref"] if found else ""


def bare(title: str) -> str:
    """Return a title as copies of a change share it: in any case, without the references behind it."""
    text = title.strip()
    while (found := _PULL.search(text)) and found.start():
        text = text[: found.start()]
    return text.casefold()


def is_backport(title: str) -> bool:
    """Say whether a title marks a change as brought to another branch: "[backport]", "[2.x]", "Backport of #12 to 2.x:"."""
    return _BACKPORT.search(title) is not None


def ported(title: str) -> str:
    """Return a title as a change and its backports share it."""
    return bare(_BACKPORT.sub(" ", title).strip())


@lru_cache(maxsize=MOST)
def cleaned(title: str) -> str:
    """Return a title's own words, without prefix and references."""
    text = split(title)[1]
    while (found := _ENDING.search(text)) and found.start():
        text = text[: found.start()]
    text = _OPENING.sub("", text, count=1) if _OPENING.match(text) else text
    first = text.partition(" ")[0].rstrip(",:")
    return (text[:1].upper() + text[1:] if first.isalpha() else text) or title  # "files.upload" keeps its own case


def slug(text: str) -> str:
    """Return a title as a branch would be named after it."""
    return _SIGNS.sub("-", text.casefold()).strip("-")

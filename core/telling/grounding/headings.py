"""What stands before and around a title's words: its type, and "Revert" with the title that it takes back."""

import re
from dataclasses import dataclass, replace

from core.telling.grounding.acts import PREFIXES

_TYPE = re.compile(r"(?P<type>[A-Za-z]+)(?:/[A-Z]+)?(?:\((?P<scope>[^)]*)\))?!?:\s+|\[(?P<bracketed>[A-Za-z]+)\]:?\s+")
_MENDING = re.compile(r"(?P<scope>[A-Za-z]+)[ -]fix(?:es)?:\s+", re.IGNORECASE)  # "Crash fix: "
_UNDONE = re.compile(r"""revert(?:ed|s)?:? ["“](?P<title>.+)["”]""", re.IGNORECASE)
_MADE = {"docs": frozenset({"docs"}), "doc": frozenset({"docs"}), "test": frozenset({"tests"}), "tests": frozenset({"tests"})}


@dataclass(frozen=True, slots=True)
class Heading:
    """A title's words, and what was read before them."""

    words: str
    acts: frozenset[str] = frozenset()  # that its type tells
    made: frozenset[str] = frozenset()  # artifacts that its type tells
    scope: str = ""
    is_fix: bool = False  # by the kind of its item
    is_undone: bool = False  # what the words tell was taken back


def heading(text: str) -> Heading:
    """Read what stands before a title's words."""
    if undone := _UNDONE.match(text):
        return replace(heading(undone["title"]), is_undone=True)
    if mending := _MENDING.match(text):
        return Heading(text[mending.end() :], frozenset({"fix"}), scope=mending["scope"])
    found = _TYPE.match(text)
    kind = (found["type"] or found["bracketed"]).lower() if found else ""
    if found is None or kind not in PREFIXES:
        return Heading(text, scope=(found["scope"] or "") if found else "")
    return Heading(text[found.end() :], frozenset(PREFIXES[kind].split()), _MADE.get(kind, frozenset()), found["scope"] or "")

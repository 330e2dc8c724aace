"""How long a sentence may be, and how one begins."""

import re
from dataclasses import replace

from core.reading.clauses import Clause

LONGEST = 160  # characters of a sentence that one still takes in at once
_LEAST = 60  # characters that stay of a clause
_JOINT = re.compile(r"[,;] | \(| (?:so that|because|which|and|instead of|as soon as)\b")
_AREAS = re.compile(r"[\w-]+(?:: [\w./-]+)+: |[\w-]+(?:, [\w./-]+)+: ")  # "net: phy: ...", "runtime, internal/poll: ..."
_ACRONYMS = frozenset("api ci cli css db dns html http sdk sql sso ui url ux".split())


def shortened(clause: Clause) -> Clause:
    """Return a clause that one still takes in at once, cut where a part of it ends and marked with an ellipsis."""
    if len(clause.text) <= LONGEST:
        return clause
    text = clause.what[: max(LONGEST - (len(clause.text) - len(clause.what)), _LEAST)]
    ends = [found.start() for found in _JOINT.finditer(text) if found.start() >= _LEAST]
    text = text[: ends[-1] if ends else text.rfind(" ") if " " in text else len(text)]
    if text.count("`") % 2:
        text = text[: text.rindex("`")]
    return replace(clause, what=text.rstrip(" ,;:([-–—") + "…", coming="", is_compound=True)


def capitalised(text: str) -> str:
    """Begin a sentence with a capital, unless it begins with a name that has its own spelling."""
    first = text.split(" ", 1)[0].rstrip(":;,")
    is_word = first.replace("-", "").isalpha() and first.islower()
    if not is_word:
        return text
    is_part = text.startswith(f"{first}:") or _AREAS.match(text) is not None
    if is_part and "-" in first:
        return text
    if first in _ACRONYMS:
        return first.upper() + text[len(first) :]
    is_name = is_part and (len(first) <= len("net") or _AREAS.match(text))  # a folder or package
    return text if is_name else text[0].upper() + text[1:]

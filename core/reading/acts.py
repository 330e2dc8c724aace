"""What a subject's words, without prefix and references, say was done: a verb in the simple past and what it is about."""

import re
from dataclasses import dataclass

from core.model import WorkKind
from core.reading import nouns
from core.reading.conjugation import begins_pair, continued
from core.reading.foreign import is_foreign
from core.reading.problems import is_problem
from core.reading.verbs import Verb, gerund, verb

_SUPPORT = re.compile(r"(?i)(?:the\s+)?(?P<what>.+?)(?:\s+feature)?\s+support")
_COMPARED = {
    "better": "improved",
    "improved": "improved",
    "easier": "added an easier",
    "faster": "sped up",
    "missing": "added missing",
    "more": "added more",
    "new": "added new",
    "initial": "added initial",
    "additional": "added",
}
_INITIAL = re.compile(
    r"(?i)initial (?:import|commit|version|release|draft|check-?in|set-?up|revision)\b"
    r"|(?:initial|more|additional|new) (?:work|pass|attempt|progress)\b"
)
_LOWERED = frozenset(
    "a additional all an another basic better correct first for initial missing more new no simple some support the this".split()
)
_TYPED = {
    WorkKind.FEATURE: "added",
    WorkKind.FIX: "fixed",
    WorkKind.REMOVAL: "removed",
    WorkKind.REVERT: "reverted",
}
_REVERT = re.compile(
    r"(?i)(?P<verb>back(?:ed)? out|roll(?:ed)? ?back|und(?:o|id)|revert|reverts|reverted|reverting|re-?apply|re-?applied|reland)\s*:?\s+"
    r"[\"“'](?P<what>.+)[\"”']\.?$"
)
_PULL = re.compile(r"\s*\([#!]\d+\)$")
_NOT = re.compile(r"(?:[Dd]o not|[Dd]on['’]?t|[Nn]ever|(?P<longer>[Nn]o longer)) (?P<verb>[a-z]+)(?![\w-])(?P<rest>.*)")
_ADVERBS = frozenset(
    (
        "actually also always automatically completely conditionally consistently correctly directly dynamically explicitly "
        "fully gracefully hopefully immediately lazily manually only optionally partially periodically properly really safely silently "
        "finally simply slightly statically strictly temporarily"
    ).split()
)


@dataclass(frozen=True, slots=True)
class Act:
    """A verb in the simple past and what it is about."""

    verb: str
    rest: str
    is_problem: bool = False


def act(words: str, *, closes: bool, kind: WorkKind | None) -> Act:
    """Read the words of a subject.

    Args:
        words: without prefix and references.
        closes: whether the line closed an issue before them.
        kind: what the prefix says.
    """
    if is_foreign(words):
        return Act("", words)
    return _undoing(words) or _avoiding(words) or _begun(words, closes=closes) or _untold(words, closes=closes, kind=kind)


def _undoing(words: str) -> Act | None:
    """Read what undoes or repeats another change by its title, which stays a quotation."""
    found = _REVERT.match(words)
    if found is None:
        return None
    inner = _REVERT.match(_PULL.sub("", found["what"]))
    if inner and _is_undone(found) and _is_undone(inner):
        return Act("reapplied", inner["what"])
    return Act("reverted" if _is_undone(found) else "reapplied", found["what"])


def _is_undone(found: re.Match[str]) -> bool:
    return not found["verb"].lower().startswith(("re-", "rea", "rel"))  # reapply, reland


def _avoiding(words: str) -> Act | None:
    """Read "Don't crash when" as "avoided crashing when", "No longer use" as "stopped using"."""
    found = _NOT.fullmatch(words)
    return Act("stopped" if found["longer"] else "avoided", gerund(found["verb"]) + found["rest"]) if found else None


def _begun(words: str, *, closes: bool) -> Act | None:
    """Read a line that begins with a verb, or with what stands for one."""
    first, _, rest = words.partition(" ")
    if closes and first.lower() in {"by", "with", "via"}:
        first, _, rest = rest.partition(" ")
    if first.lower() in _ADVERBS:
        adverb, (first, _, rest) = f"{first.lower()} ", rest.partition(" ")
    else:
        adverb = ""
    found = _first(first, rest)
    if found is not None:
        rest = rest.strip().removeprefix("- ")  # "Fix - login"
        told = _told(found, continued(rest) if first.lower() == gerund(found.base) else rest)
        return Act(adverb + told.verb, told.rest, told.is_problem)
    if closes and words.startswith("by "):
        return Act("worked", f"on {words.removeprefix('by ')}")
    return None if adverb else _standing(first.lower(), rest)


def _first(word: str, rest: str) -> Verb | None:
    """Return the verb that a word is at the front of a line."""
    following = rest.partition(" ")[0]
    found = verb(word.rstrip(":,"), following)
    if found is None or following == "not" or begins_pair(rest):
        return None
    may_be_noun = word.lower() != found.past and (word.lower() != found.base or found.base in nouns.ALSO_NOUNS)
    return None if may_be_noun and not rest else found


def _standing(word: str, rest: str) -> Act | None:
    """Read a noun that stands for a verb: "Removal of the old parser", "Cleanup imports"."""
    following = rest.partition(" ")[0]
    if word in nouns.ACTS and following == "of":
        return Act(nouns.ACTS[word], rest.removeprefix("of "))
    return Act(nouns.GLUED[word], rest) if word in nouns.GLUED and rest and following not in nouns.AFTER_A_NOUN else None


def _told(found: Verb, rest: str) -> Act:
    """Add what a verb at the front leaves to be said: "Fix for" is "fixed", "Support X" is "added support for X"."""
    if found.base == "fix":
        return Act("fixed", rest.removeprefix("for ").removeprefix("of "), is_problem(rest))
    if found.base == "support" and rest and not rest.startswith("and "):
        return Act("added", f"support for {rest}")
    if found.base in {"enable", "allow"} and rest.startswith("to "):
        return Act("made", f"it possible {rest}")
    return Act(found.past, rest.removeprefix("of "))  # "Refactoring of the rules"


def _untold(words: str, *, closes: bool, kind: WorkKind | None) -> Act:
    """Read a line that begins with no verb: a noun phrase, a comparison, or what was wrong."""
    first, _, rest = words.partition(" ")
    if first.lower() == "support" and rest.startswith("for "):
        return Act("added", f"support {rest}")
    if _is_compared(first.lower(), words) and rest and kind in {None, WorkKind.FEATURE, WorkKind.FIX, WorkKind.CHANGE}:
        return Act(_COMPARED[first.lower()], rest)
    support = _SUPPORT.fullmatch(words)
    if support and not is_problem(words):
        return Act("added", f"support for {support['what']}")
    text = (first.lower() if first.lower() in _LOWERED else first) + (f" {rest}" if rest else "")
    if closes or kind is WorkKind.FIX:
        return Act("fixed", text, is_problem(text))
    return Act("", text) if kind is None or is_problem(text) else Act(_TYPED.get(kind, ""), text)


def _is_compared(first: str, words: str) -> bool:
    return first in _COMPARED and not _INITIAL.match(words)

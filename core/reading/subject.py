"""What a commit's subject line says that it does, whatever convention it is written in."""

import re
from dataclasses import dataclass
from functools import lru_cache

from core.model import WorkKind
from core.reading import prefixes, versions
from core.reading.followups import is_follow_up
from core.reading.kinds import kind_of
from core.reading.mentions import references
from core.reading.verbs import Verb, verb

_REF = r"(?:[\w./-]+)?[#!]\d+|GH-\d+|[A-Z][A-Z0-9_]{1,9}-\d+"
_REFS = rf"(?:{_REF})(?:\s*(?:,|&|and|/)\s*(?:{_REF}))*"
_CLOSES = re.compile(
    rf"(?i:(?:clos|fix|resolv)(?:e[sd]?|ing)?|fix)(?:(?i:\s+(?:issues?|bugs?|prs?))?:?\s+"
    rf"|:?\s*(?=#))(?P<refs>{_REFS})(?![\w.])\s*[:,–—-]?\s*"
)
_TRAILING = re.compile(
    rf"\s*(?:[(\[]\s*(?:(?i:fix(?:es)?|close[sd]?|resolve[sd]?|refs?|see|pr|issue|for|re):?\s+)?{_REFS}\s*[)\]]|(?<!\w)(?:(?i:fixes"
    rf"|closes|resolves|refs?|see):?\s+)?(?:[#!]\d+|GH-\d+))\s*\.?$"
)
_DANGLING = re.compile(r"(?i)(?:\s+(?:for|of|in|to|with|by|per|from|on|see|and|&|via|as))+$")
_SUPPORT = re.compile(r"(?i)(?:the\s+)?(?P<what>.+?)(?:\s+feature)?\s+support")
_COMPARED = {
    "better": "improved",
    "improved": "improved",
    "faster": "sped up",
    "missing": "added missing",
    "more": "added more",
    "new": "added new",
    "initial": "added initial",
    "additional": "added",
}
_LOWERED = frozenset(
    "a additional all an another basic better correct first for initial missing more new no simple some support the this".split()
)
_TYPED = {
    WorkKind.FEATURE: "added",
    WorkKind.FIX: "fixed",
    WorkKind.SECURITY: "secured",
    WorkKind.PERFORMANCE: "sped up",
    WorkKind.REFACTORING: "refactored",
    WorkKind.DOCUMENTATION: "documented",
    WorkKind.REVERT: "reverted",
}
_STATEMENT = re.compile(
    r"(?i)\b(?:is|are|was|were|does|do|did|has|have|can|cannot|could|should|must|will|would|fails?|\w+n['’]t|never|not|when)\b"
)
_REVERT = re.compile(r"(?i)(?:revert|reverts|reverted|reverting)\s*:?\s+[\"“'](?P<what>.+)[\"”']\.?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A subject line, read."""

    kind: WorkKind
    verb: str = ""  # simple past, lower case: "added"; empty where the line tells no act
    rest: str = ""  # what the verb is about, without prefix and references
    scope: str = ""  # a conventional commit's scope, an area or a bracketed word
    refs: tuple[str, ...] = ()  # "#412", "!77", "ABC-12" in the order of the line
    version: str = ""  # "1.7.0rc1" where the line announces one
    is_breaking: bool = False
    is_follow_up: bool = False  # it only finishes other work: review suggestions, lint, a typo, failing tests
    is_problem: bool = False  # `rest` tells what was wrong, not what was done


@lru_cache(maxsize=4096)
def read(title: str) -> Subject:
    """Read a subject line."""
    prefix, words = prefixes.split(title)
    words, closes = _without_references(words)
    version = versions.announced(words) if prefix.kind in {None, WorkKind.CHORE} else ""
    act = Act("released", version) if version else _act(words, closes=closes, kind=prefix.kind)
    return Subject(
        kind=WorkKind.RELEASE if version else kind_of(act.verb, act.rest, prefix),
        verb=act.verb,
        rest=act.rest,
        scope=prefix.scope,
        refs=references(title),
        version=version,
        is_breaking=prefix.is_breaking,
        is_follow_up=prefix.is_mark or (not version and is_follow_up(words)),
        is_problem=act.is_problem,
    )


@dataclass(frozen=True, slots=True)
class Act:
    """A verb in the simple past and what it is about."""

    verb: str
    rest: str
    is_problem: bool = False


def _without_references(words: str) -> tuple[str, bool]:
    """Take references away from both ends, and say whether the line closes one of them."""
    text = words.strip().rstrip(".:;,")
    while (found := _TRAILING.search(text)) and found.start():
        text = _DANGLING.sub("", text[: found.start()].rstrip(" ,;:-–"))
    opening = _CLOSES.match(text)
    return (text[opening.end() :] if opening else text).strip(), opening is not None


def _act(words: str, *, closes: bool, kind: WorkKind | None) -> Act:
    reverted = _REVERT.match(words)
    if reverted:
        return Act("reverted", reverted["what"])
    first, _, rest = words.partition(" ")
    if closes and first.lower() in {"by", "with", "via"}:
        first, _, rest = rest.partition(" ")
    following = rest.partition(" ")[0]
    found = verb(first.rstrip(":,"), following)
    if found and following != "not":
        return _told(found, rest.strip())
    if closes and words.startswith("by "):
        return Act("worked", f"on {words.removeprefix('by ')}")
    return _untold(words, closes=closes, kind=kind)


def _told(found: Verb, rest: str) -> Act:
    """Add what a verb at the front leaves to be said: "Fix for" is "fixed", "Support X" is "added support for X"."""
    if found.base == "fix":
        return Act("fixed", rest.removeprefix("for ").removeprefix("of "), _STATEMENT.search(rest) is not None and not _DOING.match(rest))
    if found.base == "support" and rest:
        return Act("added", f"support for {rest}")
    if found.base in {"enable", "allow"} and rest.startswith("to "):
        return Act("made", f"it possible {rest}")
    return Act(found.past, rest)


_DOING = re.compile(r"(?i)(?:an? |the )?(?:issue|bug|problem|error|case|crash|regression)s?\b|\w+ing\b")


def _untold(words: str, *, closes: bool, kind: WorkKind | None) -> Act:
    """Read a line that begins with no verb: a noun phrase, a comparison, or what was wrong."""
    first, _, rest = words.partition(" ")
    if first.lower() == "support" and rest.startswith("for "):
        return Act("added", f"support {rest}")
    if (first.lower() in _COMPARED and rest) and kind in {None, WorkKind.FEATURE, WorkKind.FIX, WorkKind.CHANGE}:
        return Act(_COMPARED[first.lower()], rest)
    support = _SUPPORT.fullmatch(words)
    if support and not _STATEMENT.search(words):
        return Act("added", f"support for {support['what']}")
    text = (first.lower() if first.lower() in _LOWERED else first) + (f" {rest}" if rest else "")
    if closes or kind is WorkKind.FIX:
        return Act("fixed", text, _STATEMENT.search(text) is not None)
    return Act("" if kind is None or _STATEMENT.search(text) else _TYPED.get(kind, ""), text)

"""What a commit's subject line says that it does, whatever convention it is written in."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from core.model import WorkKind
from core.reading import prefixes, versions
from core.reading.acts import Act, act
from core.reading.followups import is_follow_up
from core.reading.kinds import kind_of
from core.reading.mentions import references

_REF = r"(?:[\w./-]+)?[#!]\d+|GH-\d+|[A-Z][A-Z0-9_]{1,9}-\d+"
_REFS = rf"(?:{_REF})(?:\s*(?:,|&|and|/)\s*(?:{_REF}))*"
_CLOSES = re.compile(
    rf"(?i:(?:clos|fix|resolv)(?:e[sd]?|ing)?|fix)(?:(?i:\s+(?:issues?|bugs?|prs?))?:?\s+"
    rf"|:?\s*(?=#))(?P<refs>{_REFS})(?![\w.])\s*(?:[:,–—-]+\s*)?"
)
_TRAILING = re.compile(
    rf"\s*(?:[(\[]\s*(?:(?i:fix(?:es)?|close[sd]?|resolve[sd]?|refs?|see|pr|issue|for|re):?\s+)?{_REFS}\s*[)\]]|(?<!\w)(?:(?i:fixes"
    rf"|closes|resolves|refs?|see):?\s+)?(?:[#!]\d+|GH-\d+))\s*\.?$"
)
_FLOURISH = re.compile(  # "to Fly.io :tada:", "broken in prod!!!", "[skip ci]", ". Contributed by Bob."
    r"(?i)(?:\s*(?::[a-z0-9_+-]+:|!!+|\[(?:skip ci|ci skip|no ci|skip actions)\]|\.\s+contributed by [^.]{2,80}\.?))+\s*$"
)
_DANGLING = re.compile(r"(?i)(?:\s+(?:for|of|in|to|with|by|per|from|on|see|and|&|via|as))+$")


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
    version = "" if prefix.kind not in {None, WorkKind.CHORE} or _is_of_another(prefix, words) else versions.announced(words)
    done = Act("released", version) if version else act(words, closes=closes, kind=prefix.kind)
    if prefix.is_hint and (own := act(words, closes=closes, kind=None)).verb:
        prefix, done = replace(prefix, kind=None), own
    return Subject(
        kind=WorkKind.RELEASE if version else kind_of(done.verb, done.rest, prefix),
        verb=done.verb,
        rest=done.rest if words or done.verb else title.strip(),
        scope=prefix.scope,
        refs=references(title),
        version=version,
        is_breaking=prefix.is_breaking,
        is_follow_up=prefix.is_mark or (not version and is_follow_up(words or title)),
        is_problem=done.is_problem,
    )


def _is_of_another(prefix: prefixes.Prefix, words: str) -> bool:
    """Say whether a version is of what the area names, and not of the whole: "zlib: Update to 1.3"."""
    return bool(prefix.scope) and not prefix.type and words.lower().startswith(("update", "upgrade", "bump to", "bumped to"))


def _without_references(words: str) -> tuple[str, bool]:
    """Take references away from both ends, and say whether the line closes one of them."""
    text = _FLOURISH.sub("", words).strip().rstrip(".:;,")
    while (found := _TRAILING.search(text)) and found.start():
        text = _DANGLING.sub("", text[: found.start()].rstrip(" ,;:-–"))
    opening = _CLOSES.match(text)
    return (text[opening.end() :] if opening else text).strip(), opening is not None

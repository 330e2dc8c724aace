"""What a commit's subject line says that it does, whatever convention it is written in."""

from dataclasses import dataclass, replace
from functools import lru_cache

from core.model import WorkKind
from core.reading import prefixes, versions
from core.reading.acts import Act, act
from core.reading.followups import is_follow_up
from core.reading.kinds import kind_of, otherwise
from core.reading.mentions import references
from core.reading.trimming import trimmed


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A subject line, read."""

    kind: WorkKind
    otherwise: WorkKind  # the kind where the paths do not bear that one out
    verb: str = ""  # simple past, lower case: "added"; empty where the line tells no act
    rest: str = ""  # what the verb is about, without prefix and references
    scope: str = ""  # a conventional commit's scope, an area or a bracketed word
    field: str = ""  # "docs": what a conventional type or an emoji says was worked on, where the words tell no act
    refs: tuple[str, ...] = ()  # "#412", "!77", "ABC-12" in the order of the line
    version: str = ""  # "1.7.0rc1" where the line announces one
    is_breaking: bool = False
    is_follow_up: bool = False  # it only finishes other work: review suggestions, lint, a typo, failing tests
    is_problem: bool = False  # `rest` tells what was wrong, not what was done


_FIELDS = {
    WorkKind.DOCUMENTATION: "docs",
    WorkKind.TEST: "tests",
    WorkKind.REFACTORING: "refactoring",
    WorkKind.PERFORMANCE: "performance",
    WorkKind.SECURITY: "security",
}


@lru_cache(maxsize=4096)
def read(title: str) -> Subject:
    """Read a subject line."""
    prefix, words = prefixes.split(title)
    words, closes = trimmed(words)
    version = "" if prefix.kind not in {None, WorkKind.CHORE} or _is_of_another(prefix, words) else versions.announced(words)
    done = Act("released", version) if version else act(words, closes=closes, kind=prefix.kind)
    if prefix.is_hint and (own := act(words, closes=closes, kind=None)).verb:
        prefix, done = replace(prefix, kind=None), own
    kind = WorkKind.RELEASE if version else kind_of(done.verb, done.rest, prefix)
    return Subject(
        kind=kind,
        otherwise=otherwise(kind, done.verb, done.rest, prefix),
        verb=done.verb,
        rest=done.rest if words or done.verb else title.strip(),
        scope=prefix.scope,
        field="" if done.verb or not (prefix.type or prefix.is_hint) else _FIELDS.get(prefix.kind or WorkKind.CHANGE, ""),
        refs=references(title),
        version=version,
        is_breaking=prefix.is_breaking,
        is_follow_up=prefix.is_mark or (not version and is_follow_up(words or title)),
        is_problem=done.is_problem,
    )


def _is_of_another(prefix: prefixes.Prefix, words: str) -> bool:
    """Say whether a version is of what the area names, and not of the whole: "zlib: Update to 1.3", "zlib: 1.3"."""
    is_area = bool(prefix.scope) and not prefix.type and prefix.scope.lower() != "version"
    return is_area and (words.lstrip("vV")[:1].isdigit() or words.lower().startswith(("update", "upgrade", "bump to", "bumped to")))

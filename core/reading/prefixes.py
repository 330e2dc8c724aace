"""What stands before a subject's own words: conventional-commit types, areas, tickets, emoji and marks."""

import re
from dataclasses import dataclass, replace

from core.model import WorkKind
from core.reading import emoji
from core.reading.verbs import verb

_TYPES = {
    WorkKind.FEATURE: "feat feature features new",
    WorkKind.FIX: "fix bugfix hotfix bug fixes fixed",
    WorkKind.SECURITY: "security sec",
    WorkKind.PERFORMANCE: "perf performance",
    WorkKind.REFACTORING: "refactor refactoring ref cleanup",
    WorkKind.DOCUMENTATION: "docs doc documentation readme",
    WorkKind.TEST: "test tests testing tst",
    WorkKind.CHORE: "chore ci build style deps dep lint infra ops misc meta tooling dx release nit maint sty bld rel",
    WorkKind.REVERT: "revert",
    WorkKind.CHANGE: "wip task improvement improve enhancement enh change ui ux i18n a11y",
}
_KINDS = {name: kind for kind, names in _TYPES.items() for name in names.split()}
_CONVENTIONAL = re.compile(r"(?P<type>[A-Za-z][A-Za-z0-9]{1,12})\s?(?:[(\[](?P<scope>[^()\[\]]{1,60})[)\]])?(?P<breaking>!)?:\s+(?=\S)")
_AREA = re.compile(
    r"(?P<area>(?=[^:\s]*[A-Za-z])[\w./*{},+-]+(?:\s?\([\w ./,-]{1,40}\))?"
    r"|[\w./*{},+-]+ [\w./-]+(?<!\d)|(?:[\w./+-]+, )+[\w./+-]+):\s+(?=\S)"
)
_INNER = re.compile(r"(?P<area>[a-z0-9_][\w./,-]*):\s+(?=\S)")  # what may follow an area: "net: phy: micrel: "
_DEEPEST = 4  # areas in a row
_ACTS = frozenset(
    "add added adding change changed create created deprecate deprecated fixme implement implemented "
    "remove removed todo update updated".split()
)
_KEY = r"(?:[A-Z][A-Z0-9_]{1,9}-\d{1,7}|#\d+)"
_TICKET = re.compile(
    rf"\s*(?:[\[(]?{_KEY}(?:\s*[,&/|]\s*{_KEY})*[\])]?|[\[(]?(?i:NO[-_ ]?(?:JIRA|TICKET|ISSUE|TASK))[\])]?)"
    r"(?:\s*(?:[:|–—-]+|[.;])\s+|:(?=[^\s/])|(?=\[)|\s+(?!(?:and|by|does|has|is|or|should|via|was|with)\s)(?=\S))"
    r"|(?i:gh|bpo|bug|issue)-\d+:\s+|(?i:fix(?:e[sd])?|close[sd]?)\s+\d+:\s+|(?i:bug)\s+\d+\s*[:–—-]+\s+"  # CPython's, Mozilla's
    r"|(?i:refs?|issue|bug|pr)\s+#\d+(?: by [^:]{1,80})?\s*[:–—-]+\s+"  # Django's, Drupal's
    r"|(?i:close[sd]?|fix(?:e[sd])?|refs?|resolve[sd]?)\s+https?://\S+\s+[:–—-]+\s+|[;*+-]\s+(?=\S)"
)
_BRACKETED = re.compile(r"\s*(?:\[(?P<square>[^\[\]]{1,40})\]|\((?P<round>[A-Za-z][\w ./-]{0,30})\))(?:[:\s]+(?=\S)|(?=\[))")
_MARK = re.compile(r"(?i)\s*(?:(?:fixup|squash|amend)!|wip\b:?|draft:)\s*")
_LANDED = re.compile(r"Merged PR \d+: (?=\S)")  # as Azure DevOps lands a request
_BRANCH = re.compile(r"(?i)(?P<type>feature|feat|bugfix|fix|hotfix|chore|task)/(?=[\w-]+(?:\s|$))\s*")  # a request named by its branch
_SAYS_NOTHING = re.compile(
    r"(?i)maven-release-plugin|follow-?up|!+|\d+/\d+|patch(?: v?\d+)?(?: \d+/\d+)?|#.*|v?\d+(?:\.[\dx]+)+|release-branch.*"
)  # or only where it went


@dataclass(frozen=True, slots=True)
class Prefix:
    """What was read before the words."""

    kind: WorkKind | None = None
    type: str = ""  # "feat", "deps", lower case; empty where the line is not conventional
    scope: str = ""  # a conventional scope, a kernel-style area or a bracketed word, as written
    is_breaking: bool = False
    is_mark: bool = False  # fixup!, squash!, wip
    is_hint: bool = False  # the kind is an emoji's: the words know better


def split(title: str) -> tuple[Prefix, str]:
    """Split a subject into what stands before its words, and its words."""
    text, marked = _without_marks(title)
    found = _CONVENTIONAL.match(text)
    if found and found["type"].lower() in _KINDS:
        return _conventional(found, text, is_mark=marked.is_mark)
    bracketed = _BRACKETED.match(text)
    if bracketed:
        inner, rest = split(text[bracketed.end() :])
        word = (bracketed["square"] or bracketed["round"]).strip()
        return replace(
            inner,
            kind=inner.kind or _KINDS.get(word.lower()),
            scope=inner.scope or _scope(word),
            is_mark=marked.is_mark or inner.is_mark or word.lower() in {"wip", "draft"},
        ), rest
    branch = _BRANCH.match(text)
    if branch:
        return replace(marked, kind=_KINDS.get(branch["type"].lower()), is_hint=True), text[branch.end() :]
    area, rest = _area(text)
    return replace(marked, scope=area), rest


def _conventional(found: re.Match[str], text: str, *, is_mark: bool) -> tuple[Prefix, str]:
    name, scope = found["type"].lower(), (found["scope"] or "").strip()
    rest, _ = _without_marks(text[found.end() :])
    if not scope and name != "revert":
        scope, rest = _area(rest)  # "docs: process: discourage"
    return Prefix(_KINDS[name], name, scope, found["breaking"] is not None, is_mark or name == "wip"), rest


def _area(text: str) -> tuple[str, str]:
    """Return the areas that a text begins with, and the rest: "net: phy: micrel" and what was done there."""
    areas: list[str] = []
    rest = text
    while len(areas) < _DEEPEST:
        found = (_INNER if areas else _AREA).match(rest)
        if found is None or not _is_area(found):
            break
        areas.append(found["area"])
        rest = rest[found.end() :]
    return ": ".join(areas), rest


def _is_area(found: re.Match[str]) -> bool:
    """Say whether words before a colon name a part of the whole: no address, and no act as in "Fix typo: recieve"."""
    first, blank, _ = found["area"].partition(" ")
    return "://" not in found.group() and first.lower() not in _ACTS and not (blank and "(" not in found["area"] and verb(first))


def _without_marks(title: str) -> tuple[str, Prefix]:
    """Take emoji, tickets and marks away from the front, each at most a few times, and return what they say."""
    text, kind, is_mark = title.strip(), None, False
    for _ in range(4):
        before = text
        sign = emoji.leading(text)
        mark = _MARK.match(text)
        is_mark |= mark is not None or emoji.is_unfinished(sign)
        kind = kind or emoji.kind_of(sign)
        for pattern in (_LANDED, _MARK, emoji.EMOJI, _TICKET):
            found = pattern.match(text)
            text = text[found.end() :] if found and found.end() < len(text) else text
        if text == before:
            break
    return text, Prefix(kind, is_mark=is_mark, is_hint=kind is not None)


def _scope(word: str) -> str:
    return "" if word.lower() in _KINDS or _SAYS_NOTHING.fullmatch(word) else word

"""What stands before a subject's own words: conventional-commit types, areas, tickets, emoji and marks."""

import re
from dataclasses import dataclass

from core.model import WorkKind

_TYPES = {
    WorkKind.FEATURE: "feat feature features new",
    WorkKind.FIX: "fix bugfix hotfix bug fixes",
    WorkKind.SECURITY: "security sec",
    WorkKind.PERFORMANCE: "perf performance",
    WorkKind.REFACTORING: "refactor refactoring ref cleanup",
    WorkKind.DOCUMENTATION: "docs doc documentation readme",
    WorkKind.TEST: "test tests testing",
    WorkKind.CHORE: "chore ci build style deps dep lint infra ops misc meta tooling dx release nit",
    WorkKind.REVERT: "revert",
    WorkKind.CHANGE: "wip improvement improve enhancement enh change ui ux i18n a11y",
}
_KINDS = {name: kind for kind, names in _TYPES.items() for name in names.split()}
_CONVENTIONAL = re.compile(r"(?P<type>[A-Za-z]{2,13})\s?(?:\((?P<scope>[^()]{1,60})\))?(?P<breaking>!)?:\s+(?=\S)")
_AREA = re.compile(r"(?P<area>[\w./*{},+-]+(?: [\w./-]+)?)(?<!\d):\s+(?=\S)")
_TICKET = re.compile(
    r"\s*[\[(]?(?:[A-Z][A-Z0-9_]{1,9}-\d{1,7}|#\d+)(?:\s*[,&/]\s*(?:[A-Z][A-Z0-9_]{1,9}-\d{1,7}|#\d+))*[\])]?\s*(?:[:|–—-]+\s+|\s+(?=\S))"
)
_BRACKETED = re.compile(r"\s*(?:\[(?P<square>[^\[\]]{1,40})\]|\((?P<round>[A-Za-z][\w ./-]{0,30})\))[:\s]+(?=\S)")
_EMOJI = re.compile(r"\s*(?::[a-z0-9_+-]{2,40}:|[☀-➿⬀-⯿\U0001f000-\U0001faff️]+)\s*")
_MARK = re.compile(r"(?i)\s*(?:(?:fixup|squash|amend)!|wip\b:?|draft:)\s*")


@dataclass(frozen=True, slots=True)
class Prefix:
    """What was read before the words."""

    kind: WorkKind | None = None
    type: str = ""  # "feat", "deps", lower case; empty where the line is not conventional
    scope: str = ""  # a conventional scope, a kernel-style area or a bracketed word, as written
    is_breaking: bool = False
    is_mark: bool = False  # fixup!, squash!, wip


def split(title: str) -> tuple[Prefix, str]:
    """Split a subject into what stands before its words, and its words."""
    text, is_mark = _without_marks(title)
    found = _CONVENTIONAL.match(text)
    if found and found["type"].lower() in _KINDS:
        name = found["type"].lower()
        rest, _ = _without_marks(text[found.end() :])
        return Prefix(_KINDS[name], name, (found["scope"] or "").strip(), found["breaking"] is not None, is_mark or name == "wip"), rest
    bracketed = _BRACKETED.match(text)
    if bracketed:
        inner, rest = split(text[bracketed.end() :])
        word = (bracketed["square"] or bracketed["round"]).strip()
        return Prefix(
            inner.kind or _KINDS.get(word.lower()), inner.type, inner.scope or _scope(word), inner.is_breaking, is_mark or inner.is_mark
        ), rest
    area = _AREA.match(text)
    if area and "://" not in area.group():
        return Prefix(None, "", area["area"], is_mark=is_mark), text[area.end() :]
    return Prefix(is_mark=is_mark), text


def _without_marks(title: str) -> tuple[str, bool]:
    """Take emoji, tickets and marks away from the front, each at most a few times."""
    text, is_mark = title.strip(), False
    for _ in range(4):
        before = text
        mark = _MARK.match(text)
        is_mark |= mark is not None
        for pattern in (_MARK, _EMOJI, _TICKET):
            found = pattern.match(text)
            text = text[found.end() :] if found and found.end() < len(text) else text
        if text == before:
            break
    return text, is_mark


def _scope(word: str) -> str:
    return "" if word.lower() in _KINDS or word.startswith("#") else word

"""The parts of a shape that has parts, and where a bullet belongs in it."""

from dataclasses import replace

from core.messages import sections as messages
from core.model import Bullet, Shape, WorkItem, WorkKind
from core.telling.standing import blockers

_CHANGELOG = {
    WorkKind.RELEASE: messages.RELEASED,
    WorkKind.FEATURE: messages.ADDED,
    WorkKind.CHANGE: messages.CHANGED,
    WorkKind.PERFORMANCE: messages.CHANGED,
    WorkKind.REFACTORING: messages.CHANGED,
    WorkKind.REMOVAL: messages.REMOVED,
    WorkKind.REVERT: messages.CHANGED,
    WorkKind.FIX: messages.FIXED,
    WorkKind.SECURITY: messages.SECURITY,
    WorkKind.DOCUMENTATION: messages.DOCUMENTATION,
    WorkKind.TEST: messages.INTERNAL,
    WorkKind.CHORE: messages.INTERNAL,
    WorkKind.REVIEW: messages.INTERNAL,
    WorkKind.DISCUSSION: messages.INTERNAL,
}
_VERBS = {
    messages.ADDED: "added",
    messages.CHANGED: "changed",
    messages.REMOVED: "removed",
    messages.FIXED: "fixed",
    messages.DOCUMENTATION: "documented",
}
_ORDER = ("", messages.DONE, messages.NEXT, messages.BLOCKED, *dict.fromkeys(_CHANGELOG.values()))


def placed(bullet: Bullet, item: WorkItem, shape: Shape) -> Bullet:
    """Return the bullet with the section in which a shape has it, by the heaviest of its pieces of work.

    A standup's "next" is what is not merged, and its "blocked" what of that waits for others, as their host says; a changelog has the
    sections of keepachangelog.com, and two for what its readers may skip.
    """
    match shape:
        case Shape.STANDUP:
            return replace(bullet, section=messages.BLOCKED if blockers(item) else messages.NEXT if item.is_waiting else messages.DONE)
        case Shape.CHANGELOG:
            return replace(bullet, section=_CHANGELOG[item.kind])
        case _:
            return bullet


def said(item: WorkItem) -> str:
    """Return the verb that a changelog's title says already: below "Added" stands "Dark mode", and not "Added dark mode"."""
    return _VERBS.get(_CHANGELOG[item.kind], "")


def rank(section: str) -> int:
    """Return the place of a section among the others."""
    return _ORDER.index(section)

"""Which commits of one piece of work tell most of it."""

from collections.abc import Sequence
from math import log2

from core.model import Event, WorkKind
from core.reading.pulls import whole
from core.reading.subject import read

_KINDS = {
    WorkKind.FEATURE: 3.0,
    WorkKind.SECURITY: 3.0,
    WorkKind.FIX: 2.0,
    WorkKind.PERFORMANCE: 2.0,
    WorkKind.REMOVAL: 1.0,
    WorkKind.CHANGE: 1.0,
    WorkKind.CHORE: -3.0,
}
_WITHOUT_VERB = -2.0
_FINISHING = -20.0


def title(event: Event) -> str:
    """Return what a commit says in one line."""
    return whole(event.title, event.body)


def says_nothing(event: Event) -> bool:
    """Say whether a commit has no message to speak of: "." or a blank."""
    return not any(letter.isalnum() for letter in title(event))


def weighed(events: Sequence[Event]) -> list[Event]:
    """Return events with the first one first, and the others by how much they did and how well they say it."""
    return [*events[:1], *sorted(events[1:], key=_worth, reverse=True)]


def _worth(event: Event) -> float:
    subject = read(title(event))
    size = log2(1 + event.change.added + event.change.removed) if event.change else 0.0
    says = _FINISHING if subject.is_follow_up else 0.0 if subject.verb else _WITHOUT_VERB
    return size + _KINDS.get(subject.kind, 0.0) + says

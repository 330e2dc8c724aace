"""What was done to requests and issues, as clauses: opened, reviewed, commented, closed."""

from collections.abc import Sequence

from core.messages import threads as messages
from core.model import Event, EventKind, Verdict, WorkItem
from core.reading.clauses import Clause

_ACTS = {
    EventKind.PULL_MERGED: "merged",
    EventKind.PULL_OPENED: "opened",
    EventKind.PULL_DRAFTED: "drafted",
    EventKind.PULL_CLOSED: "closed",
    EventKind.ISSUE_CLOSED: "closed",
    EventKind.ISSUE_OPENED: "opened",
    EventKind.COMMENT: "commented on",
}
_REVIEWS = frozenset([EventKind.REVIEW, EventKind.REVIEW_COMMENT])


def only_remarks(items: Sequence[WorkItem]) -> bool:
    """Say whether all that was done in the items is that they were reviewed."""
    return all(event.kind in _REVIEWS for item in items for event in item.events)


def reviews(items: Sequence[WorkItem]) -> str:
    """Count reviewed requests, and those in which changes were asked for."""
    asked = sum(1 for item in items if _verdict(item.events) is Verdict.CHANGES_REQUESTED)
    return messages.reviewed(len(items), asked)


def clauses_of(item: WorkItem) -> list[Clause]:
    """Return one clause for the most telling thing that was done in a request or issue without commits of one's own."""
    if only_remarks([item]):
        verb = messages.VERDICTS.get(_verdict(item.events) or Verdict.COMMENTED, "reviewed")
        return [Clause(verb, messages.quoted(item.title))]
    kinds = [event.kind for event in item.events]
    kind = next(kind for kind in (*_ACTS, *_REVIEWS) if kind in kinds)
    what = messages.issue(item.title) if kind in {EventKind.ISSUE_OPENED, EventKind.ISSUE_CLOSED} else messages.quoted(item.title)
    return [Clause(_ACTS.get(kind, "reviewed"), what)]


def _verdict(events: Sequence[Event]) -> Verdict | None:
    """Return the last verdict that says something; a later approval overrules an earlier wish."""
    said = [event.verdict for event in sorted(events, key=lambda event: event.at) if event.verdict]
    return next((verdict for verdict in reversed(said) if verdict is not Verdict.COMMENTED), said[-1] if said else None)

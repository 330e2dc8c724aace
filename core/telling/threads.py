"""What was done to requests and issues, as clauses: opened, reviewed, commented on, closed."""

from collections.abc import Sequence

from core.messages import threads as messages
from core.model import Event, EventKind, State, Verdict, WorkItem
from core.reading.clauses import Clause, clauses

_REVIEWS = frozenset([EventKind.REVIEW, EventKind.REVIEW_COMMENT])
_ACTS = {
    EventKind.PULL_MERGED: "merged",
    EventKind.PULL_OPENED: "opened",
    EventKind.PULL_DRAFTED: "drafted",
    EventKind.PULL_CLOSED: "closed",
    EventKind.ISSUE_CLOSED: "closed",
    EventKind.ISSUE_OPENED: "opened",
    EventKind.REVIEW: "reviewed",
    EventKind.REVIEW_COMMENT: "reviewed",
    EventKind.COMMENT: "commented on",
}
_ISSUES = frozenset([EventKind.ISSUE_OPENED, EventKind.ISSUE_CLOSED])
_MADE = frozenset([EventKind.COMMIT, EventKind.TAG, EventKind.RELEASE])
_REMARKS = _REVIEWS | {EventKind.COMMENT}


def is_work(item: WorkItem) -> bool:
    """Say whether an item tells work, and not only that requests and issues were opened, reviewed, merged or given up.

    The titles of those say what others did, or what was never done: a model that words them credits somebody with it.
    """
    if item.state is State.CLOSED:
        return False
    return any(event.kind in _MADE or (event.kind is EventKind.PULL_MERGED and _is_own(event)) for event in item.events)


def is_said_of_others(event: Event) -> bool:
    """Say whether an event is a remark, or was done to a request of somebody else: its title tells what they did."""
    return event.thread is not None and event.change is None and (event.kind in _REMARKS or not _is_own(event))


def act_of(event: Event) -> str:
    """Return what somebody did to a request or an issue; nothing for what they made."""
    return _ACTS.get(event.kind, "")


def only_reviews(item: WorkItem) -> bool:
    """Say whether all that was done in an item is that it was reviewed."""
    return all(event.kind in _REVIEWS for event in item.events)


def reviews(items: Sequence[WorkItem]) -> Clause:
    """Count reviewed requests, and those in which changes were asked for."""
    asked = sum(1 for item in items if _verdict(item.events) is Verdict.CHANGES_REQUESTED)
    return Clause("reviewed", messages.requests(len(items), asked))


def clauses_of(item: WorkItem) -> list[Clause]:
    """Return what was done in requests and issues of which no commit is at hand: what is merged is told as work, else the act."""
    if only_reviews(item):
        return [Clause(messages.VERDICTS[_verdict(item.events) or Verdict.COMMENTED], messages.quoted(item.title))]
    told = told_in(item)[0]
    if told.kind is EventKind.PULL_MERGED and _is_own(told):
        return list(clauses(told.title))
    return [Clause(_ACTS[told.kind], messages.issue(told.title) if told.kind in _ISSUES else messages.quoted(told.title))]


def told_in(item: WorkItem) -> list[Event]:
    """Return the events in requests and issues of which a piece of work tells where nobody wrote anything; none where it has no such."""
    own = [event for event in item.events if event.kind is EventKind.PULL_MERGED and _is_own(event)]
    kinds = {event.kind for event in item.events}
    act = next((_ACTS[kind] for kind in _ACTS if kind in kinds), "")
    said = [event for event in item.events if _ACTS.get(event.kind) == act]
    return own or sorted(said, key=lambda event: list(_ACTS).index(event.kind))


def _is_own(event: Event) -> bool:
    return event.thread is not None and event.thread.author in (event.actor, *event.others)


def _verdict(events: Sequence[Event]) -> Verdict | None:
    """Return the last verdict that says something; a later approval overrules an earlier wish."""
    said = [event.verdict for event in sorted(events, key=lambda event: event.at) if event.verdict]
    return next((verdict for verdict in reversed(said) if verdict is not Verdict.COMMENTED), said[-1] if said else None)

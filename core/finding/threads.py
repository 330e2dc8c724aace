"""Requests and issues at hosts: what ties their events to each other and to commits, and how far they have come."""

from collections.abc import Sequence

from core.finding.forest import Forest
from core.model import Event, EventKind, State, Thread, ThreadState, WorkKind

_MOST_COMMITS = 25  # that one request may hold as one piece of work, as in a merge
_REMARKS = frozenset([EventKind.REVIEW, EventKind.REVIEW_COMMENT, EventKind.COMMENT])
_STATES = {
    ThreadState.MERGED: State.MERGED,
    ThreadState.OPEN: State.OPEN,
    ThreadState.DRAFT: State.OPEN,
    ThreadState.CLOSED: State.CLOSED,
}


def tie_threads(events: Sequence[Event], forest: Forest) -> None:
    """Tie what happened in one request or issue, the commits that a request holds, and the issues that it closes.

    A request with very many commits is a container of work, and holds none of them together.
    """
    for number, event in enumerate(events):
        if event.change:
            forest.tie(number, ("commit", event.ref))
        if event.thread is None or (event.change and len(event.thread.commits) > _MOST_COMMITS):
            continue
        for ref in (event.thread.ref, *event.thread.closes):
            forest.tie(number, reference_key(event.repository, ref))
        for name in event.thread.commits if len(event.thread.commits) <= _MOST_COMMITS else ():
            forest.tie(number, ("commit", name))


def reference_key(repository: str, ref: str) -> tuple[str, str]:
    """Return what a reference is called by all that name it: "#12" in acme/web and "acme/web#12" elsewhere; a ticket is one everywhere."""
    far, mark, number = ref.partition("#" if "#" in ref else "!")
    return ((far or repository).casefold(), mark + number) if mark else ("", ref)


def is_remark(event: Event) -> bool:
    """Say whether an event says something about work and does none: a review or a comment."""
    return event.kind in _REMARKS


def is_by_others(event: Event) -> bool:
    """Say whether an event belongs to a thread that none of those who did it opened, and adds no work to it."""
    return event.thread is not None and event.change is None and event.thread.author not in (event.actor, *event.others)


def remarked(events: Sequence[Event]) -> WorkKind | None:
    """Return what kind of work it is to say something about other people's work; nothing where something else was done."""
    if not all(is_remark(event) or is_by_others(event) or _is_about_an_issue(event) for event in events):
        return None
    is_review = any(event.kind in {EventKind.REVIEW, EventKind.REVIEW_COMMENT} for event in events)
    return WorkKind.REVIEW if is_review else WorkKind.DISCUSSION


def thread_state(events: Sequence[Event]) -> State | None:
    """Return how far the requests of a piece of work have come, else its issues; nothing where it has neither."""
    threads: dict[str, Thread] = {event.thread.url: event.thread for event in events if event.thread}
    requests = [thread for thread in threads.values() if thread.is_request]
    states = {_STATES[thread.state] for thread in requests or threads.values()}
    return next((state for state in (State.OPEN, State.MERGED, State.CLOSED) if state in states), None)


def is_given_up(events: Sequence[Event]) -> bool:
    """Say whether a piece of work has requests, and each was closed without a merge."""
    states = {event.thread.state for event in events if event.thread and event.thread.is_request}
    return states == {ThreadState.CLOSED}


def _is_about_an_issue(event: Event) -> bool:
    return event.thread is not None and not event.thread.is_request

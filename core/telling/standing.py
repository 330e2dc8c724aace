"""Where work stands whose request is not merged: a draft, waiting for review, blocked, approved, or closed without a merge."""

from collections.abc import Sequence
from dataclasses import replace

from core.messages import threads as messages
from core.model import Blocker, State, Thread, ThreadState, WorkItem, WorkKind
from core.reading.clauses import Clause

_BEGUN = frozenset(["added", "built", "created", "drafted", "implemented", "introduced", "opened"])
_REMARKS = frozenset([WorkKind.REVIEW, WorkKind.DISCUSSION])


def standing(items: Sequence[WorkItem]) -> str:
    """Say where the requests of some work stand, where all of it has such and they stand alike; empty otherwise."""
    told = {_stands(item) for item in items}
    if len(told) > 1 or not (one := told.pop()):
        return ""
    (state, is_approved, why), requests = one, sum(len(_open(item)) for item in items)
    if state is ThreadState.CLOSED:
        return messages.CLOSED
    return messages.stands(requests, [blocker.value for blocker in why], is_draft=state is ThreadState.DRAFT, is_approved=is_approved)


def alike(item: WorkItem) -> object:
    """Return what is the same for all work whose requests stand alike."""
    return _stands(item)


def blockers(item: WorkItem) -> tuple[Blocker, ...]:
    """Return what the open requests of a piece of work wait for; a draft waits for no review."""
    found = {(thread.state, one) for thread in _open(item) for one in thread.blockers or ()}
    return tuple(sorted({one for state, one in found if state is ThreadState.OPEN or one is not Blocker.REVIEW}))


def is_draft(item: WorkItem) -> bool:
    """Say whether all open requests of a piece of work are drafts."""
    threads = _open(item)
    return bool(threads) and all(thread.state is ThreadState.DRAFT for thread in threads)


def is_open(item: WorkItem) -> bool:
    """Say whether a piece of work has a request that is open."""
    return bool(_open(item))


def is_approved(item: WorkItem) -> bool:
    """Say whether all open requests of a piece of work are approved, and wait for nothing else."""
    return is_open(item) and not blockers(item) and all(thread.is_approved for thread in _open(item))


def begun(clause: Clause) -> Clause:
    """Return what a draft holds as begun: "started the export", of "added the export"."""
    return replace(clause, verb="started") if clause.verb in _BEGUN and clause.what and not clause.is_compound else clause


def _stands(item: WorkItem) -> tuple[ThreadState, bool, tuple[Blocker, ...]] | None:
    if item.kind in _REMARKS:
        return None
    if item.state is State.CLOSED:
        return (ThreadState.CLOSED, False, ()) if _requests(item) else None
    if len({(thread.state, thread.blockers, thread.is_approved) for thread in _open(item)}) != 1:
        return None
    return ThreadState.DRAFT if is_draft(item) else ThreadState.OPEN, is_approved(item), blockers(item)


def _open(item: WorkItem) -> list[Thread]:
    if not item.is_waiting:
        return []
    return [thread for thread in _requests(item) if thread.state in {ThreadState.DRAFT, ThreadState.OPEN}]


def _requests(item: WorkItem) -> list[Thread]:
    found = {(event.repository, event.thread.ref): event.thread for event in item.events if event.thread and event.thread.is_request}
    return list(found.values())

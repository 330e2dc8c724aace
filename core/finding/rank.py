"""Orders pieces of work by weight, by the formula that is written down here.

    weight = (kind + size + effort + interest) x state x substance

    kind       release 6 (a candidate 2), security 4, feature 3.5, fix 3, performance 3, removal 2.5, change 2, revert 2,
               refactoring 1.5, documentation 1.5, test 1, chore 0.5
    size       (log2(1 + lines) + log2(1 + files)) / 4, of files that people write; lines count by the share of such files
    effort     log2(commits) / 2
    interest   what others waited for: 0.5 for each reference, two at most; 0.5 where it was merged as a request; 0.5 where
               several people did it; 1 where users must change something
    state      shipped before started: released 1, merged 1, open 0.7, reverted 0.4
    substance  1, or 0.3 where every commit only finishes other work (lint, typos, failing tests)

Ties go by when the work began, then by its first event's reference, so that the order of the input does not matter.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from math import log2

from core.finding.generated import by_hand
from core.finding.kept import doers
from core.finding.nature import is_follow_up, version
from core.finding.people import author_key
from core.finding.subjects import read
from core.finding.titles import pull
from core.model import Event, EventKind, State, WorkItem, WorkKind
from core.reading.versions import is_candidate

_KINDS = {
    WorkKind.RELEASE: 6.0,
    WorkKind.SECURITY: 4.0,
    WorkKind.FEATURE: 3.5,
    WorkKind.FIX: 3.0,
    WorkKind.PERFORMANCE: 3.0,
    WorkKind.REMOVAL: 2.5,
    WorkKind.CHANGE: 2.0,
    WorkKind.REVERT: 2.0,
    WorkKind.REFACTORING: 1.5,
    WorkKind.DOCUMENTATION: 1.5,
    WorkKind.TEST: 1.0,
    WorkKind.CHORE: 0.5,
    WorkKind.REVIEW: 1.5,
    WorkKind.DISCUSSION: 0.5,
}
_CANDIDATE = 2.0
_STATES = {State.RELEASED: 1.0, State.MERGED: 1.0, State.OPEN: 0.7, State.REVERTED: 0.4, State.CLOSED: 0.8}
_FINISHING = 0.3


def ranked(items: Iterable[WorkItem]) -> tuple[WorkItem, ...]:
    """Return the items by weight, the heaviest first, with their weights and the ids W1, W2, ..."""
    weighed = [replace(item, weight=round(_weight(item), 3)) for item in items]
    weighed.sort(key=lambda item: (-item.weight, min(event.at for event in item.events), item.repository, item.events[0].ref))
    return tuple(replace(item, id=f"W{number}") for number, item in enumerate(weighed, 1))


def _weight(item: WorkItem) -> float:
    commits = [event for event in item.events if event.kind is not EventKind.MERGE]
    effort = log2(len(commits) or 1) / 2
    substance = _FINISHING if all(map(is_follow_up, commits)) else 1.0
    return (_kind(item) + _size(commits) + effort + _interest(item)) * _STATES[item.state] * substance


def _kind(item: WorkItem) -> float:
    is_step = item.kind is WorkKind.RELEASE and is_candidate(version(item.events[0]))
    return _CANDIDATE if is_step else _KINDS[item.kind]


def _size(events: Sequence[Event]) -> float:
    lines, files = 0.0, set()
    for event in events:
        change = event.change
        if change and change.paths:
            written = by_hand(change.paths)
            lines += (change.added + change.removed) * len(written) / len(change.paths)
            files.update(written)
    return (log2(1 + lines) + log2(1 + len(files))) / 4


def _interest(item: WorkItem) -> float:
    references = {link.ref for event in item.events for link in event.mentions}
    is_request = any(event.kind is EventKind.MERGE or pull(event.title) for event in item.events)
    people = {author_key(identity) for event in item.events for identity in doers(event)}
    breaks = any(read(event.title).is_breaking for event in item.events)
    return (min(len(references), 2) + is_request + (len(people) > 1) + 2 * breaks) / 2

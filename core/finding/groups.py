"""Which events are one piece of work."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from core.finding import ties
from core.finding.followed import Changes
from core.finding.forest import Forest
from core.finding.nature import is_change, is_follow_up, is_unmerged
from core.finding.people import author_key
from core.finding.reverts import Undoing
from core.finding.squashes import tie_squashes
from core.finding.threads import tie_threads
from core.model import Event, EventKind

_TIES = (
    ties.tie_merges,
    ties.tie_references,
    tie_squashes,
    ties.tie_backports,
    ties.tie_repeats,
    ties.tie_branches,
    ties.tie_releases,
    tie_threads,
)
_FEW = 3  # commits that say little, each of which may have a line


def groups(events: Sequence[Event], undone: Undoing) -> list[list[int]]:
    """Return sets of numbers of events, which are in order of time: one set for each piece of work."""
    forest = Forest(len(events))
    for tie in _TIES:
        tie(events, forest)
    for revert, target in undone.pairs:
        forest.join(revert, target)
    _tie_follow_ups(events, forest)
    return forest.sets()


def _tie_follow_ups(events: Sequence[Event], forest: Forest) -> None:
    """Tie what only finishes other work, unless it was tied to a change already."""
    changes = Changes(events)
    alone = {numbers[0] for numbers in forest.sets() if len(numbers) == 1}
    settled = {forest.root(number) for number, event in enumerate(events) if is_change(event)}
    for number in range(len(events)):
        if number in alone or forest.root(number) not in settled:
            target = changes.finished_by(number)
            if target is not None:
                forest.join(number, target)
                settled.add(forest.root(number))
    _tie_rough(events, forest, settled)


def _tie_rough(events: Sequence[Event], forest: Forest, settled: AbstractSet[int]) -> None:
    """Tie the commits of who wrote nothing in a repository but what would only finish other work: many lines that say nothing are one."""
    numbers = [number for number, event in enumerate(events) if event.kind is EventKind.COMMIT]
    done = {_whose(events[number]) for number in numbers if forest.root(number) in settled}
    rough: dict[object, list[int]] = {}
    for number in numbers:
        if is_follow_up(events[number]) and _whose(events[number]) not in done:
            rough.setdefault((_whose(events[number]), is_unmerged(events[number])), []).append(number)
    for key, alike in rough.items():
        if len(alike) > _FEW:
            forest.tie_all(alike, ("rough", key))


def _whose(event: Event) -> object:
    return event.repository, author_key(event.actor)

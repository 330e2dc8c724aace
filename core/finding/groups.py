"""Which events are one piece of work."""

from collections.abc import Sequence

from core.finding import ties
from core.finding.followed import Changes
from core.finding.forest import Forest
from core.finding.nature import is_change
from core.finding.reverts import Undoing
from core.finding.squashes import tie_squashes
from core.finding.threads import tie_threads
from core.model import Event

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

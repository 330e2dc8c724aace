"""The same change again: by hash, by patch, by author, author date and subject, or because the message says so."""

from collections import defaultdict
from collections.abc import Hashable, Sequence

from core.finding.forest import Forest
from core.finding.people import author_key
from core.finding.titles import bare
from core.model import Copies, Event


def without_copies(events: Sequence[Event]) -> tuple[list[Event], tuple[Copies, ...]]:
    """Part events into originals and copies of them, each in the order of the input.

    Of equal ones the original is on the default branch where one is, else it was committed first; of the same commit in two places
    it is that of which most is known, as of one on the disk beside one at a host.
    """
    forest = Forest(len(events))
    for key, numbers in _keys(events).items():
        forest.tie_all(numbers, key)
    originals: list[Event] = []
    copies: list[Copies] = []
    for numbers in forest.sets():
        original, *others = sorted((events[number] for number in numbers), key=_precedence)
        originals.append(original)
        if others:
            copies.append(Copies(original, tuple(others)))
    return originals, tuple(copies)


def _keys(events: Sequence[Event]) -> dict[Hashable, list[int]]:
    """Return what equal events share, and which do."""
    told: defaultdict[Hashable, list[int]] = defaultdict(list)
    patches: defaultdict[Hashable, list[int]] = defaultdict(list)
    sure: defaultdict[Hashable, list[int]] = defaultdict(list)
    picks = _Picks(events)
    for number, event in enumerate(events):
        name = bare(event.title) if event.change else event.url or event.ref
        told["told", event.kind, author_key(event.actor), event.at, name].append(number)
        if event.change:
            sure["hash", event.ref].append(number)
        if event.change and event.change.patch:
            patches["patch", event.change.patch].append(number)
        for origin in picks.of(event):
            sure["hash", origin].append(number)
    return {
        **sure,
        **{key: numbers for key, numbers in told.items() if not _is_line(events, numbers)},
        **{key: numbers for key, numbers in patches.items() if not _is_done_again(events, numbers)},
    }


class _Picks:
    """Resolves the hashes from which messages say they were picked."""

    def __init__(self, events: Sequence[Event]) -> None:
        self._titles = {event.ref: bare(event.title) for event in events}

    def of(self, event: Event) -> list[str]:
        """Return the origins of which an event is a copy; one that gathers several other changes copies none of them."""
        if len(event.copies) == 1:
            return list(event.copies)
        return [origin for origin in event.copies if self._titles.get(origin) == bare(event.title)]


def _is_line(events: Sequence[Event], numbers: Sequence[int]) -> bool:
    """Say whether one of the events is another's parent: made in the same second, by a script, and not copies."""
    parents = {parent for number in numbers if (change := events[number].change) for parent in change.parents}
    return len(numbers) > 1 and any(events[number].ref in parents for number in numbers)


def _is_done_again(events: Sequence[Event], numbers: Sequence[int]) -> bool:
    """Say whether one patch was applied at different times on the default branch: done, undone and done again."""
    return len({events[number].at for number in numbers if (change := events[number].change) and change.is_merged}) > 1


def _precedence(event: Event) -> tuple[object, ...]:
    change = event.change
    if change is None:
        return (False, False, event.at.timestamp(), False, False, event.repository, event.ref, event.id)
    standing = (not change.is_merged, not change.branch, change.committed.timestamp())
    return (*standing, not change.paths, not change.released, event.repository, event.ref, event.id)

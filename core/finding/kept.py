"""The events of a window that are kept while sources are read: a bounded number, however long the window."""

import heapq
from collections import Counter
from collections.abc import Callable

from core.model import Event, Identity

MOST = 20_000


def doers(event: Event) -> tuple[Identity, ...]:
    """Return who did it: the author and the co-authors."""
    return (event.actor, *event.others)


class Kept:
    """At most `most` events: those of whom `is_likely` says so before the others, later ones before earlier ones."""

    def __init__(self, is_likely: Callable[[Identity], bool], most: int) -> None:
        self._is_likely = is_likely
        self._most = most
        self._heap: list[tuple[bool, float, int, int, Event]] = []
        self._likely: dict[Identity, bool] = {}
        self._added = 0
        self.elsewhere: Counter[tuple[Identity, ...]] = Counter()  # doers of what the question's filters leave out
        self.counts: Counter[Identity] = Counter()  # how often each identity acted, alone or with others
        self.dropped: Counter[tuple[int, str, tuple[Identity, ...]]] = Counter()  # source, repository and doers of what was not kept

    def add(self, source: int, event: Event) -> None:
        """Keep an event of a source, and drop the one that is worth least where there are too many."""
        self.counts.update(doers(event))
        self._added += 1
        entry = (any(map(self._knows, doers(event))), event.at.timestamp(), self._added, source, event)
        if len(self._heap) < self._most:
            heapq.heappush(self._heap, entry)
            return
        *_, source, least = heapq.heappushpop(self._heap, entry)
        self.dropped[source, least.repository, doers(least)] += 1

    def seen(self) -> Counter[Identity]:
        """Return how often each identity acted in the window, inside the filters or outside."""
        seen = self.counts.copy()
        for them, count in self.elsewhere.items():
            seen.update(dict.fromkeys(them, count))
        return seen

    def of(self, source: int) -> list[Event]:
        """Return what was kept of a source, in no particular order."""
        return [event for *_, number, event in self._heap if number == source]

    def _knows(self, identity: Identity) -> bool:
        if identity not in self._likely:
            self._likely[identity] = self._is_likely(identity)
        return self._likely[identity]

"""Sets that only ever grow together: which things belong to one, found in near-linear time."""

from collections.abc import Hashable, Iterable


class Forest:
    """A disjoint-set forest (Tarjan 1975) over the numbers below `size`, joined directly or by shared keys."""

    def __init__(self, size: int) -> None:
        self._parents = list(range(size))
        self._owners: dict[Hashable, int] = {}

    def root(self, number: int) -> int:
        """Return the number that stands for the set."""
        while self._parents[number] != number:
            self._parents[number] = self._parents[self._parents[number]]
            number = self._parents[number]
        return number

    def join(self, one: int, other: int) -> None:
        """Make two sets one; the lower number stands for it, so that the order of joining does not matter."""
        low, high = sorted((self.root(one), self.root(other)))
        self._parents[high] = low

    def tie(self, number: int, key: Hashable) -> None:
        """Join with everything that was tied to the same key."""
        self.join(number, self._owners.setdefault(key, number))

    def tie_all(self, numbers: Iterable[int], key: Hashable) -> None:
        """Tie each of the numbers to the key."""
        for number in numbers:
            self.tie(number, key)

    def sets(self) -> list[list[int]]:
        """Return all sets, each in ascending order, in the order of their first members."""
        found: dict[int, list[int]] = {}
        for number in range(len(self._parents)):
            found.setdefault(self.root(number), []).append(number)
        return list(found.values())

"""Sliding windows in this process's memory, for when there is no store to count in.

A window is cut into slices that are counted apart. A slice counts for as long as any part of it lies in the window, so that no
stretch of the rate's seconds ever holds more than the rate's calls; a call comes back at most one slice (5 %) later than it might.
"""

from collections.abc import Mapping, Sequence

from core.limits import SECOND, Count, Rate

SLICES = 20
MOST = 10_000  # windows at once


class Tally:
    """The windows of many, by name; the ones that were used least lately go first where there are too many."""

    def __init__(self, *, most: int = MOST) -> None:
        self._windows: dict[str, dict[int, int]] = {}
        self._most = most

    def __len__(self) -> int:
        return len(self._windows)

    def hit(self, rates: Mapping[str, Rate], *, now: int, cost: int) -> list[Count]:
        """Count a call in every window, or in none where it does not fit into each of them."""
        kept = {name: _kept(self._windows.get(name, {}), rate, now) for name, rate in rates.items()}
        counts = [_count(kept[name], rate, now, cost) for name, rate in rates.items()]
        if any(one.fits > now for one in counts):
            return counts
        for name, rate in rates.items():
            slice_now = now // _width(rate)
            kept[name][slice_now] = kept[name].get(slice_now, 0) + cost
            self._windows.pop(name, None)
            self._windows[name] = kept[name]
        for name in list(self._windows)[: -self._most]:
            del self._windows[name]
        return [_count(kept[name], rate, now, 0) for name, rate in rates.items()]


def _kept(slices: Mapping[int, int], rate: Rate, now: int) -> dict[int, int]:
    """Return the slices that still count."""
    return {number: calls for number, calls in slices.items() if number + SLICES >= now // _width(rate)}


def _count(slices: Mapping[int, int], rate: Rate, now: int, cost: int) -> Count:
    used = sum(slices.values())
    free, fits = rate.calls - used, now
    numbers: Sequence[int] = sorted(slices)
    for number in numbers:
        if free >= cost:
            break
        free, fits = free + slices[number], _ends(number, rate)
    return Count(rate, used, fits, _ends(numbers[-1], rate) if numbers else now)


def _ends(number: int, rate: Rate) -> int:
    return (number + SLICES + 1) * _width(rate)


def _width(rate: Rate) -> int:
    return rate.seconds * SECOND // SLICES

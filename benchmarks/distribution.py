"""How a number is spread over many cases."""

from collections.abc import Sequence
from statistics import median


def spread(numbers: Sequence[float]) -> tuple[float, float, float]:
    """Return the median, what 99 of 100 stay below, and the largest."""
    ordered = sorted(numbers)
    return median(ordered), ordered[int(len(ordered) * 0.99)], ordered[-1]

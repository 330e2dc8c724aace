"""The time that Discord goes by, and the ids that are made of it."""

import itertools
import time
from collections.abc import Callable
from datetime import UTC, datetime

EPOCH = 1_420_070_400  # seconds; the first of January 2015, from which snowflakes count


class Clock:
    """Seconds since 1970; passes by itself, unless it was told to stand, and jumps by what a test says."""

    def __init__(self, start: float | None = None, *, passes: bool = True) -> None:
        self._start = time.time() if start is None else start
        self._began = time.monotonic()
        self._passes = passes

    def __call__(self) -> float:
        return self._start + (time.monotonic() - self._began if self._passes else 0.0)

    def advance(self, seconds: float) -> None:
        self._start += seconds


class Ids:
    """Makes ids that sort by their time (Reference, Snowflakes)."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._numbers = itertools.count(1)
        self._last = 0

    def __call__(self) -> int:
        made = (int((self._clock() - EPOCH) * 1000) << 22) + next(self._numbers) % 4096
        self._last = max(made, self._last + 1)
        return self._last


def born(snowflake: int) -> float:
    """Return when an id was made, in seconds since 1970."""
    return (snowflake >> 22) / 1000 + EPOCH


def stamp(seconds: float | None) -> str | None:
    """Write a time as the interface does."""
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC).isoformat()

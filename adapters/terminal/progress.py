"""One line about what is being read, gone when there is something better to read."""

import time
from collections.abc import Callable
from typing import TextIO

from core.messages import terminal as messages
from core.reading.inert import inert

ERASE = "\r\x1b[2K"
GAP = 0.1  # seconds between two changes


class Progress:
    """Says which repositories are being read, on a terminal; says nothing elsewhere."""

    def __init__(self, out: TextIO, *, is_shown: bool, width: int = 80, clock: Callable[[], float] = time.monotonic) -> None:
        self._out = out
        self._width = width  # a line that wraps could not be taken away again
        self._is_shown = is_shown
        self._clock = clock
        self._read: dict[str, tuple[int, bool]] = {}
        self._drawn: float | None = None
        self._is_over = False

    def start(self) -> None:
        """Give the first sign of life."""
        self._draw(messages.READING)

    def __call__(self, source: str, events: int, is_done: bool) -> None:  # noqa: FBT001  the core's signature
        """Take note of how far a source is read."""
        self._read[source] = (events, is_done)
        if self._drawn is not None and self._clock() - self._drawn < GAP:
            return
        waiting = next((name for name, (_, is_done) in self._read.items() if not is_done), source)
        done = sum(is_done for _, is_done in self._read.values())
        self._draw(messages.reading(waiting, done, sum(count for count, _ in self._read.values())))

    def clear(self) -> None:
        """Take the line away; it does not come back."""
        if self._drawn is not None and not self._is_over:
            self._write(ERASE)
        self._is_over = True

    def _draw(self, line: str) -> None:
        if self._is_shown and not self._is_over:
            self._drawn = self._clock()
            self._write(ERASE + inert(line, limit=self._width - 1))

    def _write(self, text: str) -> None:
        self._out.write(text)
        self._out.flush()

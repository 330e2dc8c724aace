"""How late an event loop is, and how much of that is its own work: the rest of the time others had the processor."""

import asyncio
import time
from dataclasses import dataclass, field
from typing import Never

_STEP = 0.005  # seconds


@dataclass(frozen=True, slots=True)
class Lag:
    """Seconds, one for each look."""

    late: list[float] = field(default_factory=list)
    busy: list[float] = field(default_factory=list)  # of which the process worked so long, with all its threads

    async def watch(self) -> Never:
        """Look all the time, until this is cancelled."""
        while True:
            due, spent = time.monotonic() + _STEP, time.process_time()
            await asyncio.sleep(_STEP)
            self.late.append(time.monotonic() - due)
            self.busy.append(max(0.0, min(self.late[-1], time.process_time() - spent)))

    def told(self) -> str:
        """Return both in words."""
        return f"{_told(self.late)}; of its own work {_told(self.busy)}"


def _told(seconds: list[float]) -> str:
    ordered = [1000 * one for one in sorted(seconds)]
    return f"{ordered[len(ordered) // 2]:.1f} ms median, {ordered[99 * len(ordered) // 100]:.1f} ms p99, {ordered[-1]:.1f} ms at most"

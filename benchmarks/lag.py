"""How late an event loop is, and how much of that is its own doing: the rest of the time it waited for the processor, which others had."""

import asyncio
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Never

_STEP = 0.005  # seconds


@dataclass(frozen=True, slots=True)
class Lag:
    """Seconds, one for each look."""

    late: list[float] = field(default_factory=list)
    own: list[float] = field(default_factory=list)  # of which the thread worked, or was held up by a call

    async def watch(self) -> Never:
        """Look all the time, until this is cancelled."""
        while True:
            due, before = time.monotonic() + _STEP, queued()
            await asyncio.sleep(_STEP)
            self.late.append(time.monotonic() - due)
            self.own.append(max(0.0, self.late[-1] - (queued() - before)))

    def told(self) -> str:
        """Return both in words."""
        return f"{_told(self.late)}; its own {_told(self.own)}"


def queued(thread: str = "thread-self") -> float:
    """Return for how many seconds a thread, or a process's first one, has waited for a processor; where the system does not say, for none.

    Documentation/scheduler/sched-stats.rst: it is the second number, in nanoseconds.
    """
    try:
        return int(Path(f"/proc/{thread}/schedstat").read_text().split()[1]) / 1e9
    except OSError:
        return 0.0


def _told(seconds: list[float]) -> str:
    ordered = [1000 * one for one in sorted(seconds)]
    return f"{ordered[len(ordered) // 2]:.1f} ms median, {ordered[99 * len(ordered) // 100]:.1f} ms p99, {ordered[-1]:.1f} ms at most"

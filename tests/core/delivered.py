"""A message that is shown, or cannot be, and a stream of snapshots that goes there."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from datetime import datetime, timedelta

from typing_extensions import override

from core.deliver import Outlet, deliver
from core.errors import OutsideError
from core.model import Recap
from core.pacing import Pace
from core.ports import Message
from tests.crowded import BEGAN, now
from tests.simulated import clock, simulated

PACE = Pace(1.0)


class Screen(Message):
    """Remembers what it showed and when; showing takes `slowness` seconds. `breaks` are raised one after the other, after so many shows."""

    def __init__(self, slowness: float = 0.0, *, fails_at: int = -1, breaks: Sequence[OutsideError] = ()) -> None:
        self.shown: list[tuple[float, Recap]] = []
        self.tried: list[float] = []
        self._slowness = slowness
        self._fails_at = fails_at
        self._breaks = list(breaks)

    @override
    async def show(self, recap: Recap) -> None:
        self.tried.append(clock())
        if len(self.shown) == self._fails_at and self._breaks:
            raise self._breaks.pop(0)
        began = clock()
        await asyncio.sleep(self._slowness)
        self.shown.append((began, recap))

    @property
    def last(self) -> Recap:
        return self.shown[-1][1]


def outlet(screen: Screen, pace: Pace = PACE) -> Outlet:
    return Outlet(message=screen, rhythm=pace, clock=clock, now=now)


async def stream(steps: Sequence[tuple[float, Recap]], *, error: Exception | None = None, pause: float = 0.0) -> AsyncIterator[Recap]:
    for wait, one in steps:
        await asyncio.sleep(wait)
        yield one
    await asyncio.sleep(pause)
    if error is not None:
        raise error


def told(steps: Sequence[tuple[float, Recap]], screen: Screen, pace: Pace = PACE) -> Recap:
    async def main() -> Recap:
        return await deliver(stream(steps), outlet(screen, pace))

    return simulated(main())


def now_at(seconds: float) -> datetime:
    return BEGAN + timedelta(seconds=seconds)

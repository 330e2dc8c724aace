"""The server's time: the machine's, or one that a test moves on."""

import asyncio
import time
from collections.abc import Awaitable
from typing import TypeVar

from typing_extensions import override

from tests.servers.slack.watch import Watch

T = TypeVar("T")


class Clock:
    """The machine's time, in seconds since 1970."""

    def now(self) -> float:
        return time.time()

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)

    async def within(self, seconds: float, work: Awaitable[T]) -> T:
        """Wait for work that has some seconds; raise TimeoutError, and cancel it, when they are over."""
        working, waiting = asyncio.ensure_future(work), asyncio.ensure_future(self.sleep(seconds))
        try:
            await asyncio.wait({working, waiting}, return_when=asyncio.FIRST_COMPLETED)
            if not working.done():
                raise TimeoutError
            return working.result()
        finally:
            for one in (working, waiting):
                one.cancel()
            await asyncio.gather(working, waiting, return_exceptions=True)


class HandClock(Clock):
    """A clock that stands still until a test moves it; it begins at the machine's time, which the SDKs check signatures by."""

    def __init__(self, start: float | None = None) -> None:
        self._now = time.time() if start is None else start
        self._sleepers: list[tuple[float, asyncio.Future[None]]] = []
        self._began = Watch()

    @override
    def now(self) -> float:
        return self._now

    @override
    async def sleep(self, seconds: float) -> None:
        if seconds <= 0:
            await asyncio.sleep(0)
            return
        woken: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._sleepers.append((self._now + seconds, woken))
        self._began.look()
        await woken

    async def sleeping(self, count: int = 1) -> None:
        """Wait until so many sleep, so that moving on wakes them."""
        await self._began.until(lambda: sum(not woken.done() for _, woken in self._sleepers) >= count)

    async def passes(self, seconds: float) -> None:
        """Move on, and wake whoever is due, in their order; what they begin to sleep for meanwhile counts too."""
        end = self._now + seconds
        while due := [(at, woken) for at, woken in self._sleepers if at <= end]:
            at, woken = min(due, key=lambda one: one[0])
            self._sleepers.remove((at, woken))
            self._now = max(self._now, at)
            if not woken.done():
                woken.set_result(None)
            for _ in range(20):
                await asyncio.sleep(0)
        self._now = end

"""A way to the store for what one can do without: what fails is nothing, and a store that failed is left alone for a moment."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

from redis.asyncio import Redis

from adapters.redis.client import Link
from core.errors import OutsideError, TransientError

WITHIN = 2.0  # seconds that an operation may take
REST = 5.0  # seconds that a store is left alone, so that many calls do not wait for it one after the other
_T = TypeVar("_T")


class Lenient:
    """A link that never fails."""

    def __init__(self, link: Link, *, within: float = WITHIN, clock: Callable[[], float] = time.monotonic) -> None:
        self._link = link
        self._within = within
        self._clock = clock
        self._again: float | None = None

    async def __call__(self, operation: Callable[[Redis], Awaitable[_T]]) -> _T | None:
        """Return what an operation does; nothing where the store is away, though it may have been done."""
        if self._again is not None and self._clock() < self._again:
            return None
        try:
            async with asyncio.timeout(self._within), self._link() as redis:
                return await operation(redis)
        except (TransientError, TimeoutError):
            self._again = self._clock() + REST
        except OutsideError:  # it is full, or holds what is not ours: other operations may go well
            pass
        return None

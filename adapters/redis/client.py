"""Two clients of one store: a hasty one, where somebody waits for an acknowledgement, and a patient one, for work.

    async with connected(address("redis://localhost")) as store:
        async with store.patient() as redis:
            await redis.get(keys.seal())

A link is the only way to a client, so that every call is bounded, and what fails is one of core.errors. Nothing is sent twice:
only connecting is tried again. What a server does after an outage, a restart or a failover needs no restart here.
"""

import asyncio
import logging
from collections.abc import AsyncGenerator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Never, TypeVar

from redis.asyncio import Redis
from redis.exceptions import RedisError

from adapters.redis.address import Address
from adapters.redis.failures import code, failure
from adapters.redis.pool import HASTY, PATIENT, Patience, Pool, opened
from core.errors import TransientError

_LOG = logging.getLogger("recap")
_T = TypeVar("_T")


class Link:
    """A bounded, translated way to the store."""

    def __init__(self, redis: Redis, pool: Pool, where: str, seconds: float) -> None:
        self._redis = redis
        self._pool = pool
        self._where = where
        self._seconds = seconds

    @asynccontextmanager
    async def __call__(self) -> AsyncGenerator[Redis, None]:
        """Use the client in a block that holds calls of it and little else; the whole block has so many seconds.

        Raises:
            TransientError: the store is away, slow, busy or changing; it may have done what it was told.
            AuthError: it does not let us in.
            PermanentError: it is full, or no store of ours.
        """
        asked = _cancellations()
        try:
            async with asyncio.timeout(self._seconds):
                yield self._redis
            if _cancellations() > asked:  # redis-py sends by wait_for(), which before Python 3.12 may swallow one (gh-86296)
                raise asyncio.CancelledError
        except (RedisError, OSError) as error:
            told = failure(error, self._where)
            if told is None:
                raise
            _LOG.warning("store failed", extra={"fields": {"error": code(error) or type(error).__name__}})
            await self._pool.drop_idle()
            raise told from error

    async def repeat(self, operation: Callable[[Redis], Awaitable[_T]], *, within: float) -> _T:
        """Do what may be done twice, again and again while that may help, for so many seconds; return its result.

        Raises:
            OutsideError: the last failure.
        """
        loop = asyncio.get_running_loop()
        end = loop.time() + within
        pause = 0.05
        while True:
            try:
                async with self() as redis:
                    return await operation(redis)
            except TransientError:
                if loop.time() + pause > end:
                    raise
            await asyncio.sleep(pause)
            pause = min(2 * pause, 1.0)


def _cancellations() -> int:
    """Return how often the running task was told to end."""
    task = asyncio.current_task()
    return task.cancelling() if task else 0


@dataclass(frozen=True, slots=True)
class Store:
    """One store, two ways to it."""

    hasty: Link
    patient: Link
    where: str  # what the user calls it
    watch: Callable[[], Coroutine[None, None, Never]] | None = None  # starts an embedded one again whenever it has ended


@asynccontextmanager
async def connected(to: Address, *, hasty: Patience = HASTY, patient: Patience = PATIENT) -> AsyncGenerator[Store, None]:
    """Have a store for the length of the block. Nothing is sent before the first use, so that this does not fail."""
    async with _link(to, hasty) as quick, _link(to, patient) as slow:
        yield Store(quick, slow, to.where)


@asynccontextmanager
async def _link(to: Address, patience: Patience) -> AsyncGenerator[Link, None]:
    async with opened(to, patience) as (redis, pool):
        yield Link(redis, pool, to.where, patience.whole)

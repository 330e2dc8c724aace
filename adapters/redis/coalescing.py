"""Equal questions at the same time fetch once: those of one account, with the same rights, and no others.

In one process the first who asks fetches, and the others get what it got. Whoever gives up lets the next one fetch. Across processes
a lock in the store says that somebody fetches; the others wait for its end, a few seconds at most, and then find it remembered.
"""

import asyncio
import secrets
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Generic, TypeVar

from adapters.redis import classes, keys
from adapters.redis.lenient import Lenient
from adapters.redis.memory import scoped
from adapters.redis.scripts import Script
from core.errors import OutsideError
from core.model import Account

PAUSE = 0.1  # seconds between two looks at what another process does
PAUSES = 50
_T = TypeVar("_T")

_LEAVE = Script("if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0")


class Coalescing(Generic[_T]):
    """The questions that are being asked."""

    def __init__(self, lenient: Lenient, *, sleep: Callable[[float], Awaitable[None]]) -> None:
        self._lenient = lenient
        self._sleep = sleep
        self._asked: dict[str, asyncio.Future[_T | OutsideError]] = {}

    async def get(self, account: Account, key: str, fetch: Callable[[], Awaitable[_T]]) -> _T:
        """Return what is fetched, once for all who ask for the same meanwhile; a failure is theirs too.

        Raises:
            OutsideError: what fetching raises.
        """
        name = keys.fetch(account, scoped(account, key))
        while name in self._asked:
            asked = self._asked[name]
            await asyncio.wait([asked])  # which, given up, leaves the others waiting
            if not asked.cancelled():
                return _answer(asked.result())
        self._asked[name] = asked = asyncio.get_running_loop().create_future()
        try:
            async with self._turn(name):
                value = await fetch()
            asked.set_result(value)
        except OutsideError as error:
            asked.set_result(error)
            raise
        finally:
            del self._asked[name]
            asked.cancel()  # where there is no answer
        return value

    @asynccontextmanager
    async def _turn(self, name: str) -> AsyncGenerator[None, None]:
        """Wait until no other process fetches, and hold the others up meanwhile."""
        ticket = secrets.token_hex(8)
        try:
            for _ in range(PAUSES):
                if await self._may_fetch(name, ticket):
                    break
                await self._sleep(PAUSE)
            yield
        finally:
            await self._lenient(lambda redis: _LEAVE(redis, keys=[name], arguments=[ticket]))

    async def _may_fetch(self, name: str, ticket: str) -> bool:
        """Say whether nobody else fetches, or nobody can say so."""
        other = await self._lenient(lambda redis: redis.set(name, ticket, nx=True, ex=classes.FETCH.seconds, get=True))
        return other is None


def _answer(told: _T | OutsideError) -> _T:
    if isinstance(told, OutsideError):
        raise told
    return told

"""Equal questions at the same time fetch once: those of one account, with the same rights, and no others.

In one process the first who asks fetches, and the others wait for the answer. Whoever gives up lets the next one fetch. Across
processes a lock in the store says that somebody fetches; the others wait for what is then remembered, a few seconds at most.
"""

import asyncio
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeAlias

from adapters.redis import keys
from adapters.redis.lenient import Lenient
from adapters.redis.memory import RedisMemory, scoped
from adapters.redis.scripts import Script
from core.errors import OutsideError
from core.model import Account

PAUSE = 0.1  # seconds between two looks at what another process does
PAUSES = 50
Fetch: TypeAlias = "Callable[[], Awaitable[Fetched]]"

_LEAVE = Script("if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0")


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer of a host, and for how many seconds it holds; 0 is not to be kept."""

    value: bytes
    seconds: int


class Coalescing:
    """The questions that are being asked."""

    def __init__(self, lenient: Lenient, memory: RedisMemory, *, sleep: Callable[[float], Awaitable[None]]) -> None:
        self._lenient = lenient
        self._memory = memory
        self._sleep = sleep
        self._asked: dict[str, asyncio.Future[bytes | OutsideError]] = {}

    async def get(self, account: Account, key: str, fetch: Fetch) -> bytes:
        """Return what is remembered under a key, or what is fetched, once for all who ask meanwhile; a failure is theirs too.

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
            value = await self._fetched(account, key, name, fetch)
            asked.set_result(value)
        except OutsideError as error:
            asked.set_result(error)
            raise
        finally:
            del self._asked[name]
            asked.cancel()  # where there is no answer
        return value

    async def _fetched(self, account: Account, key: str, name: str, fetch: Fetch) -> bytes:
        """Fetch, unless it is remembered, or another process does it and ends in time."""
        ticket = secrets.token_hex(8)
        try:
            if (kept := await self._awaited(account, key, name, ticket)) is not None:
                return kept
            fetched = await fetch()
            await self._memory.keep(account, key, fetched.value, seconds=fetched.seconds)
            return fetched.value
        finally:
            await self._lenient(lambda redis: _LEAVE(redis, keys=[name], arguments=[ticket]))

    async def _awaited(self, account: Account, key: str, name: str, ticket: str) -> bytes | None:
        """Return what is remembered, now or as soon as another process has fetched it; nothing where we are to fetch."""
        is_ours = False
        for _ in range(PAUSES):
            kept = await self._memory.recall(account, key)
            if kept is not None or is_ours:
                return kept
            if is_ours := await self._may_fetch(name, ticket):
                continue  # another may have ended between the two questions
            await self._sleep(PAUSE)
        return None

    async def _may_fetch(self, name: str, ticket: str) -> bool:
        """Say whether nobody else fetches, or nobody can say so."""
        other = await self._lenient(lambda redis: redis.set(name, ticket, nx=True, ex=keys.FETCH.seconds, get=True))
        return other is None


def _answer(told: bytes | OutsideError) -> bytes:
    if isinstance(told, OutsideError):
        raise told
    return told

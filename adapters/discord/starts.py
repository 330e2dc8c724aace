"""When the bot may begin a session: five times in ten minutes at most, and not while few are left for the day.

https://docs.discord.com/developers/topics/gateway#session-start-limit: Discord takes the token away from a bot that uses up its starts.
"""

import asyncio
import logging
import time
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable
from contextlib import suppress

from adapters.discord.web import Web
from core.errors import OutsideError

MOST, WITHIN = 5, 600.0  # of one shard, in seconds
FEW = 10  # starts that are left for people to mend something with
_LOOK = 300.0  # seconds until it is looked again
_APART = 5.0  # seconds between two identifications, of which Discord takes one at a time
_LOG = logging.getLogger("recap")


class Starts:
    """Counts the sessions that were begun."""

    def __init__(
        self, web: Web, *, clock: Callable[[], float] = time.monotonic, sleep: Callable[[float], Awaitable[object]] = asyncio.sleep
    ) -> None:
        self._web = web
        self._clock = clock
        self._sleep = sleep
        self._begun: defaultdict[int | None, deque[float]] = defaultdict(lambda: deque(maxlen=MOST))

    async def take(self, shard: int | None, *, is_first: bool) -> None:
        """Wait until a session may be begun, and count it."""
        begun = self._begun[shard]
        while len(begun) == MOST and (left := begun[0] + WITHIN - self._clock()) > 0:
            _LOG.warning("discord flapping", extra={"fields": {"shard": shard, "seconds": round(left)}})
            await self._sleep(left)
        while (left := await self._exhausted()) > 0:
            _LOG.error("discord starts exhausted", extra={"fields": {"shard": shard, "seconds": round(left)}})
            await self._sleep(min(left, _LOOK))
        if not is_first:
            await self._sleep(_APART)
        begun.append(self._clock())

    async def _exhausted(self) -> float:
        """Return the seconds until there are starts again; 0 where there are, or Discord does not say."""
        with suppress(OutsideError):
            told = (await self._web.read("/gateway/bot")).get("session_start_limit") or {}
            if int(told.get("remaining", FEW)) < FEW:
                return max(float(told.get("reset_after", 0)) / 1000, 1.0)
        return 0.0

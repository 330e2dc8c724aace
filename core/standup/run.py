"""The standups of a process: at every tick it claims what has to be looked at, and works at it side by side."""

import asyncio
import logging
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import timedelta

from core.errors import OutsideError
from core.model.standup import Claim
from core.standup.tools import Tools
from core.standup.visit import Visit

SIDE_BY_SIDE = 32
SLOW = 15.0  # seconds after which a standup, as one whose host hangs, no longer counts among those
_MOST_SLOW = 4 * SIDE_BY_SIDE
RENEWED = 10.0  # seconds between two renewals of what is in hand
_TURN = timedelta(seconds=1)  # that a workspace's standups wait where it has its share of hands
_OTHERS = timedelta(seconds=30)  # that a platform's standups are left to processes that speak to it
_LOG = logging.getLogger("recap")


class Standups:
    """Works until it is cancelled; then what it has in hand goes to another process at once."""

    def __init__(
        self,
        tools: Tools,
        *,
        side_by_side: int = SIDE_BY_SIDE,
        slow: float = SLOW,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._tools = tools
        self._free = asyncio.Semaphore(side_by_side)
        self._hands = side_by_side
        self._slow = slow
        self._sleep = sleep
        self._claims: dict[int, Claim] = {}
        self._holding: set[int] = set()  # those of them that have a hand

    async def run(self, tick: Callable[[], Awaitable[None]]) -> None:
        """Work at what is due, and again after each tick, which waits for the next one."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._keep())
            while True:
                await self.work(group)
                await tick()

    async def work(self, group: asyncio.TaskGroup) -> None:
        """Begin with everything that is due, as much at a time as there are free hands."""
        while claims := await self._claimed():
            for claim in claims:
                group.create_task(self._visit(claim))

    async def _claimed(self) -> Sequence[Claim]:
        """Wait for a free hand, and claim as many as there are."""
        await self._free.acquire()
        hands = 1
        while not self._free.locked():
            await self._free.acquire()
            hands += 1
        claims: Sequence[Claim] = ()
        try:
            claims = await self._tools.outbox.claim(hands)
        except OutsideError as error:
            _LOG.warning("standups not claimed", extra={"fields": {"error": type(error).__name__}})
        finally:
            for _ in range(hands - len(claims)):
                self._free.release()
        return claims

    async def _visit(self, claim: Claim) -> None:
        waits = self._has_share(claim)
        self._claims[id(claim)] = claim
        self._holding.add(id(claim))
        giving = asyncio.get_running_loop().call_later(self._slow, self._give_way, claim)
        begun = time.monotonic()
        try:
            await (self._tools.outbox.release(claim, claim.now + _TURN) if waits else self._bring(claim))
        except OutsideError as error:
            _LOG.warning("standup interrupted", extra={"fields": {"error": type(error).__name__}})
        except asyncio.CancelledError:
            with suppress(OutsideError):
                await self._tools.outbox.release(claim)
            raise
        except Exception as error:  # noqa: BLE001  the clock's callback: one standup that breaks holds up no other
            fields = {"part": "standups", "kind": type(error).__name__, "seconds": round(time.monotonic() - begun, 3)}
            _LOG.error("bug", extra={"fields": fields})
        finally:
            giving.cancel()
            del self._claims[id(claim)]
            self._let_go(claim)

    def _give_way(self, claim: Claim) -> None:
        """Let others go ahead of a standup that hosts hold up, unless too many are."""
        if len(self._claims) - len(self._holding) < _MOST_SLOW:
            self._let_go(claim)

    def _let_go(self, claim: Claim) -> None:
        if id(claim) in self._holding:
            self._holding.remove(id(claim))
            self._free.release()

    def _has_share(self, claim: Claim) -> bool:
        """Say whether a workspace has its share of hands, which leaves some to another one that comes."""
        busy = Counter((one.standup.place.platform, one.standup.place.tenant) for one in self._claims.values() if id(one) in self._holding)
        own = claim.standup.place.platform, claim.standup.place.tenant
        others = len(busy.keys() - {own})
        return busy[own] >= max(1, self._hands * 3 // 4 // (others + 1))

    async def _bring(self, claim: Claim) -> None:
        try:
            visit = Visit(claim, self._tools)
        except KeyError:  # others may speak to its platform
            await self._tools.outbox.release(claim, claim.now + _OTHERS)
            return
        await visit.run()

    async def _keep(self) -> None:
        while True:
            await self._sleep(RENEWED)
            await asyncio.gather(*(self._renew(claim) for claim in self._claims.values()))

    async def _renew(self, claim: Claim) -> None:
        with suppress(OutsideError):
            await self._tools.outbox.renew(claim)

"""The door: each gesture is let in once, whatever is delivered again, and none is lost to a crash."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime, timedelta
from enum import StrEnum

from core.errors import OutsideError
from core.model.chat import Admission, Turn
from core.ports.chat import Inbox

HASTE = 0.5  # seconds in which a turn is let in, whatever the store does
STALE = timedelta(minutes=5)  # older commands are not carried out: who gave them has gone on
_RENEWED = 10.0  # seconds between two looks at what is in hand, and at what was left behind
_LAST = 8.0  # seconds that turns in hand have to end when the process does
_REMEMBERED = 10_000  # gestures that are known while the store cannot say


class Refusal(StrEnum):
    """Why a turn is not taken."""

    STALE = "stale"
    RUNNING = "running"


class Ingress:
    """Lets turns in, and has them taken, many at a time.

    A turn is put into the inbox before its platform is told that it arrived; where the store cannot keep it, it is taken all the
    same, once in this process. What a process that stopped had in hand is taken up by another.
    """

    def __init__(
        self,
        inbox: Inbox,
        take: Callable[[Turn], Awaitable[None]],
        refuse: Callable[[Turn, Refusal], Awaitable[None]],
        *,
        now: Callable[[], datetime],
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
        at_once: int = 200,
    ) -> None:
        """Make a door; `take` and `refuse` raise nothing but when they are cancelled."""
        self._inbox = inbox
        self._take = take
        self._refuse = refuse
        self._now = now
        self._sleep = sleep
        self._room = asyncio.Semaphore(at_once)
        self._arrived: asyncio.Queue[tuple[Turn, Refusal | None]] = asyncio.Queue()
        self._in_hand: dict[str, tuple[Turn, asyncio.Task[None]]] = {}
        self._seen: OrderedDict[str, None] = OrderedDict()

    async def admit(self, turn: Turn) -> None:
        """Let a turn in, within half a second."""
        admission = await self._admission(turn)
        if admission is Admission.RUNNING:
            self._arrived.put_nowait((turn, Refusal.RUNNING))
        elif admission is Admission.NEW:
            self._arrived.put_nowait((turn, Refusal.STALE if self._now() - turn.at > STALE else None))

    async def run(self) -> None:
        """Have turns taken until this is cancelled; then those in hand have a few seconds to end, and the rest is left to others."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._keep())
            try:
                while True:
                    turn, refusal = await self._arrived.get()
                    await self._room.acquire()
                    self._in_hand[turn.id] = turn, group.create_task(self._work(turn, refusal))
            finally:
                await self._finish()

    @property
    def in_hand(self) -> int:
        """How many turns are being taken, or wait to be."""
        return len(self._in_hand) + self._arrived.qsize()

    async def _admission(self, turn: Turn) -> Admission:
        if turn.id in self._seen:
            return Admission.SEEN
        self._seen[turn.id] = None
        said = Admission.NEW
        with suppress(OutsideError, TimeoutError):
            async with asyncio.timeout(HASTE):
                said = await self._inbox.put(turn)
        if len(self._seen) > _REMEMBERED:
            self._seen.popitem(last=False)
        return said

    async def _work(self, turn: Turn, refusal: Refusal | None) -> None:
        try:
            await (self._refuse(turn, refusal) if refusal else self._take(turn))
        except asyncio.CancelledError:
            with suppress(OutsideError):
                await self._inbox.leave(turn)
            raise
        else:
            with suppress(OutsideError):  # it is taken up again, and finds what was done
                await self._inbox.done(turn)
        finally:
            del self._in_hand[turn.id]
            self._room.release()

    async def _keep(self) -> None:
        """Hold what is in hand, let go of what another has, and take up what was left behind."""
        while True:
            await self._sleep(_RENEWED)
            with suppress(OutsideError):
                for turn, task in list(self._in_hand.values()):
                    if not await self._inbox.hold(turn):
                        task.cancel()
                for turn in await self._inbox.left_behind():
                    if turn.id not in self._in_hand:
                        self._arrived.put_nowait((turn, None))

    async def _finish(self) -> None:
        """Give what is in hand its time; what has not begun is left at once."""
        while not self._arrived.empty():
            with suppress(OutsideError):
                await self._inbox.leave(self._arrived.get_nowait()[0])
        tasks = [task for _, task in self._in_hand.values()]
        if tasks:
            await asyncio.wait(tasks, timeout=_LAST)
        for task in tasks:
            task.cancel()

"""The door: each gesture is let in once, whatever is delivered again, and none is lost to a crash."""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from core.deliver import LOST
from core.errors import OutsideError
from core.model.chat import Admission, Turn
from core.ports.chat import Inbox

HASTE = 0.5  # seconds in which a turn is let in, whatever the store does
STALE = timedelta(minutes=5)  # older commands are not carried out: who gave them has gone on
RENEWED = 10.0  # seconds between two looks at what is in hand, and at what was left behind; a third of the inbox's lease
SLOW = 15.0  # seconds after which a turn, as one whose host hangs, no longer counts among those that are taken at once
_MOST_SLOW = 4  # times as many may be so
MOST = 10_000  # turns that wait here; more stay in the inbox for whoever has room
_BREATH = 0.02  # seconds until a turn is begun, in which its acknowledgement goes first
_LAST = 8.0  # seconds that turns in hand have to end when the process does
_HANDS = 10  # that hold what is in hand, or leave to others what has not begun, side by side
_REMEMBERED = 10_000  # gestures that are known while the store cannot say


class Refusal(StrEnum):
    """Why a turn is not taken."""

    STALE = "stale"
    RUNNING = "running"
    GIVEN_UP = "given up"


class Ingress:
    """Lets turns in, and has them taken, many at a time; those that hosts hold up let others go ahead.

    A turn is put into the inbox before its platform is told that it arrived; where the store cannot keep it, it is taken all the
    same, once in this process. What a process that stopped had in hand is taken up by another, and what ended too many is refused.
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
        renewed: float = RENEWED,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Make a door; `take` and `refuse` raise nothing but when they are cancelled."""
        self._inbox = inbox
        self._take = take
        self._refuse = refuse
        self._now = now
        self._sleep = sleep
        self._at_once = at_once
        self._renewed = renewed
        self._clock = clock
        self._room = asyncio.Semaphore(at_once)
        self._arrived: asyncio.Queue[_Arrived] = asyncio.Queue()
        self._in_hand: dict[str, tuple[Turn, asyncio.Task[None]]] = {}
        self._counted: set[int] = set()  # those of them that take up room
        self._seen: OrderedDict[str, None] = OrderedDict()
        self._is_leaving = False

    async def admit(self, turn: Turn) -> None:
        """Let a turn in, within half a second."""
        admission, is_kept = await self._admission(turn)
        if admission is Admission.RUNNING:
            self._wait(turn, Refusal.RUNNING)
        elif admission is Admission.NEW and not (is_kept and self._arrived.qsize() >= MOST):
            self._wait(turn, Refusal.STALE if self._now() - turn.at > STALE else None)

    async def run(self) -> None:
        """Have turns taken until this is cancelled; then those in hand have a few seconds to end, and the rest is left to others."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._keep())
            try:
                while True:
                    await self._room.acquire()
                    arrived = await self._arrived.get()
                    self._in_hand[arrived.turn.id] = arrived.turn, group.create_task(self._work(arrived))
            finally:
                await self._finish()

    @property
    def in_hand(self) -> int:
        """How many turns are being taken, or wait to be."""
        return len(self._in_hand) + self._arrived.qsize()

    @property
    def _has_room(self) -> bool:
        return not self._is_leaving and len(self._counted) + self._arrived.qsize() < self._at_once

    async def _admission(self, turn: Turn) -> tuple[Admission, bool]:
        """Return what became of a turn, and whether the inbox is known to keep it."""
        if turn.id in self._seen:
            return Admission.SEEN, True
        self._seen[turn.id] = None
        said, is_kept = Admission.NEW, False
        with suppress(OutsideError, TimeoutError):
            async with asyncio.timeout(HASTE):
                said, is_kept = await self._inbox.put(turn), True
        if len(self._seen) > _REMEMBERED:
            self._seen.popitem(last=False)
        return said, is_kept

    def _wait(self, turn: Turn, refusal: Refusal | None) -> None:
        self._arrived.put_nowait(_Arrived(turn, refusal, self._clock()))

    async def _work(self, arrived: "_Arrived") -> None:
        turn, refusal = arrived.turn, arrived.refusal
        self._counted.add(id(arrived))
        giving = asyncio.get_running_loop().call_later(SLOW, self._give_way, arrived)
        try:
            await self._sleep(_BREATH)
            if not await self._is_ours(arrived):
                return
            await (self._refuse(turn, refusal) if refusal else self._take(turn))
        except asyncio.CancelledError:
            with suppress(OutsideError):
                await self._inbox.leave(turn)
            raise
        else:
            with suppress(OutsideError):  # it is taken up again, and finds what was done
                await self._inbox.done(turn)
        finally:
            giving.cancel()
            del self._in_hand[turn.id]
            self._make_room(arrived)

    def _give_way(self, arrived: "_Arrived") -> None:
        """Let others go ahead of a turn, unless too many already did."""
        if len(self._in_hand) - len(self._counted) < _MOST_SLOW * self._at_once:
            self._make_room(arrived)

    def _make_room(self, arrived: "_Arrived") -> None:
        if id(arrived) in self._counted:
            self._counted.remove(id(arrived))
            self._room.release()

    async def _is_ours(self, arrived: "_Arrived") -> bool:
        """Say whether nobody else took a turn that waited here; where nobody can tell, it is done twice rather than never."""
        if self._clock() - arrived.at < self._renewed:
            return True
        with suppress(OutsideError):
            return await self._inbox.hold(arrived.turn)
        return True

    async def _keep(self) -> None:
        """Hold what is in hand, let go of what another has, and take up what was left behind, as far as there is room."""
        while True:
            await self._sleep(self._renewed)
            in_hand = list(self._in_hand.values())
            await asyncio.gather(*(self._hold(in_hand) for _ in range(_HANDS)))
            with suppress(OutsideError):
                while self._has_room and (found := await self._inbox.left_behind()):
                    for turn in found:
                        if turn.id not in self._in_hand:
                            self._wait(turn, Refusal.GIVEN_UP if turn.is_given_up else None)

    async def _hold(self, in_hand: "list[tuple[Turn, asyncio.Task[None]]]") -> None:
        """Hold one after the other, beside others who do: a store that answers late must not outlast a lease."""
        while in_hand:
            turn, task = in_hand.pop()
            with suppress(OutsideError):
                if not await self._inbox.hold(turn):
                    task.cancel(LOST)

    async def _finish(self) -> None:
        """Give what is in hand its time; what has not begun is left at once, or when its lease ends."""
        self._is_leaving = True
        tasks = [*(asyncio.create_task(self._leave()) for _ in range(_HANDS)), *(task for _, task in self._in_hand.values())]
        await asyncio.wait(tasks, timeout=_LAST)
        for task in tasks:
            task.cancel()

    async def _leave(self) -> None:
        with suppress(OutsideError):
            while not self._arrived.empty():
                await self._inbox.leave(self._arrived.get_nowait().turn)


@dataclass(frozen=True, slots=True)
class _Arrived:
    """A turn that waits, why it will not be taken, and since when, in seconds of the door's clock."""

    turn: Turn
    refusal: Refusal | None
    at: float

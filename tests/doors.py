"""A door with an inbox that several doors share, and work behind it, on a simulated clock."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from typing_extensions import override

from core.errors import TransientError
from core.ingress import Ingress, Refusal
from core.model.chat import Admission, Turn
from core.ports.chat import Inbox
from tests.simulated import clock, simulated
from tests.turns import AT


@dataclass
class FakeInbox(Inbox):
    """What several doors share; `is_away` makes it fail, `slowness` makes it slow."""

    open: dict[str, Turn] = field(default_factory=dict)
    known: set[str] = field(default_factory=set)
    left: list[Turn] = field(default_factory=list)
    others: set[str] = field(default_factory=set)  # turns that are in another's hand
    held: set[str] = field(default_factory=set)  # turns whose lease was renewed
    running: bool = False
    is_away: bool = False
    slowness: float = 0.0

    @override
    async def put(self, turn: Turn) -> Admission:
        await self._reach()
        if turn.id in self.known:
            return Admission.SEEN
        self.known.add(turn.id)
        if self.running:
            return Admission.RUNNING
        self.open[turn.id] = turn
        return Admission.NEW

    @override
    async def hold(self, turn: Turn) -> bool:
        await self._reach()
        self.held.add(turn.id)
        return turn.id not in self.others

    @override
    async def leave(self, turn: Turn) -> None:
        await self._reach()
        if turn.id not in self.others:
            self.left.append(turn)

    @override
    async def done(self, turn: Turn) -> None:
        await self._reach()
        self.open.pop(turn.id, None)

    @override
    async def left_behind(self) -> Sequence[Turn]:
        await self._reach()
        found, self.left = self.left[:20], self.left[20:]
        return [replace(one, is_again=True) for one in found]

    async def _reach(self) -> None:
        await asyncio.sleep(self.slowness)
        if self.is_away:
            raise TransientError("the store is away")


class Work:
    """What becomes of turns: each takes so many seconds."""

    def __init__(self, seconds: float = 0.0) -> None:
        self.seconds = seconds
        self.taken: list[Turn] = []
        self.ended: list[str] = []
        self.refused: list[tuple[str, Refusal]] = []
        self.most = 0
        self.reasons: list[tuple[object, ...]] = []  # of cancellations

    async def take(self, turn: Turn) -> None:
        self.taken.append(turn)
        self.most = max(self.most, len(self.taken) - len(self.ended))
        try:
            await asyncio.sleep(self.seconds)
        except asyncio.CancelledError as reason:
            self.reasons.append(reason.args)
            raise
        self.ended.append(turn.id)

    async def refuse(self, turn: Turn, refusal: Refusal) -> None:
        self.refused.append((turn.id, refusal))


def now() -> datetime:
    return AT + timedelta(seconds=clock())


def with_door(inbox: FakeInbox, work: Work, visit: Callable[[Ingress], Awaitable[None]], *, at_once: int = 200) -> None:
    async def main() -> None:
        door = Ingress(inbox, work.take, work.refuse, now=now, at_once=at_once, clock=clock)
        running = asyncio.create_task(door.run())
        await visit(door)
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running

    simulated(main())

"""Many recaps at once in one workspace: how late their last edits are, and how often the platform refuses, on a simulated clock."""

import asyncio
import random
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from redis.asyncio import Redis
from typing_extensions import override

from adapters.redis.address import address
from adapters.redis.client import Link, connected
from adapters.redis.traffic import RedisTraffic
from core.deliver import Outlet, deliver
from core.errors import RateLimitedError
from core.model import Recap
from core.model.chat import Quota
from core.pacing import Pace, Rhythm
from core.ports import Message
from core.traffic import Shared
from tests.core.recaps import snapshots
from tests.simulated import clock, simulated

SLACK = Quota(lane="slack:T1", changes=50, seconds=60.0)
CALL = 0.08  # seconds that the platform takes
BEGAN = datetime(2026, 11, 20, tzinfo=UTC)
_BULLETS = 8  # snapshots after the plain one


@dataclass
class Workspace:
    """What a platform lets change, and what came of it: 429 beyond the quota's changes in any of its seconds."""

    quota: Quota
    changes: list[float] = field(default_factory=list)
    refused: int = 0
    late: list[float] = field(default_factory=list)  # seconds between each answer's last snapshot and its edit
    unfinished: int = 0

    def change(self) -> None:
        """Count a change.

        Raises:
            RateLimitedError: it is one too many.
        """
        recent = [at for at in self.changes if at > clock() - self.quota.seconds]
        if len(recent) >= self.quota.changes:
            self.refused += 1
            seconds = recent[0] + self.quota.seconds - clock()
            raise RateLimitedError("too many changes", retry_at=now() + timedelta(seconds=seconds))
        self.changes.append(clock())

    @property
    def lateness(self) -> float:
        """The 95th percentile of how late last edits were, in seconds."""
        return sorted(self.late)[int(0.95 * len(self.late))]


def now() -> datetime:
    """Return the simulated time."""
    return BEGAN + timedelta(seconds=clock())


class _Live(Message):
    """One answer's message; its first content is a post, which has limits of its own."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self.shown: Recap | None = None

    @override
    async def show(self, recap: Recap) -> None:
        await asyncio.sleep(CALL)
        if self.shown is not None:
            self._workspace.change()
        self.shown = recap


async def _snapshots(chance: random.Random, ended: list[float]) -> AsyncIterator[Recap]:
    for number, recap in enumerate(snapshots(_BULLETS + 1)):
        await asyncio.sleep(chance.uniform(0.5, 2.0) if number == 0 else chance.expovariate(1 / 1.2))
        ended[:] = [clock()]
        yield recap


async def _answer(workspace: Workspace, rhythm: Rhythm, chance: random.Random) -> None:
    ended: list[float] = []
    message = _Live(workspace)
    last = await deliver(_snapshots(chance, ended), Outlet(message=message, rhythm=rhythm, clock=clock, now=now))
    workspace.late.append(clock() - CALL - ended[0])
    workspace.unfinished += message.shown is not last


async def _asked(workspace: Workspace, rhythm: Callable[[str], Rhythm], a_minute: float, minutes: float, chance: random.Random) -> None:
    async with asyncio.TaskGroup() as group:
        while clock() < 60 * minutes:
            group.create_task(_answer(workspace, rhythm(f"A{chance.random()}"), chance))
            await asyncio.sleep(chance.expovariate(a_minute / 60))


class _Counted:
    """A link that says when it is in use, so that the simulated clock waits for the real store."""

    def __init__(self, link: Link) -> None:
        self._link = link
        self.in_use = 0

    @asynccontextmanager
    async def __call__(self) -> AsyncGenerator[Redis, None]:
        self.in_use += 1
        try:
            async with self._link() as redis:
                yield redis
        finally:
            self.in_use -= 1


def shared(url: str, *, a_minute: float = 20, minutes: float = 5, seed: int = 1, quota: Quota = SLACK) -> Workspace:
    """Let people ask so often for so long, with the rhythm that answers share through a real store."""
    workspace, links = Workspace(quota), list[_Counted]()

    async def main() -> None:
        async with connected(address(url)) as store:
            links.append(_Counted(store.patient))
            traffic = RedisTraffic(links[0], clock=lambda: 1e9 + clock())  # type: ignore[arg-type]  # as a link
            await _asked(workspace, lambda answer: Shared(traffic, quota, answer), a_minute, minutes, random.Random(seed))  # noqa: S311

    simulated(main(), is_busy=lambda: any(link.in_use for link in links))
    return workspace


def fixed(*, a_minute: float = 20, minutes: float = 5, seed: int = 1, quota: Quota = SLACK) -> Workspace:
    """Do the same with a fixed second between the edits of each message: the usual way."""
    workspace = Workspace(quota)
    simulated(_asked(workspace, lambda _answer: Pace(1.0), a_minute, minutes, random.Random(seed)))  # noqa: S311
    return workspace

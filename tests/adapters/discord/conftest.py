"""A server with some people, and Recap in it."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import pytest

from adapters.discord import Discord, discord
from core.model import Member, Secret
from core.model.chat import Choice, Turn
from tests.servers.discord import DiscordServer
from tests.servers.discord.nouns import Overwrite
from tests.servers.discord.permissions import bits


class House:
    """Ana, who manages the server, and Bob, in two channels; `turns` were let in."""

    def __init__(self, server: DiscordServer) -> None:
        self.server = server
        self.guild = server.guild("Acme")
        self.managers = server.role("managers", can="manage_guild")
        self.ana = server.user("ana", roles=[self.managers], locale="pt-BR")
        self.bob = server.user("bob")
        self.general = server.channel("general")
        self.closed = server.channel("closed", everyone_may_read=False)
        self.turns: list[Turn] = []
        self.admits: Callable[[Turn], Awaitable[None]] | None = None
        self.slept: list[float] = []
        self.passed = 0.0  # what was slept, which the clock of limits counts
        self.teams: set[str] = set()
        self.choices: Sequence[Choice] = ()
        self.typed: list[str] = []
        self.completed: list[Member] = []
        self.arrived = asyncio.Condition()
        self.promises = asyncio.Event()  # set lets those who wait two seconds for a form go on

    def now(self) -> datetime:
        return datetime.fromtimestamp(self.server.clock(), UTC)

    async def admit(self, turn: Turn) -> None:
        if self.admits:
            await self.admits(turn)
        async with self.arrived:
            self.turns.append(turn)
            self.arrived.notify_all()

    async def turn(self, number: int = 1) -> Turn:
        """Return one of the turns that were let in, once it was."""
        async with asyncio.timeout(5), self.arrived:
            await self.arrived.wait_for(lambda: len(self.turns) >= number)
            return self.turns[number - 1]

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.passed += seconds
        await (self.promises.wait() if seconds == 2.0 else asyncio.sleep(0))

    def deny(self, names: str) -> None:
        """Take something from the bot in the open channel."""
        self.general.overwrites[self.server.bot.id] = Overwrite(self.server.bot.id, 1, deny=bits(names))

    async def is_team(self, tenant: str) -> bool:
        return tenant in self.teams

    async def complete(self, member: Member, typed: str) -> Sequence[Choice]:
        self.typed.append(f"{member.user} {typed}")
        self.completed.append(member)
        return self.choices

    @asynccontextmanager
    async def spoken(self, **words: Any) -> AsyncIterator[Discord]:
        """Recap that speaks, and does not listen."""
        async with discord(
            token=Secret(self.server.token),
            url=self.server.url,
            admit=self.admit,
            complete=self.complete,
            is_team=self.is_team,
            now=self.now,
            clock=lambda: time.monotonic() + self.passed,
            sleep=self.sleep,
            **words,
        ) as one:
            yield one

    @asynccontextmanager
    async def connected(self, **words: Any) -> AsyncIterator[Discord]:
        """Recap at the gateway."""
        async with self.spoken(**words) as one:
            running = asyncio.ensure_future(one.run())
            try:
                await self.server.until(lambda: self.server.gateway.live or running.done())
                yield one
            finally:
                running.cancel()
                await asyncio.gather(running, return_exceptions=True)


@pytest.fixture
async def house() -> AsyncIterator[House]:
    async with DiscordServer(haste=50.0, max_concurrency=16) as server:
        yield House(server)

"""The chat platforms that have tokens: each is connected for the length of a block, and listens where the role does."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TypeAlias, TypeVar

from bot.environment.settings import Settings
from bot.logs import WARNING, log
from bot.serving.leaving import tell_limited
from bot.serving.present import Chats
from core.errors import AmbiguousError, OutsideError, RateLimitedError, TransientError
from core.leaving import Leaving
from core.messages import process as messages
from core.model import Member
from core.model.chat import Choice, Place, Turn
from core.ports.tenants import Tenant

Admit = Callable[[Turn], Awaitable[None]]
Complete = Callable[[Member, str], Awaitable[Sequence[Choice]]]
"""Return what somebody may mean who typed so much."""
_T = TypeVar("_T")
FIRST = 10.0  # seconds in which each is tried once; one that says nothing at all holds no other up for longer
_LONGEST = 60.0  # seconds between two attempts to connect


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """What platforms are connected with."""

    admit: Admit
    complete: Complete
    is_team: Callable[[str], Awaitable[bool]]  # whether all who are in a server work together
    is_followed: Callable[..., Awaitable[bool]]  # whether somebody was answered in one of some places of late
    leaving: Leaving
    tell: Callable[[str], None]  # hears why one has to wait
    now: Callable[[], datetime]
    sleep: Callable[[float], Awaitable[object]] = asyncio.sleep


@asynccontextmanager
async def reached(read: Settings, chats: Chats, world: World) -> AsyncGenerator[None, None]:
    """Connect to every platform that has a token, side by side; go on when each was tried, and name in `chats` what is connected.

    Raises:
        ExceptionGroup: of an OutsideError: one does not take its token.
    """
    await world.leaving.finish()  # what a process left behind that stopped; afterwards the token may be refused
    async with asyncio.TaskGroup() as group:
        held = [group.create_task(_held(_CONNECTED[name], read, chats, world)) for name in chats.names]
        try:
            await _tried(chats, world)
            yield
        finally:
            for one in held:
                one.cancel()


async def _tried(chats: Chats, world: World) -> None:
    try:
        async with asyncio.timeout(FIRST):
            await chats.tried()
    except TimeoutError:
        for name in chats.untried:
            _Trouble(name, chats, world).note(messages.silent(name))


async def _held(connected: "_Connected", read: Settings, chats: Chats, world: World) -> None:
    """Connect, and stay so until this is cancelled."""
    async with AsyncExitStack() as stack:
        await connected(stack, read, chats, world)
        await asyncio.Event().wait()


async def _slack(stack: AsyncExitStack, read: Settings, chats: Chats, world: World) -> None:
    from adapters.slack import slack
    from adapters.slack.app import URL
    from adapters.slack.events import PLATFORM

    async def on_limited(team: str) -> None:
        await tell_limited(chats.platforms[PLATFORM], read.limits.admins, team, world.now)

    trouble = _Trouble(PLATFORM, chats, world)
    one = await _entered(
        stack,
        lambda: slack(
            bot_token=read.slack.bot,
            app_token=read.slack.app,
            signing_secret=read.slack.signing,
            url=read.slack.url or URL,
            admit=world.admit,
            on_gone=lambda team: world.leaving.left(Tenant(PLATFORM, team)),
            on_limited=on_limited,
            is_followed=partial(_is_followed, world),
            now=world.now,
        ),
        trouble,
    )
    await _persistently(lambda: world.leaving.came(Tenant(PLATFORM, one.installed.team)), trouble)
    if read.slack.app:
        chats.listeners[PLATFORM] = one.run
    else:
        chats.routes += one.routes
    chats.came(one.platform)


async def _discord(stack: AsyncExitStack, read: Settings, chats: Chats, world: World) -> None:
    from adapters.discord import discord
    from adapters.discord.app import URL
    from adapters.discord.events import PLATFORM

    trouble = _Trouble(PLATFORM, chats, world)
    one = await _entered(
        stack,
        lambda: discord(
            token=read.discord.token,
            url=read.discord.url or URL,
            guild=read.discord.guild,
            admit=world.admit,
            complete=world.complete,
            is_team=world.is_team,
            on_here=partial(_came, world),
            on_gone=lambda server: world.leaving.left(Tenant(PLATFORM, server)),
            now=world.now,
        ),
        trouble,
    )
    chats.listeners[PLATFORM] = one.run
    chats.came(one.platform)


async def _entered(stack: AsyncExitStack, make: Callable[[], AbstractAsyncContextManager[_T]], trouble: "_Trouble") -> _T:
    """Enter what is made, again and again while that may help."""
    return await _persistently(lambda: stack.enter_async_context(make()), trouble)


async def _persistently(attempt: Callable[[], Awaitable[_T]], trouble: "_Trouble") -> _T:
    """Try again and again while that may help."""
    pause = 1.0
    while True:
        try:
            return await attempt()
        except (TransientError, RateLimitedError, AmbiguousError) as error:
            trouble.note(str(error))
        await trouble.world.sleep(pause)
        pause = min(2 * pause, _LONGEST)


@dataclass(frozen=True, slots=True)
class _Trouble:
    """What keeps a platform from being connected; who started the process hears of it once."""

    name: str
    chats: Chats
    world: World

    def note(self, why: str) -> None:
        if self.chats.failed(self.name, why):
            self.world.tell(messages.waiting(why))


async def _came(world: World, server: str) -> None:
    try:
        await world.leaving.came(Tenant("discord", server))
    except OutsideError as error:
        log(WARNING, "server not opened", kind=type(error).__name__)  # where it was thrown out in the last day


async def _is_followed(world: World, member: Member, *places: Place) -> bool:
    try:
        return await world.is_followed(member, *places)
    except OutsideError:
        return False  # who calls the bot is heard all the same


_Connected: TypeAlias = Callable[[AsyncExitStack, Settings, Chats, World], Awaitable[None]]
_CONNECTED: Mapping[str, _Connected] = {"slack": _slack, "discord": _discord}

"""The chat platforms that have tokens: each is connected for the length of a block, and listens where the role does."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from bot.leaving import tell_limited
from bot.logs import WARNING, log
from bot.settings import Discord, Settings
from core.errors import AmbiguousError, OutsideError, RateLimitedError, TransientError
from core.leaving import Leaving
from core.messages import process as messages
from core.model import Member
from core.model.chat import Choice, Place, Turn
from core.ports.chat import Platform
from core.ports.tenants import Tenant

if TYPE_CHECKING:
    from aiohttp import web

Admit = Callable[[Turn], Awaitable[None]]
Complete = Callable[[Member, str], Awaitable[Sequence[Choice]]]
"""Return what somebody may mean who typed so much."""
_T = TypeVar("_T")
_LONGEST = 60.0  # seconds between two attempts to connect


@dataclass(slots=True, kw_only=True)
class Chats:
    """The platforms that this process speaks to, by name, and how they are listened to."""

    platforms: dict[str, Platform] = field(default_factory=dict)
    listeners: dict[str, Callable[[], Awaitable[None]]] = field(default_factory=dict)  # none for what comes by HTTP
    routes: "list[web.RouteDef]" = field(default_factory=list)


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
    """Connect to every platform that has a token, and name it in `chats`.

    Raises:
        OutsideError: one does not take its token.
    """
    await world.leaving.finish()  # what a process left behind that stopped; afterwards the token may be refused
    async with AsyncExitStack() as stack:
        if read.slack.bot:
            await _slack(stack, read, chats, world)
        if read.discord.token:
            await _discord(stack, read.discord, chats, world)
        yield


async def _slack(stack: AsyncExitStack, read: Settings, chats: Chats, world: World) -> None:
    from adapters.slack import slack
    from adapters.slack.app import URL
    from adapters.slack.events import PLATFORM

    async def on_limited(team: str) -> None:
        await tell_limited(chats.platforms[PLATFORM], read.limits.admins, team, world.now)

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
        world,
    )
    await _persistently(lambda: world.leaving.came(Tenant(PLATFORM, one.installed.team)), world)
    chats.platforms[one.platform.name] = one.platform
    if read.slack.app:
        chats.listeners["slack"] = one.run
    else:
        chats.routes += one.routes


async def _discord(stack: AsyncExitStack, read: Discord, chats: Chats, world: World) -> None:
    from adapters.discord import discord
    from adapters.discord.app import URL
    from adapters.discord.events import PLATFORM

    one = await _entered(
        stack,
        lambda: discord(
            token=read.token,
            url=read.url or URL,
            guild=read.guild,
            admit=world.admit,
            complete=world.complete,
            is_team=world.is_team,
            on_here=partial(_came, world),
            on_gone=lambda server: world.leaving.left(Tenant(PLATFORM, server)),
            now=world.now,
        ),
        world,
    )
    chats.platforms[one.platform.name] = one.platform
    chats.listeners["discord"] = one.run


async def _entered(stack: AsyncExitStack, make: Callable[[], AbstractAsyncContextManager[_T]], world: World) -> _T:
    """Enter what is made, again and again while that may help."""
    return await _persistently(lambda: stack.enter_async_context(make()), world)


async def _persistently(attempt: Callable[[], Awaitable[_T]], world: World) -> _T:
    """Try again and again while that may help; why one has to wait is told once."""
    pause = 1.0
    while True:
        try:
            return await attempt()
        except (TransientError, RateLimitedError, AmbiguousError) as error:
            if pause == 1.0:
                world.tell(messages.waiting(str(error)))
        await world.sleep(pause)
        pause = min(2 * pause, _LONGEST)


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

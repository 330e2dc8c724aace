"""A client of discord.py at work on the server, for as long as a test needs it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

import discord

from tests.servers.discord.redirect import redirected
from tests.servers.discord.server import DiscordServer


def client(*, is_sharded: bool = True, **words: Any) -> discord.Client:
    """Make a client with no privileged intent, which waits neither for more servers than there are nor between identifications."""
    intents = discord.Intents(guilds=True, guild_messages=True, dm_messages=True)
    kind = discord.AutoShardedClient if is_sharded else discord.Client
    made = kind(**{"intents": intents, "allowed_mentions": discord.AllowedMentions.none(), "guild_ready_timeout": 0.01, **words})
    made.before_identify_hook = _at_once  # type: ignore[method-assign,assignment]  # it is there to be replaced
    return made


@asynccontextmanager
async def running(server: DiscordServer, made: discord.Client) -> AsyncIterator[asyncio.Task[None]]:
    """Log a client in and connect it; the task that is given ends when the client gives up."""
    async with AsyncExitStack() as stack:
        stack.enter_context(redirected(server))
        stack.push_async_callback(made.close)
        await made.login(server.token)
        task = asyncio.create_task(made.connect())
        stack.push_async_callback(asyncio.wait, {task}, timeout=10)
        stack.push_async_callback(made.close)
        ready = asyncio.create_task(made.wait_until_ready())
        await asyncio.wait({task, ready}, return_when=asyncio.FIRST_COMPLETED, timeout=10)
        ready.cancel()
        yield task


async def _at_once(_: int | None, *, initial: bool = False) -> None:
    """Identify without the five seconds that discord.py leaves between two."""

"""Recap in Discord, from a token to a platform that speaks and listens, in all servers that it was let into."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from aiohttp import ClientSession, ClientTimeout

from adapters.discord.board import DiscordBoard
from adapters.discord.buckets import Buckets
from adapters.discord.channels import Channels
from adapters.discord.commands import sync
from adapters.discord.directory import DiscordDirectory
from adapters.discord.door import Admit, Complete, Door, Moved
from adapters.discord.events import PLATFORM, Hearing, Installed
from adapters.discord.gateway import Client, listen
from adapters.discord.message import DiscordChat
from adapters.discord.names import Names
from adapters.discord.people import People
from adapters.discord.promises import Promises
from adapters.discord.quiet import quiet
from adapters.discord.starts import Starts
from adapters.discord.tools import Tools
from adapters.discord.web import Web
from core.errors import OutsideError
from core.marks import Marks
from core.model import Member, Secret
from core.model.chat import Choice
from core.ports.chat import Platform
from core.posted import BoardPosts

URL = "https://discord.com/api/v10"
_TIMEOUT = ClientTimeout(total=15.0, sock_connect=5.0)  # seconds; what takes longer may have been done
_LOG = logging.getLogger("recap")


async def _no_team(tenant: str) -> bool:  # noqa: ARG001  whoever it is
    """Take no server for a team."""
    return False


async def _nothing(member: Member, typed: str) -> Sequence[Choice]:  # noqa: ARG001  whatever it is
    """Complete nothing."""
    return ()


async def _nowhere(tenant: str) -> None:
    """Do nothing about a server that the bot is in, or was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Discord:
    """One bot: what speaks there, and what listens."""

    platform: Platform
    installed: Installed
    run: Callable[[], Awaitable[None]]
    """Listen at the gateway until cancelled."""


@asynccontextmanager
async def discord(
    *,
    token: Secret,
    url: str = "",
    guild: str = "",
    admit: Admit,
    complete: Complete = _nothing,
    is_team: Callable[[str], Awaitable[bool]] = _no_team,
    on_here: Moved = _nowhere,
    on_gone: Moved = _nowhere,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
) -> AsyncIterator[Discord]:
    """Be the bot of a token.

    Args:
        token: the bot's.
        url: where the API is; Discord's own without it.
        guild: the id of the one server that gets the commands, at once; everywhere without it.
        admit: lets a turn in.
        complete: what a member may mean who typed so much of a date.
        is_team: whether the managers of a server declared it to be the team.
        on_here: hears of each server that the bot is in.
        on_gone: hears of a server that took the bot out.
        now: the clock of answers.
        clock: seconds, for limits and memory.
        sleep: waits so many seconds.

    Raises:
        AuthError: Discord does not accept the token.
        OutsideError: Discord could not be asked whose it is.
    """
    quiet()
    address = (url or URL).rstrip("/")
    try:
        async with ClientSession(timeout=_TIMEOUT) as session, asyncio.TaskGroup() as tasks:
            web = Web(session, token, address, buckets=Buckets(clock=clock), now=now, sleep=sleep)
            installed = await _installed(web)
            channels, marks = Channels(web, installed), Marks(token)
            people = People(channels, clock=clock)
            directory = DiscordDirectory(channels, people, is_team)
            board = DiscordBoard(web, channels, marks)
            names = Names(people)
            promises = Promises(web, tasks, sleep=sleep)
            tools = Tools(web, board, marks, directory, installed, names, promises.drop, now)
            door = Door(
                web,
                Hearing(installed),
                people,
                board,
                promises,
                admit=admit,
                complete=complete,
                on_here=on_here,
                on_gone=on_gone,
            )
            starts = Starts(web, clock=clock, sleep=sleep)

            def client() -> Client:
                made = Client(address, starts)
                door.open(made)
                return made

            async def begin() -> None:
                await _told(web, installed, guild)

            async def run() -> None:
                await listen(token, client, begin=begin, sleep=sleep)

            yield Discord(
                platform=Platform(
                    name=PLATFORM,
                    directory=directory,
                    posts=BoardPosts(board, names.parts),
                    chat=lambda turn: DiscordChat(turn, tools),
                    homes=people.homes,
                    asks_for_team=True,
                ),
                installed=installed,
                run=run,
            )
            promises.close()
    except BaseExceptionGroup as group:  # what is promised raises nothing: it is the caller's own
        raise group.exceptions[0] from None


async def _installed(web: Web) -> Installed:
    told = await web.read("/applications/@me")
    return Installed(application=str(told["id"]), user=str((told.get("bot") or told)["id"]))


async def _told(web: Web, installed: Installed, guild: str) -> None:
    """Tell Discord the commands; where that fails, those that it knows are heard all the same."""
    try:
        if await sync(web, installed.application, guild):
            _LOG.info("discord commands told", extra={"fields": {}})
    except OutsideError:
        _LOG.warning("discord commands untold", extra={"fields": {}})

"""Recap in one workspace of Slack, from a token to a platform that speaks and listens."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from aiohttp import ClientSession, ClientTimeout, web
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.board import Board
from adapters.slack.directory import SlackDirectory
from adapters.slack.door import Admit, Door, Followed, Limited
from adapters.slack.ending import Ending, Gone
from adapters.slack.events import PLATFORM, Hearing, Installed
from adapters.slack.message import SlackChat, Tools
from adapters.slack.names import Names
from adapters.slack.people import People
from adapters.slack.posts import SlackPosts
from adapters.slack.quiet import quiet
from adapters.slack.replies import Marks
from adapters.slack.signed import Signed
from adapters.slack.socket import listen
from adapters.slack.web import Web
from core.model import Member, Secret
from core.model.chat import Place
from core.ports.chat import Platform

PATH = "/slack/events"  # for commands, events and interactivity alike
URL = "https://slack.com/api/"
PATIENCE = 15.0  # seconds; what takes longer may have been done
_CONNECT = 5.0


async def _nobody(tenant: str) -> None:
    """Do nothing about a workspace that took Recap out, or of which too much is told."""


async def _no_thread(member: Member, *places: Place) -> bool:  # noqa: ARG001  whoever and wherever
    """Take nobody to go on in a thread."""
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Slack:
    """One workspace: what speaks there, and what listens."""

    platform: Platform
    installed: Installed
    routes: Sequence[web.RouteDef]  # for a web server; empty without a signing secret
    run: Callable[[], Awaitable[None]]
    """Listen over Socket Mode until cancelled, where there is an app token; else let the routes do it."""


@asynccontextmanager
async def slack(
    *,
    bot_token: Secret,
    app_token: Secret = Secret(""),  # noqa: B008  it cannot change
    signing_secret: Secret = Secret(""),  # noqa: B008  it cannot change
    url: str = URL,
    admit: Admit,
    on_gone: Gone = _nobody,
    on_limited: Limited = _nobody,
    is_followed: Followed = _no_thread,
    patience: float = PATIENCE,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
) -> AsyncIterator[Slack]:
    """Connect to the workspace that a bot token is of.

    Args:
        bot_token: the app's in the workspace.
        app_token: for Socket Mode.
        signing_secret: for requests.
        url: where the API is.
        admit: lets a turn in.
        on_gone: hears of the workspace when it took Recap out.
        on_limited: hears of the workspace when Slack holds events back.
        is_followed: whether somebody was answered in one of some places of late, so that words there may be a follow-up.
        patience: seconds that a call may take.
        now: the clock of answers.
        clock: seconds, for memory.
        sleep: waits so many seconds.

    Raises:
        AuthError: Slack does not accept the token.
        OutsideError: Slack could not be asked whose it is.
    """
    try:
        async with ClientSession(timeout=ClientTimeout(total=patience, sock_connect=_CONNECT)) as session, asyncio.TaskGroup() as tasks:
            client = AsyncWebClient(
                token=bot_token.reveal(), base_url=url.rstrip("/") + "/", session=session, logger=quiet("web"), retry_handlers=[]
            )
            calls = Web(client, session, now=now, sleep=sleep)
            installed = await _installed(calls)
            marks, people = Marks(bot_token), People(calls, installed.team, clock=clock)
            ending = Ending(calls, installed.team, on_gone, sleep=sleep)
            calls.suspect = ending.suspected
            door = Door(
                client,
                Hearing(installed, marks, now),
                admit=admit,
                on_gone=ending.announced,
                on_limited=on_limited,
                is_followed=is_followed,
                known=people.known,
                tasks=tasks,
            )
            signed = Signed(signing_secret, door.answer, time=lambda: now().timestamp())

            async def run() -> None:
                if app_token:
                    await listen(client, app_token, door.answer, sleep=sleep)
                await asyncio.Event().wait()

            try:
                yield Slack(
                    platform=_platform(calls, installed, marks, people),
                    installed=installed,
                    routes=(web.post(PATH, signed.handle),) if signing_secret else (),
                    run=run,
                )
            finally:
                door.is_ending = True
    except BaseExceptionGroup as group:  # what is let in raises nothing: it is the caller's own
        raise group.exceptions[0] from None


def _platform(calls: Web, installed: Installed, marks: Marks, people: People) -> Platform:
    board = Board(calls, installed, marks)
    directory, names = SlackDirectory(calls, people, installed.team), Names(people)
    tools = Tools(calls, board, marks, directory, names)
    return Platform(name=PLATFORM, directory=directory, posts=SlackPosts(board, names), chat=lambda turn: SlackChat(turn, tools))


async def _installed(calls: Web) -> Installed:
    told = await calls.read("auth.test")
    return Installed(team=str(told["team_id"]), user=str(told["user_id"]), bot=str(told.get("bot_id") or ""))

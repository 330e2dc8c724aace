"""Settings -> a running bot: everything that a process needs is built here, once, and runs for the length of the block."""

from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from adapters.files import Files
from adapters.redis.client import Store
from adapters.redis.opening import opened
from adapters.web.health import Health
from adapters.web.oauth import OAuthPages
from bot.doors import Doors, doors
from bot.lasting import lasting
from bot.linked import Links, over
from bot.pulse import answers, pulse
from bot.roles import Part, Role
from bot.settings import Settings
from bot.stored import store_folder
from core.authorise import Authorisation
from core.messages import process as messages

Run = Callable[[], Awaitable[None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bot:
    """A bot that runs."""

    links: Links
    health: Health
    doors: Doors
    parts: tuple[str, ...]  # what lets work in here; none where there is nothing to do
    about: tuple[str, ...]  # what a person who started it should know


@asynccontextmanager
async def serving(
    read: Settings,
    files: Files,
    *,
    role: Role = Role.RUN,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
    tell: Callable[[str], None] = lambda _: None,
    patience: float = float("inf"),
) -> AsyncGenerator[Bot, None]:
    """Have the parts of a role run for the length of the block; then what lets work in ends first, and what was begun is finished.

    Args:
        read: what the environment says, checked by bot/misfits.py.
        files: where an embedded store lies.
        role: which parts.
        now: the clock of everything that is not measured in seconds.
        tell: hears why one has to wait, and what is not as it should be.
        patience: seconds that a store may take to come.

    Raises:
        SettingsError: the store or its keys are not as they must be.
        OutsideError: something cannot be had, or a part died; the sentence says which.
    """
    async with AsyncExitStack() as stack:
        entry = await stack.enter_async_context(doors(read.web, role))
        folder = store_folder(files)
        store = await stack.enter_async_context(opened(read.store, folder, tell=tell, within=patience))
        links, _ = await over(store, read, folder, now=now)
        entry.health.checks = {"store": partial(answers, store)}
        workers, takers = _workers(store), _takers(read, role, links, entry)
        await stack.enter_async_context(lasting(workers))
        await stack.enter_async_context(lasting(takers))
        entry.health.is_ready = True
        try:
            yield Bot(links=links, health=entry.health, doors=entry, parts=tuple(takers), about=_about(read, role, entry, tuple(takers)))
        finally:
            entry.health.is_ready = False


def _workers(store: Store) -> Mapping[str, Run]:
    """Return what runs until the end: others need it to finish their work."""
    watch = {"store": store.watch} if store.watch else {}
    return {"pulse": partial(pulse, store), **watch}


def _takers(read: Settings, role: Role, links: Links, entry: Doors) -> Mapping[str, Run]:
    """Return what lets work in."""
    takers: dict[str, Run] = {}
    if Part.WEB in role.parts:
        authorisation = Authorisation(links.connector, waiting=links.waiting, sites=links.hosts)
        pages = OAuthPages(authorisation, public=read.public_url or entry.pages)
        takers["web"] = partial(entry.serve, pages.add_to)
    return takers


def _about(read: Settings, role: Role, entry: Doors, parts: Sequence[str]) -> tuple[str, ...]:
    """Say what runs and where, and what does not run and why."""
    lines = [messages.started(role, parts)] if parts else [messages.nothing_to_do(role, _why_nothing(read, role))]
    if Part.CHATS in role.parts and Part.WEB in role.parts and not (read.slack.bot or read.discord.token):
        lines.append(messages.NO_CHAT)
    lines += [messages.listening(messages.PAGES, entry.pages)] if entry.pages else []
    lines += [messages.listening(messages.METRICS, entry.metrics)] if entry.metrics else []
    return tuple(lines)


def _why_nothing(read: Settings, role: Role) -> str:
    return messages.HTTP_ONLY if role is Role.BOT and read.slack.bot else messages.NO_CHAT

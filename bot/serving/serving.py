"""Settings -> a running bot: everything that a process needs is built here, once, and runs for the length of the block."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial

from adapters.files import Files
from adapters.redis.answers import RedisAnswers
from adapters.redis.inbox import LEASE, RedisInbox
from adapters.redis.notices import RedisNotices
from adapters.redis.opening import opened
from adapters.web.oauth import OAuthPages
from bot.accounts.linked import over
from bot.accounts.stored import store_folder
from bot.environment.settings import Settings
from bot.serving.announcing import Announcing
from bot.serving.doors import Doors, doors
from bot.serving.lasting import lasting
from bot.serving.leaving import leaving
from bot.serving.metered import MeteredBudget
from bot.serving.present import Chats
from bot.serving.pulse import answers, pulse
from bot.serving.reaching import World, reached
from bot.serving.roles import Part, Role
from bot.serving.standing import belongings, handlers, standups, teams
from bot.serving.taking import Taking
from bot.serving.talking import Ground, desk
from core.authorise import Authorisation
from core.connect import Linked, Site
from core.ingress import Ingress, Refusal
from core.messages import process as messages
from core.model import Member
from core.model.chat import Place, Turn
from core.talking.dead import DeadTokens
from core.talking.desk import Desk
from core.talking.rooms import TEAM
from core.talking.suggesting import suggested
from core.talking.talk import Talk

Run = Callable[[], Awaitable[None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bot:
    """A bot that runs."""

    ground: Ground
    desk: Desk
    ingress: Ingress
    doors: Doors
    parts: tuple[str, ...]  # what runs here; none where there is nothing to do
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
    sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    standup_clock: Callable[[], datetime] | None = None,
    lease: float = LEASE,
) -> AsyncGenerator[Bot, None]:
    """Have the parts of a role run for the length of the block; then what lets work in ends first, and what was begun is finished.

    Args:
        read: what the environment says, checked by bot/environment/misfits.py.
        files: where an embedded store lies.
        role: which parts.
        now: the clock of everything that is not measured in seconds.
        tell: hears why one has to wait, and what is not as it should be.
        patience: seconds that a store may take to come.
        sleep: waits between two attempts to reach a platform.
        standup_clock: stands for the store's clock, by which standups are due.
        lease: seconds after which another process takes up a turn whose process stopped.

    Raises:
        SettingsError: the store or its keys are not as they must be.
        OutsideError: something cannot be had, or a part died; the sentence says which.
    """
    async with AsyncExitStack() as stack:
        entry = await stack.enter_async_context(doors(read.web, role))
        folder = store_folder(files)
        store = await stack.enter_async_context(opened(read.store, folder, tell=tell, within=patience))
        chats = Chats(names=_named(read))
        died = DeadTokens(platforms=chats.platforms, notices=RedisNotices(store.patient), now=now)
        links, sealer = await over(store, read, folder, now=now, died=died)
        links = replace(links, budget=MeteredBudget(links.budget))
        ground = Ground(read=read, store=store, sealer=sealer, links=links, platforms=chats.platforms, now=now, standup_clock=standup_clock)
        built = _Built(ground, entry, chats, role, lease)
        entry.health.checks = {"store": partial(answers, store), **chats.checks}
        entry.health.needs = built.needs
        await stack.enter_async_context(reached(read, chats, built.world(tell, sleep)))
        takers = built.takers()
        await stack.enter_async_context(lasting(built.workers()))
        await stack.enter_async_context(lasting(takers))
        entry.health.is_ready = True
        try:
            parts = built.parts(takers)
            yield Bot(
                ground=ground,
                desk=built.desk,
                ingress=built.ingress,
                doors=entry,
                parts=parts,
                about=_about(read, role, entry, parts, by_http=built.by_http),
            )
        finally:
            entry.health.is_ready = False


class _Built:
    """What a process is made of, before it runs."""

    def __init__(self, ground: Ground, entry: Doors, chats: Chats, role: Role, lease: float) -> None:
        read, links = ground.read, ground.links
        self._ground, self._entry, self._chats, self._role = ground, entry, chats, role
        self._authorisation = Authorisation(links.connector, waiting=links.waiting, sites=links.hosts)
        together = teams(ground)
        self.desk = desk(
            ground,
            page=self._page if read.public_url else None,
            more=handlers(ground),
            team=together,
            last_standup=together.last,
            belongings=belongings(ground),
        )
        self._talk = Talk(self.desk)
        self._taking = Taking(self._talk, ground.platforms)
        inbox = RedisInbox(ground.store, ground.sealer, platforms=chats.names, lease=lease)
        self.ingress = Ingress(inbox, self._take, self._refuse, now=ground.now, renewed=lease / 3)
        self._leaving = leaving(ground)
        self._announcing = Announcing(self._tell_linked)
        self._pages = OAuthPages(
            self._authorisation, public=read.public_url or entry.pages or "http://localhost", tell=self._announcing.put
        )

    def world(self, tell: Callable[[str], None], sleep: Callable[[float], Awaitable[object]]) -> World:
        """Return what platforms are connected with."""

        async def is_team(server: str) -> bool:
            return await self.desk.rooms.is_on(Place("discord", server, ""), TEAM)

        return World(
            admit=self.ingress.admit,
            complete=partial(suggested, self.desk),
            is_team=is_team,
            is_followed=RedisAnswers(self._ground.store.hasty, self._ground.sealer).has_last,
            leaving=self._leaving,
            tell=tell,
            now=self._ground.now,
            sleep=sleep,
        )

    def workers(self) -> Mapping[str, Run]:
        """Return what runs until the end: others need it to finish their work."""
        store = self._ground.store
        workers: dict[str, Run] = {"pulse": partial(pulse, store), "announcing": self._announcing.run, "leaving": self._leaving.run}
        if store.watch:
            workers["store"] = store.watch
        if self._has_turns:
            workers["turns"] = self.ingress.run
        return workers

    def takers(self) -> Mapping[str, Run]:
        """Return what lets work in."""
        parts = self._role.parts
        takers: dict[str, Run] = {}
        if Part.WEB in parts:
            takers["web"] = self._web
        if Part.CHATS in parts:
            takers |= {name: partial(self._chats.listen, name) for name in self._chats.names if name not in self.by_http}
        if Part.STANDUPS in parts and self._chats.names:
            takers["standups"] = partial(standups, self._ground, self.desk)
        return takers

    def parts(self, takers: Mapping[str, Run]) -> tuple[str, ...]:
        """Return what this process does, in words."""
        return (*takers, *(["turns"] if self._has_turns else []))

    @property
    def _has_turns(self) -> bool:
        parts = self._role.parts
        return bool(self._chats.names) and (Part.WORK in parts or bool(Part.WEB in parts and self.by_http))

    @property
    def by_http(self) -> tuple[str, ...]:
        """Which platforms come by HTTP."""
        slack = self._ground.read.slack
        return ("slack",) if slack.bot and not slack.app else ()

    @property
    def needs(self) -> tuple[str, ...]:
        """Return what must be well for work to be sent here: no other chat keeps away what comes by HTTP; none is named where all must."""
        return ("store", *self.by_http) if self.by_http and Part.WEB in self._role.parts else ()

    async def _web(self) -> None:
        """Answer with pages, once what comes by HTTP can be."""
        for name in self.by_http:
            await self._chats.here(name)
        await self._entry.serve(self._pages.add_to, lambda app: app.add_routes(self._chats.routes))

    async def _take(self, turn: Turn) -> None:
        await self._chats.there(turn.member)
        await self._taking.take(turn)

    async def _refuse(self, turn: Turn, refusal: Refusal) -> None:
        await self._chats.there(turn.member)
        await self._taking.refuse(turn, refusal)

    async def _tell_linked(self, done: Linked) -> None:
        await self._chats.there(done.account.owner)
        await self._talk.linked(done)

    async def _page(self, member: Member, site: Site) -> str:
        """Return where a member links an account in a browser."""
        return self._pages.link(site.provider, await self._authorisation.invite(member, site))


def _named(read: Settings) -> tuple[str, ...]:
    """Return the platforms that have a token."""
    tokens = {"slack": read.slack.bot, "discord": read.discord.token}
    return tuple(name for name, token in tokens.items() if token)


def _about(read: Settings, role: Role, entry: Doors, parts: tuple[str, ...], *, by_http: tuple[str, ...]) -> tuple[str, ...]:
    """Say what runs and where, and what does not run and why."""
    lines = [messages.started(role, parts)] if parts else [messages.nothing_to_do(role, messages.NO_CHAT)]
    if parts and not (read.slack.bot or read.discord.token):
        lines.append(messages.NO_CHAT)
    lines += [messages.listening(messages.PAGES, entry.pages)] if entry.pages else []
    if entry.pages and by_http:
        from adapters.slack.app import PATH

        lines.append(messages.listening(messages.SLACK, f"{read.public_url or entry.pages}{PATH}"))
    lines += [messages.listening(messages.METRICS, entry.metrics)] if entry.metrics else []
    return tuple(lines)

"""A workspace with some people, and Recap in it: over a socket, or by HTTP."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from aiohttp import web

from adapters.slack import Slack, slack
from core.model import Member, Secret
from core.model.chat import Place, Turn
from tests.servers.loopback import served
from tests.servers.slack import SlackServer
from tests.servers.slack.workspace import SCOPES, Workspace


class House:
    """Ana, Bob and a channel at Acme; `turns` were let in, `gone` are workspaces that took Recap out."""

    def __init__(self, server: SlackServer) -> None:
        self.server = server
        self.acme: Workspace = server.workspace("T0ACME", scopes=(*SCOPES, "users:read.email"))
        self.ana = self.acme.user("ana", tz="Europe/Lisbon", locale="pt-PT", email="ana@acme.example", is_admin=True)
        self.bob = self.acme.user("bob")
        self.dev = self.acme.channel("dev", members=[self.ana, self.bob])
        self.turns: list[Turn] = []
        self.gone: list[str] = []
        self.limited: list[str] = []
        self.followed: set[tuple[Member, Place]] = set()  # who was answered where
        self.looked: list[tuple[Place, ...]] = []
        self.admits: Callable[[Turn], Awaitable[None]] | None = None
        self.slept: list[float] = []
        self.patience = 15.0
        self.arrived = asyncio.Condition()

    async def admit(self, turn: Turn) -> None:
        if self.admits:
            await self.admits(turn)
        async with self.arrived:
            self.turns.append(turn)
            self.arrived.notify_all()

    async def on_gone(self, tenant: str) -> None:
        async with self.arrived:
            self.gone.append(tenant)
            self.arrived.notify_all()

    async def on_limited(self, tenant: str) -> None:
        self.limited.append(tenant)

    async def is_followed(self, member: Member, *places: Place) -> bool:
        self.looked.append(places)
        return any((member, place) in self.followed for place in places)

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        await (asyncio.sleep(0) if seconds < 5 else asyncio.Event().wait())  # connections are looked at by whoever lives longer

    @asynccontextmanager
    async def spoken(self) -> AsyncIterator[Slack]:
        """Recap that speaks, and does not listen."""
        async with slack(
            bot_token=Secret(self.acme.token.text),
            app_token=Secret(self.server.app_token.text),
            signing_secret=Secret(self.server.signing_secret),
            url=self.server.api,
            admit=self.admit,
            on_gone=self.on_gone,
            on_limited=self.on_limited,
            is_followed=self.is_followed,
            sleep=self.sleep,
            patience=self.patience,
        ) as one:
            yield one

    @asynccontextmanager
    async def connected(self, number: int = 1) -> AsyncIterator[Slack]:
        """Recap over Socket Mode, as the first process or a further one."""
        async with self.spoken() as one:
            running = asyncio.ensure_future(one.run())
            await self.server.sockets.connected(number)
            try:
                yield one
            finally:
                running.cancel()
                await asyncio.gather(running, return_exceptions=True)

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[Slack]:
        """Recap by HTTP."""
        async with self.spoken() as one, self.reachable(one):
            yield one

    @asynccontextmanager
    async def reachable(self, one: Slack) -> AsyncIterator[None]:
        """A web server with Recap's routes."""
        app = web.Application()
        app.add_routes(one.routes)
        async with served(app) as url:
            self.server.deliveries.request_url = f"{url}/slack/events"
            yield


@pytest.fixture
async def house() -> AsyncIterator[House]:
    async with SlackServer() as server:
        yield House(server)

"""Where a process listens: pages and health at one door, metrics at another, both open before anything else is there."""

import asyncio
import socket
from collections.abc import AsyncGenerator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Never

from aiohttp import web

from adapters.prometheus import TYPE, Metrics
from adapters.web.app import application
from adapters.web.health import Health
from adapters.web.listening import opened, served
from bot.environment.settings import Place, Web
from bot.logs import heard_by
from bot.options import version
from bot.serving.roles import Part, Role

LONGEST = 2**20  # bytes of a request's body: what a chat platform sends holds whole messages

Add = Callable[[web.Application], object]
"""Add routes to an application."""


@dataclass(slots=True, kw_only=True)
class Doors:
    """The doors of one process."""

    health: Health
    pages: str = ""  # the address of its pages, where it has any
    metrics: str = ""
    _door: socket.socket | None = None
    _waiting: AsyncExitStack = field(default_factory=AsyncExitStack)

    @asynccontextmanager
    async def open_pages(self, place: Place) -> AsyncGenerator[None, None]:
        """Listen for the length of the block; until there are pages, health alone answers."""
        with opened(place.host, place.port) as self._door:
            self.pages = _address(self._door)
            async with self._waiting:
                await self._waiting.enter_async_context(served(_application(self.health.add_to), self._door))
                yield

    @asynccontextmanager
    async def open_metrics(self, place: Place) -> AsyncGenerator[None, None]:
        """Count what happens, and tell who asks, for the length of the block."""
        counted = Metrics()
        with heard_by(counted), opened(place.host, place.port) as door:
            self.metrics = _address(door)
            async with served(_application(self.health.add_to, lambda app: _add_metrics(app, counted)), door):
                yield

    async def serve(self, *adds: Add) -> Never:
        """Answer with pages from here on; nobody who knocks while health goes and they come is turned away."""
        if self._door is None:
            raise RuntimeError("this role has no pages")
        await self._waiting.aclose()
        async with served(_application(self.health.add_to, *adds), self._door):
            while True:
                await asyncio.Event().wait()


@asynccontextmanager
async def doors(read: Web, role: Role) -> AsyncGenerator[Doors, None]:
    """Open the doors of a role for the length of the block.

    Raises:
        PermanentError: something else listens there, or nothing may.
    """
    ours = Doors(health=Health(token=read.health_token, about={"version": version(), "role": role}))
    async with AsyncExitStack() as stack:
        if read.metrics is not None:
            place = replace(read.metrics, port=role.metrics_port) if read.has_own_metrics else read.metrics
            await stack.enter_async_context(ours.open_metrics(place))
        if Part.WEB in role.parts:
            await stack.enter_async_context(ours.open_pages(read.listen))
        yield ours


def _application(*adds: Add) -> web.Application:
    app = application(longest=LONGEST)
    for add in adds:
        add(app)
    return app


def _add_metrics(app: web.Application, metrics: Metrics) -> None:
    async def told(_request: web.Request) -> web.Response:
        return web.Response(body=metrics.text(), headers={"Content-Type": TYPE})

    app.router.add_get("/metrics", told)


def _address(door: socket.socket) -> str:
    host, port = door.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"

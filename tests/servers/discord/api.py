"""The interface without a library: what comes back, as it comes, for the server's own tests."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

from aiohttp import ClientSession
from multidict import CIMultiDictProxy

from tests.servers.discord.nouns import Interaction, Object
from tests.servers.discord.server import DiscordServer


@dataclass(frozen=True, slots=True)
class Answer:
    """A status, what was in the body, and the headers."""

    status: int
    body: Any
    headers: CIMultiDictProxy[str]

    @property
    def code(self) -> int:
        return int(self.body["code"])


class Api:
    """Calls the interface as the bot."""

    def __init__(self, server: DiscordServer, session: ClientSession) -> None:
        self._server = server
        self._session = session

    async def __call__(self, method: str, path: str, body: Any = None, *, token: str | None = None) -> Answer:
        headers = {"Authorization": f"Bot {self._server.token if token is None else token}"}
        async with self._session.request(method, self._server.url + path, json=body, headers=headers) as response:
            is_json = response.content_type == "application/json"
            return Answer(response.status, await response.json() if is_json else await response.text(), response.headers)

    async def answers(self, interaction: Interaction, kind: int, data: Any = None) -> Answer:
        """Answer an interaction."""
        body = {"type": kind, **({"data": data} if data is not None else {})}
        return await self("POST", f"/interactions/{interaction.id}/{interaction.token}/callback", body, token="")

    async def hook(self, method: str, interaction: Interaction, what: str = "", body: Any = None) -> Answer:
        """Use the token of an interaction."""
        return await self(method, f"/webhooks/{self._server.bot.id}/{interaction.token}{what}", body, token="")


@asynccontextmanager
async def calling(server: DiscordServer) -> AsyncIterator[Api]:
    """Return who calls the interface."""
    async with ClientSession() as session:
        yield Api(server, session)


@asynccontextmanager
async def listening(server: DiscordServer) -> AsyncIterator[tuple[Callable[[Object], Awaitable[None]], Callable[[], Awaitable[Any]]]]:
    """Connect to the gateway without a library; return how to say something and how to hear the next thing."""
    async with ClientSession() as session, session.ws_connect(server.gateway_url, params={"v": "10", "encoding": "json"}) as socket:
        yield socket.send_json, partial(socket.receive_json, timeout=3)

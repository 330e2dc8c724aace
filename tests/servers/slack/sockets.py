"""Socket Mode: https://docs.slack.dev/apis/events-api/using-socket-mode, over real WebSockets, up to ten at a time."""

import asyncio
import json
import random
import secrets
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from aiohttp import WSMsgType, web

from tests.servers.slack.deliveries import Delivery, NotTakenError
from tests.servers.slack.nouns import Json
from tests.servers.slack.watch import Watch

if TYPE_CHECKING:
    from tests.servers.slack.server import SlackServer

MOST = 10


class Socket:
    """One connection of the app; `taken` holds the ids of what it acknowledged, in order."""

    def __init__(self, name: str, request: web.Request, socket: web.WebSocketResponse) -> None:
        self.name = name
        self.is_leaving = False  # it was told to reconnect
        self.taken: list[str] = []
        self._request = request
        self._socket = socket
        self._waiting: dict[str, asyncio.Future[Any]] = {}

    async def send(self, delivery: Delivery, number: int, before: str) -> Any:
        """Send in an envelope; return what comes with its acknowledgement.

        Raises:
            NotTakenError: The connection closed before.
        """
        envelope_id = secrets.token_hex(16)
        envelope: Json = {"envelope_id": envelope_id, "payload": delivery.payload, "type": delivery.kind}
        envelope["accepts_response_payload"] = delivery.kind != "events_api"
        if delivery.kind == "events_api" or number:
            envelope |= {"retry_attempt": number, "retry_reason": before}
        waiting = self._waiting[envelope_id] = asyncio.get_running_loop().create_future()
        try:
            await self._socket.send_json(envelope)
            return await waiting
        except ConnectionError:
            raise NotTakenError("closed") from None
        finally:
            del self._waiting[envelope_id]

    async def say(self, what: str, **more: object) -> None:
        await self._socket.send_json({"type": what, **more})

    async def listen(self) -> None:
        """Take acknowledgements until the connection closes."""
        try:
            async for message in self._socket:
                if message.type is WSMsgType.TEXT:
                    self._take(json.loads(message.data))
        finally:
            for waiting in self._waiting.values():
                if not waiting.done():
                    waiting.set_exception(NotTakenError("closed"))

    async def refresh(self, reason: str = "refresh_requested") -> None:
        """Tell the app to reconnect: "warning" some ten seconds ahead, "refresh_requested" when it is time."""
        self.is_leaving = True
        await self.say("disconnect", reason=reason, debug_info={"host": "loopback"})
        if reason == "too_many_websockets":
            await self._socket.close()

    def cut(self) -> None:
        """Lose the connection without a word."""
        if self._request.transport is not None:
            self._request.transport.abort()

    def _take(self, said: Json) -> None:
        waiting = self._waiting.get(said.get("envelope_id", ""))
        self.taken.append(said.get("envelope_id", ""))
        if waiting and not waiting.done():
            waiting.set_result(said.get("payload"))


class Sockets:
    """The app's connections."""

    def __init__(self, slack: "SlackServer") -> None:
        self.open: list[Socket] = []
        self.invited = 0
        self.met = 0
        self.random = random.Random(7)  # noqa: S311  # which connection gets an envelope is not a secret
        self._slack = slack
        self._tickets: set[str] = set()
        self._away = 0  # connections that were told to come again and left
        self._changed = Watch()

    def invite(self) -> str:
        """Return an address that one connection may be made to."""
        ticket = secrets.token_hex(16)
        self._tickets.add(ticket)
        self.invited += 1
        return f"{self._slack.url.replace('http', 'ws', 1)}/link/?ticket={ticket}&app_id={self._slack.app_id}"

    async def pick(self, *, but: str = "") -> Socket | None:
        """Choose a connection, by chance as Slack does, another one than before where there is one; wait for one that was promised."""
        if not self.open and (self._tickets or self._away):
            await self._changed.until(lambda: self.open)
        staying = [socket for socket in self.open if not socket.is_leaving] or self.open
        others = [socket for socket in staying if socket.name != but] or staying
        return self.random.choice(others) if others else None

    async def connected(self, count: int = 1, *, ever: int = 0) -> None:
        """Wait until there are so many connections, if only for a moment, and at least so many were made ever."""
        await self._changed.until(lambda: len(self.open) == count and self.met >= ever)

    async def meet(self, request: web.Request) -> web.StreamResponse:
        """Serve a connection."""
        if request.query.get("ticket", "") not in self._tickets:
            return web.Response(status=401)
        self._tickets.discard(request.query["ticket"])
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self.met += 1
        met = Socket(f"socket-{self.met}", request, socket)
        if len(self.open) >= MOST:
            await met.refresh("too_many_websockets")
            return socket
        info = {"host": "loopback", "build_number": 1, "approximate_connection_time": 18060}
        connection = {"app_id": self._slack.app_id}
        with suppress(ConnectionError):  # it may be gone at any moment
            await met.say("hello", num_connections=len(self.open) + 1, debug_info=info, connection_info=connection)
            self._change(met, comes=True)
            try:
                await met.listen()
            finally:
                self._change(met, comes=False)
        return socket

    async def close(self) -> None:
        for socket in list(self.open):
            socket.cut()

    def _change(self, socket: Socket, *, comes: bool) -> None:
        if comes:
            self.open.append(socket)
            self._away = max(0, self._away - 1)
        else:
            self.open.remove(socket)
            self._away += socket.is_leaving
        self._changed.look()

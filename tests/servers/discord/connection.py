"""One connection to the gateway: its frames, compressed as the client asked, and its heartbeat."""

import json
import zlib
from collections import deque
from collections.abc import Callable

from aiohttp import web

from tests.servers.discord.nouns import Object
from tests.servers.discord.sessions import Session

SENDS = (120, 60.0)  # events that a client may send in so many seconds


class Connection:
    """A socket, and the session that it carries once it has one."""

    def __init__(self, socket: web.WebSocketResponse, request: web.Request, clock: Callable[[], float]) -> None:
        self.socket = socket
        self.session: Session | None = None
        self.was_ended = False  # by us, not by the client
        self.is_silent = False  # no acknowledgement, no event: a zombie
        self.version = request.query.get("v", "10")
        self._request = request
        self._clock = clock
        self._packer = zlib.compressobj() if request.query.get("compress") == "zlib-stream" else None
        self._sent: deque[float] = deque()

    async def send(self, payload: Object) -> None:
        """Send, if anybody is still there; what was not heard is replayed to whoever resumes."""
        if self.is_silent or self.socket.closed:
            return
        text = json.dumps({"s": None, "t": None, "d": None, **payload}).encode()
        try:
            if self._packer is None:
                await self.socket.send_str(text.decode())
            else:
                await self.socket.send_bytes(self._packer.compress(text) + self._packer.flush(zlib.Z_SYNC_FLUSH))
        except ConnectionError:
            self.drop()

    def drop(self) -> None:
        """End the connection without a word."""
        if self._request.transport is not None:
            self._request.transport.abort()

    async def close(self, code: int) -> None:
        self.was_ended = True
        await self.socket.close(code=code, message=b"")

    def sends_too_much(self) -> bool:
        """Count what the client sends."""
        most, span = SENDS
        now = self._clock()
        while self._sent and self._sent[0] <= now - span:
            self._sent.popleft()
        self._sent.append(now)
        return len(self._sent) > most

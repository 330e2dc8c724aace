"""A chat completions endpoint on loopback that takes only the key that it issued, and answers as it is told to.

It checks requests against the API reference (Create chat completion): known fields, messages of a known role, a model that it has.
"""

import asyncio
import secrets
import ssl
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self, TypeAlias

from aiohttp import web

MODEL = "test-model"
_FIELDS = frozenset(["model", "messages", "stream", "temperature", "max_completion_tokens", "max_tokens"])


@dataclass(frozen=True, slots=True)
class Asked:
    """One request that was let in."""

    system: str
    user: str
    options: Mapping[str, object]
    has_key: bool


@dataclass(slots=True)
class Exchange:
    """A request that is being answered: what a turn of the script works with."""

    asked: Asked
    request: web.Request
    closing: asyncio.Event
    response: web.StreamResponse = field(default_factory=lambda: web.StreamResponse(headers={"Content-Type": "text/event-stream"}))

    async def send(self, *parts: bytes) -> None:
        if not self.response.prepared:
            await self.response.prepare(self.request)
        for part in parts:
            await self.response.write(part)

    async def stall(self) -> None:
        await self.closing.wait()

    def reset(self) -> None:
        if self.request.transport is not None:
            self.request.transport.abort()


Turn: TypeAlias = Callable[[Exchange], Awaitable[web.StreamResponse | None]]


class OpenAIServer:
    """Plays its script, one turn a request, the last one again and again; remembers what it was asked."""

    def __init__(self, *turns: Turn, needs_key: bool = True, certificate: Path | None = None) -> None:
        self.key = f"test-{secrets.token_hex(12)}" if needs_key else ""
        self.asked: list[Asked] = []
        self.rejects: set[str] = set()  # options that the model does not take
        self.intruders = 0  # requests with a key that was not issued here
        self.url = ""
        self._turns = self._first = list(turns)
        self._played = 0
        self._closing = asyncio.Event()
        self._tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH) if certificate else None
        if self._tls and certificate:
            self._tls.load_cert_chain(certificate)

    def goes_on(self, *turns: Turn) -> None:
        """Play other turns from now on; without any, those of the beginning."""
        self._turns, self._played = list(turns or self._first), 0

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=16 << 20)
        app.router.add_post("/v1/chat/completions", self._completions)
        self._runner = web.AppRunner(app, shutdown_timeout=0.5)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0, ssl_context=self._tls)
        await site.start()
        self.url = f"{'https' if self._tls else 'http'}://127.0.0.1:{self._runner.addresses[0][1]}/v1"
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._closing.set()
        await self._runner.cleanup()

    async def _completions(self, request: web.Request) -> web.StreamResponse:
        authorization = request.headers.get("Authorization", "")
        if authorization != (f"Bearer {self.key}" if self.key else ""):
            self.intruders += 1
            return failure(401, f"Incorrect API key provided: {authorization}", code="invalid_api_key")
        body = await request.json()
        if problem := self._problem(body):
            return problem
        *system, user = (message["content"] for message in body.pop("messages"))
        self.asked.append(Asked("".join(system), user, body, bool(self.key)))
        self._played += 1
        turn = self._turns[min(self._played, len(self._turns)) - 1]
        exchange = Exchange(self.asked[-1], request, self._closing)
        try:
            return await turn(exchange) or exchange.response
        except ConnectionError:  # the client had enough
            return exchange.response

    def _problem(self, body: Mapping[str, object]) -> web.Response | None:
        messages = body["messages"]
        assert isinstance(messages, list)
        roles = [message["role"] for message in messages]
        is_refused = bool(self.asked) and "system" in self.rejects
        assert roles == (["user"] if is_refused else ["system", "user"]), "one message of the system, then one of the user"
        assert body.keys() <= _FIELDS, f"unknown fields {body.keys() - _FIELDS}"
        if body["model"] != MODEL:
            return failure(404, f"The model `{body['model']}` does not exist", code="model_not_found")
        for option in sorted(self.rejects & body.keys()):
            return failure(400, f"Unsupported parameter: '{option}' is not supported with this model.", code="unsupported_parameter")
        return None


def failure(
    status: int, message: str, *, code: str | None = None, param: str | None = None, headers: Mapping[str, str] | None = None
) -> web.Response:
    """Refuse as the API does, with a JSON object."""
    error = {"error": {"message": message, "type": "error", "param": param, "code": code}}
    return web.json_response(error, status=status, headers=headers)

"""What the endpoint does with a request: a whole answer, a broken one, a refusal, a flood or nothing."""

import asyncio
import json
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeAlias

from aiohttp import web

from tests.servers.openai.server import MODEL, Asked, Exchange, Turn, failure

Json: TypeAlias = "str | int | float | bool | Sequence[Json] | Mapping[str, Json] | None"


def chunk(delta: Mapping[str, Json], *, reason: str | None = None) -> bytes:
    """Return one event of the stream."""
    choice = {"index": 0, "delta": delta, "finish_reason": reason}
    whole = {"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1, "model": MODEL, "choices": [choice]}
    return b"data: " + json.dumps(whole).encode() + b"\n\n"


def body(text: str, *, size: int = 7, reason: str | None = "stop") -> Iterator[bytes]:
    """Return the events of a good answer, its text in pieces of `size` characters; without a reason, it just ends."""
    yield chunk({"role": "assistant", "content": ""})
    for start in range(0, len(text), size):
        yield chunk({"content": text[start : start + size]})
    if reason is not None:
        yield chunk({}, reason=reason)
    yield b"data: [DONE]\n\n"


def says(text: str | Callable[[Asked], str], *, size: int = 7, reason: str | None = "stop") -> Turn:
    """Answer with a text, or with what a function makes of the prompt."""

    async def turn(exchange: Exchange) -> None:
        await exchange.send(*body(text if isinstance(text, str) else text(exchange.asked), size=size, reason=reason))

    return turn


def sends(*parts: bytes, then: str = "end") -> Turn:
    """Send these bytes as they are, then "end", "stall", or "reset" the connection."""

    async def turn(exchange: Exchange) -> None:
        await exchange.send(*parts)
        if then == "stall":
            await exchange.stall()
        elif then == "reset":
            exchange.reset()

    return turn


def refuses(
    status: int, message: str = "no", *, code: str | None = None, param: str | None = None, headers: Mapping[str, str] | None = None
) -> Turn:
    """Answer with a status that is not 200."""

    async def turn(_: Exchange) -> web.Response:
        return failure(status, message, code=code, param=param, headers=headers)

    return turn


def refuses_with(status: int, body: Json) -> Turn:
    """Refuse in another form than OpenAI's."""

    async def turn(_: Exchange) -> web.Response:
        return web.json_response(body, status=status)

    return turn


def answers(text: str, *, reason: str = "stop") -> Turn:
    """Answer in one piece."""

    async def turn(exchange: Exchange) -> web.Response:
        assert exchange.asked.options["stream"] is False
        choice = {"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": reason}
        return web.json_response({"id": "chatcmpl-1", "object": "chat.completion", "created": 1, "model": MODEL, "choices": [choice]})

    return turn


def shows(status: int, html: str) -> Turn:
    """Answer as a proxy does: with a page."""

    async def turn(_: Exchange) -> web.Response:
        return web.Response(status=status, text=html, content_type="text/html")

    return turn


def never_ends(delta: Mapping[str, Json]) -> Turn:
    """Repeat one piece until the client has enough."""

    async def turn(exchange: Exchange) -> None:
        while not exchange.closing.is_set():
            await exchange.send(chunk(delta))
            await asyncio.sleep(0)  # client and server share a loop

    return turn


def floods(status: int, *, first: bytes = b"", piece: bytes = b"a" * 100_000) -> Turn:
    """Send one piece again and again, as fast as it can be read, until the client has enough."""

    async def turn(exchange: Exchange) -> None:
        exchange.response.set_status(status)
        await exchange.send(first)
        while not exchange.closing.is_set():
            await exchange.send(piece)

    return turn


def bomb(status: int, *, first: bytes = b"") -> Turn:
    """Send what unpacks to half a gigabyte, though nobody asked for anything packed."""

    async def turn(exchange: Exchange) -> None:
        assert exchange.request.headers["Accept-Encoding"] == "identity"
        exchange.response.set_status(status)
        exchange.response.headers["Content-Encoding"] = "gzip"
        await exchange.send(packed)

    packer = zlib.compressobj(1, zlib.DEFLATED, 31)
    packed = b"".join([packer.compress(first), *(packer.compress(b"a" * 10_000_000) for _ in range(50)), packer.flush()])
    return turn


async def stalls(exchange: Exchange) -> None:
    """Take the request and say nothing."""
    await exchange.stall()


async def resets(exchange: Exchange) -> None:
    """Drop the connection before any answer."""
    exchange.reset()

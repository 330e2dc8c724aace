"""What may go wrong on the way to a host, as turns of its server."""

import asyncio
import gzip
import json
import zlib
from functools import cache
from typing import Any, Protocol

from aiohttp import web

from tests.servers.host import Host, Turn


class Closing(Protocol):
    """A server that says when it stops."""

    @property
    def closing(self) -> asyncio.Event: ...


def refuses(status: int, body: object = None, **headers: str) -> Turn:
    """Answer with a status and JSON; `_` in a header's name stands for `-`."""

    async def turn(_: web.Request, __: object) -> web.StreamResponse:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        said = body if body is not None else {"message": f"{status} Something"}
        return web.json_response(said, status=status, headers=named)

    return turn


def says(answer: object, **headers: str) -> Turn:
    """Answer with some JSON."""
    return refuses(200, answer, **headers)


def page(status: int = 200) -> Turn:
    """Answer as a portal or a proxy does: with HTML."""

    async def turn(_: web.Request, __: object) -> web.StreamResponse:
        return web.Response(status=status, text="<html><body>Please log in</body></html>", content_type="text/html")

    return turn


def leads_to(location: str) -> Turn:
    """Answer with a redirect."""

    async def turn(_: web.Request, __: object) -> web.StreamResponse:
        return web.Response(status=302, headers={"Location": location})

    return turn


async def passes(request: web.Request, server: Host[Any]) -> web.StreamResponse:
    """Answer with the truth."""
    return await server.answered(request)


def delayed(after: str) -> Turn:
    """Answer with the truth, late, and ask for a pause of so many seconds."""

    async def turn(request: web.Request, server: Host[Any]) -> web.StreamResponse:
        answer = await server.answered(request)
        answer.headers.update({"Retry-After": after, "X-RateLimit-Delay": "0.5"})
        return answer

    return turn


async def cut(_: web.Request, __: object) -> web.StreamResponse:
    """Answer with JSON that ends in the middle."""
    return web.Response(body=b'[{"id": 1, "na', content_type="application/json")


async def short(request: web.Request, _: object) -> web.StreamResponse:
    """Promise more bytes than come."""
    response = web.StreamResponse(headers={"Content-Type": "application/json", "Content-Length": "1000"})
    await response.prepare(request)
    await response.write(b"[]")
    assert request.transport is not None
    request.transport.close()
    return response


async def resets(request: web.Request, _: object) -> web.StreamResponse:
    """Drop the connection before any answer."""
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


async def bomb(_: web.Request, __: object) -> web.StreamResponse:
    """Answer with little that unpacks to much."""
    return web.Response(body=_bomb(), headers={"Content-Type": "application/json", "Content-Encoding": "gzip"})


@cache
def _bomb() -> bytes:
    packed = zlib.compressobj(9, zlib.DEFLATED, 31)
    return b"".join([packed.compress(b'["'), *(packed.compress(b"a" * (1 << 20)) for _ in range(200)), packed.flush()])


async def deep(_: web.Request, __: object) -> web.StreamResponse:
    """Answer with JSON that is nested beyond reason."""
    return web.Response(body=b"[" * 100_000, content_type="application/json")


async def endless(request: web.Request, server: Closing) -> web.StreamResponse:
    """Send without an end."""
    response = web.StreamResponse(headers={"Content-Type": "application/json"})
    await response.prepare(request)
    try:
        while not server.closing.is_set():
            await response.write(b"[" + b" " * 65_536)
            await asyncio.sleep(0)
    except ConnectionError:
        pass
    return response


async def stalls(_: web.Request, server: Closing) -> web.StreamResponse:
    """Take the request and say nothing."""
    await server.closing.wait()
    return web.Response()


async def drips(request: web.Request, server: Host[Any]) -> web.StreamResponse:
    """Send one byte of the headers after the other, until the client has had enough."""
    transport = request.transport
    assert transport is not None
    for byte in b"HTTP/1.1 200 OK\r\nX-Slow: " + b"a" * 10_000:
        if server.closing.is_set() or transport.is_closing():
            break
        transport.write(bytes([byte]))
        await asyncio.sleep(0.01)
    if transport.is_closing():
        server.dropped.set()
    return web.Response()


def altered(**fields: object) -> Turn:
    """Answer as usual, with fields of each entry replaced; one that is `...` is left out."""

    async def turn(request: web.Request, server: Host[Any]) -> web.StreamResponse:
        answer = await server.answered(request)
        assert isinstance(answer.body, bytes)
        told = json.loads(gzip.decompress(answer.body))
        for row in _rows(told):
            row.update({name: value for name, value in fields.items() if value is not ...})
            for name in [name for name, value in fields.items() if value is ...]:
                row.pop(name, None)
        return web.json_response(told, headers={name: value for name, value in answer.headers.items() if name in {"Link", "X-Next-Page"}})

    return turn


def _rows(told: Any) -> list[dict[str, object]]:
    """Return the entries of a list, of a list in its envelope, or the one entry."""
    listed = told.get("value", told) if isinstance(told, dict) else told
    return listed if isinstance(listed, list) else [listed]

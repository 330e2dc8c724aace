"""What may go wrong on the way to GitHub, as turns of its server."""

import asyncio
import gzip
from functools import lru_cache
from typing import TYPE_CHECKING

from aiohttp import web

if TYPE_CHECKING:
    from tests.servers.github.server import GitHubServer, Turn


def refuses(status: int, message: str, **headers: str) -> "Turn":
    """Answer with a status and a message; `_` in a header's name stands for `-`."""

    async def turn(request: web.Request, server: "GitHubServer") -> web.StreamResponse:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return server.reply(request, {"message": message, "documentation_url": "https://docs.github.com"}, status=status, headers=named)

    return turn


def says(answer: object, *, status: int = 200) -> "Turn":
    """Answer with some JSON."""

    async def turn(request: web.Request, server: "GitHubServer") -> web.StreamResponse:
        return server.reply(request, answer, status=status)

    return turn


def page(status: int = 200) -> "Turn":
    """Answer as a portal or a proxy does: with HTML."""

    async def turn(_: web.Request, __: "GitHubServer") -> web.StreamResponse:
        return web.Response(status=status, text="<html><body>Please log in</body></html>", content_type="text/html")

    return turn


async def cut(_: web.Request, __: "GitHubServer") -> web.StreamResponse:
    """Answer with JSON that ends in the middle."""
    return web.Response(body=b'{"data": {"viewer": {"lo', content_type="application/json")


@lru_cache(1)
def _packed() -> bytes:
    return gzip.compress(b'["' + b"a" * (64 << 20) + b'"]', 1)


async def bomb(_: web.Request, __: "GitHubServer") -> web.StreamResponse:
    """Answer with little that unpacks to much."""
    return web.Response(body=_packed(), headers={"Content-Type": "application/json", "Content-Encoding": "gzip"})


async def endless(request: web.Request, server: "GitHubServer") -> web.StreamResponse:
    """Send without an end."""
    response = web.StreamResponse(headers={"Content-Type": "application/json"})
    await response.prepare(request)
    while not server.closing.is_set():
        await response.write(b"[" + b" " * 65_536)
        await asyncio.sleep(0)
    return response


async def stalls(_: web.Request, server: "GitHubServer") -> web.StreamResponse:
    """Take the request and say nothing."""
    await server.closing.wait()
    return web.Response(status=500)


async def dribbles(request: web.Request, server: "GitHubServer") -> web.StreamResponse:
    """Begin an answer and never go on."""
    response = web.StreamResponse(headers={"Content-Type": "application/json"})
    await response.prepare(request)
    await response.write(b'{"data"')
    await server.closing.wait()
    return response


async def resets(request: web.Request, _: "GitHubServer") -> web.StreamResponse:
    """Drop the connection."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response(status=500)


def sends_to(url: str) -> "Turn":
    """Redirect to another place."""

    async def turn(_: web.Request, __: "GitHubServer") -> web.StreamResponse:
        return web.Response(status=302, headers={"Location": url})

    return turn

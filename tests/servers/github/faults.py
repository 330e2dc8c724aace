"""What may go wrong on the way to GitHub beside what may at any host, as turns of its server."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from aiohttp import web

from tests.servers.host import Turn

if TYPE_CHECKING:
    from tests.servers.github.server import GitHubServer


def refuses(status: int, message: str, **headers: str) -> Turn:
    """Answer with a status and a message; `_` in a header's name stands for `-`."""

    async def turn(request: web.Request, server: "GitHubServer") -> web.StreamResponse:
        body = {"message": message, "documentation_url": "https://docs.github.com"}
        return server.reply(request, body, status=status, headers=_named(headers))

    return turn


def says(answer: object, *, status: int = 200, **headers: str) -> Turn:
    """Answer with some JSON; `_` in a header's name stands for `-`."""

    async def turn(request: web.Request, server: "GitHubServer") -> web.StreamResponse:
        return server.reply(request, answer, status=status, headers=_named(headers))

    return turn


async def dribbles(request: web.Request, server: "GitHubServer") -> web.StreamResponse:
    """Begin an answer and never go on."""
    response = web.StreamResponse(headers={"Content-Type": "application/json"})
    await response.prepare(request)
    await response.write(b'{"data"')
    await server.closing.wait()
    return response


def _named(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}

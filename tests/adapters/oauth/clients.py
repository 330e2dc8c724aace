"""Recap as a client of a server that answers as a test says."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from aiohttp import web

from adapters.oauth.client import OAuthClient, Registration
from adapters.oauth.requests import Requests
from adapters.oauth.rows import ROWS
from core.model import Secret
from tests.servers.oauth import CLIENT, OAuthServer, User

NOW = datetime(2026, 5, 1, tzinfo=UTC)
ANA = User("1", "ana")


def client(server: OAuthServer, *, secret: str | None = None, seconds: float = 5.0) -> OAuthClient:
    ours = Registration(web=server.url, api=server.url, client=CLIENT, secret=Secret(server.secret if secret is None else secret))
    return OAuthClient(ROWS[server.provider], ours, Requests(seconds=seconds), now=lambda: NOW)


@asynccontextmanager
async def answering(answer: web.Response) -> AsyncGenerator[OAuthClient, None]:
    async with OAuthServer() as server:
        server.says = {"/oauth/token": answer, "/oauth/authorize_device": answer, "/oauth/revoke": answer}
        yield client(server)

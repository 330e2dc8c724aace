"""A person at a terminal, and a company in which one talks."""

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest_asyncio

from core.model import Provider
from tests.bot.desk import Desk
from tests.bot.office import Office, office
from tests.servers.oauth import OAuthServer
from tests.store import Server


@pytest_asyncio.fixture
async def github(tmp_path: Path, server: Server) -> AsyncGenerator[Desk, None]:
    async with OAuthServer(Provider.GITHUB) as host:
        yield Desk(host, tmp_path, server, {})
        assert host.intruders == 0


@pytest_asyncio.fixture
async def acme(server: Server, tmp_path: Path) -> AsyncGenerator[Office, None]:
    async with office(server, tmp_path) as one:
        yield one

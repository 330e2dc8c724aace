"""A person at a terminal."""

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest_asyncio

from core.model import Provider
from tests.bot.desk import Desk
from tests.servers.oauth import OAuthServer
from tests.store import Server


@pytest_asyncio.fixture
async def github(tmp_path: Path, server: Server) -> AsyncGenerator[Desk, None]:
    async with OAuthServer(Provider.GITHUB) as host:
        yield Desk(host, tmp_path, server, {})
        assert host.intruders == 0

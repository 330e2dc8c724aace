"""A small world behind a server, for each test."""

from collections.abc import AsyncIterator

import pytest

from tests.adapters.github.house import small
from tests.servers.github import schema
from tests.servers.github.server import GitHubServer
from tests.servers.github.world import World


@pytest.fixture
def world() -> World:
    return small()


@pytest.fixture
async def server(world: World) -> AsyncIterator[GitHubServer]:
    schema.needed()
    async with GitHubServer(world) as server:
        yield server
        assert server.intruders == 0, "a token came that this server had not issued"

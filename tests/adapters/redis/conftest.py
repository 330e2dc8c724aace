"""A store that a test may harm, and what stands between the two."""

from collections.abc import AsyncGenerator, Iterator

import pytest

from tests.servers.proxy import Proxy
from tests.store import Server


@pytest.fixture
def own() -> Iterator[Server]:
    """A server that the test may harm."""
    with Server() as server:
        yield server


@pytest.fixture
async def proxy(own: Server) -> AsyncGenerator[Proxy, None]:
    """What stands between the test and its server."""
    async with Proxy(own.socket) as one:
        yield one

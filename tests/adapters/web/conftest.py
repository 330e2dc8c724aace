"""The pages of somebody who may link accounts, on loopback."""

from collections.abc import AsyncGenerator

import pytest_asyncio

from adapters.web.app import application
from tests.adapters.web.browsing import Site
from tests.core.connecting import desk
from tests.servers.loopback import served
from tests.store import free_port


@pytest_asyncio.fixture
async def site() -> AsyncGenerator[Site, None]:
    async with desk() as one:
        port = free_port()
        made, app = Site(one, f"http://127.0.0.1:{port}"), application()
        made.pages().add_to(app)
        async with served(app, port):
            yield made

"""The store that the settings ask for: the one that REDIS_URL names, else an embedded one."""

from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from adapters.redis.address import Address, address
from adapters.redis.checks import ready
from adapters.redis.client import Store, connected
from adapters.redis.server import Embedded, embedded, watch
from core.model import Secret


@asynccontextmanager
async def opened(
    url: Secret, folder: Path, *, tell: Callable[[str], None], within: float = 30.0, needs_writes: bool = True
) -> AsyncGenerator[Store, None]:
    """Have a checked store for the length of the block.

    Args:
        url: REDIS_URL; where it is empty, a server is embedded.
        folder: where an embedded one keeps its data.
        tell: hears why one has to wait, and what is not as it should be.
        within: seconds that a store may take to come.
        needs_writes: one that takes none, being full or a replica, is of no use; else it is a warning, and what is kept is read.

    Raises:
        SettingsError: the address is wrong, or the server is not set up for this.
        OutsideError: it did not come.
    """
    async with _address(url, folder) as (to, server), connected(to) as store:
        for warning in await ready(store, within=within, tell=tell, needs_writes=needs_writes):
            tell(warning)
        yield replace(store, watch=lambda: watch(server)) if server else store


@asynccontextmanager
async def _address(url: Secret, folder: Path) -> AsyncGenerator[tuple[Address, Embedded | None], None]:
    if url:
        yield address(url.reveal()), None
    else:
        async with embedded(folder) as server:
            yield address(server.url, is_embedded=True), server

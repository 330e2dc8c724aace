"""Use case: a workspace takes Recap out. Nothing of it is kept from that moment on; then everything that was kept goes.

The store remembers what is still to be erased, so that what a crash or a store that is away interrupts is done by whoever comes next.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress

from core.errors import OutsideError
from core.model import Account
from core.ports.tenants import Tenant, Tenants

AGAIN = 60.0  # seconds between two looks at what is still to be erased
_SIDE_BY_SIDE = 8  # tokens that are revoked at their hosts at the same time
_LOG = logging.getLogger("recap")


class Leaving:
    """Erases workspaces. `disconnect` revokes an account's token where Recap got it for itself, and erases the account."""

    def __init__(
        self,
        tenants: Tenants,
        disconnect: Callable[[Account], Awaitable[object]],
        *,
        again: float = AGAIN,
    ) -> None:
        self._tenants = tenants
        self._disconnect = disconnect
        self._again = again
        self._gone: set[Tenant] = set()  # whose end the store does not know yet
        self._told = asyncio.Event()

    async def left(self, one: Tenant) -> None:
        """Take that a workspace is gone; it is erased soon, by this process or another."""
        self._gone.add(one)
        self._told.set()
        with suppress(OutsideError):  # it is tried again
            await self._close(one)

    async def came(self, one: Tenant) -> None:
        """Take that a workspace let Recap in: what is left of an earlier time goes first.

        Raises:
            OutsideError: the store failed.
        """
        self._gone.discard(one)
        if one in await self._tenants.closed():
            await self._erase(one)
        await self._tenants.open(one)

    async def finish(self) -> None:
        """Erase what is to be erased, as far as the store lets that happen."""
        with suppress(OutsideError):
            for one in list(self._gone):
                await self._close(one)
            for one in await self._tenants.closed():
                await self._erase(one)

    async def run(self) -> None:
        """Erase what is to be erased, when that is told and every minute, until this is cancelled."""
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(self._again):
                    await self._told.wait()
            self._told.clear()
            await self.finish()

    async def _close(self, one: Tenant) -> None:
        await self._tenants.close(one)
        self._gone.discard(one)

    async def _erase(self, one: Tenant) -> None:
        accounts = await self._tenants.accounts(one)
        for start in range(0, len(accounts), _SIDE_BY_SIDE):
            done = await asyncio.gather(*map(self._disconnect, accounts[start : start + _SIDE_BY_SIDE]), return_exceptions=True)
            for problem in done:
                if isinstance(problem, BaseException):
                    raise problem
        await self._tenants.erase(one)
        _LOG.warning("workspace erased", extra={"fields": {"platform": one.platform}})

"""Whether the workspace took Recap out: events and refusals only let that be asked, since what follows cannot be undone."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TypeAlias

from adapters.slack.failures import EndedError
from adapters.slack.web import Web
from core.errors import AuthError, OutsideError

Gone: TypeAlias = Callable[[str], Awaitable[None]]

_AGAIN = 2.0  # seconds until a token is looked at again that still works while Slack says that it was revoked
_LOG = logging.getLogger("recap")


class Ending:
    """Tells of the end of one workspace, once."""

    def __init__(self, web: Web, team: str, on_gone: Gone, *, sleep: Callable[[float], Awaitable[object]] = asyncio.sleep) -> None:
        self._web = web
        self._team = team
        self._on_gone = on_gone
        self._sleep = sleep
        self._is_over = False

    async def announced(self) -> None:
        """Take that Slack says so: it holds unless our token still works, as after the app was installed again meanwhile."""
        if await self._works() and (await self._sleep(_AGAIN), await self._works())[1]:
            _LOG.warning("slack workspace still there", extra={"fields": {}})
            return
        await self._over()

    async def suspected(self) -> None:
        """Take that a call was refused as if the app were gone: it holds where Slack says the same of the token itself."""
        if self._is_over:
            return
        try:
            await self._web.read("auth.test")
        except EndedError:
            await self._over()
        except OutsideError:
            return

    async def _works(self) -> bool:
        try:
            await self._web.read("auth.test")
        except AuthError:
            return False
        except OutsideError:
            return False  # nobody can say, and Slack did
        return True

    async def _over(self) -> None:
        if not self._is_over:
            self._is_over = True
            _LOG.warning("slack workspace gone", extra={"fields": {}})
            await self._on_gone(self._team)

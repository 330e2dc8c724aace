"""Accounts that were linked in a browser: their owners are told in their chat, while the browser has its page already."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Never

from bot.logs import ERROR, WARNING, log, new_recap
from core.connect import Linked
from core.errors import OutsideError


class Announcing:
    """Tells one after the other, side by side with everything else."""

    def __init__(self, tell: Callable[[Linked], Awaitable[None]]) -> None:
        self._tell = tell
        self._done: asyncio.Queue[Linked] = asyncio.Queue()

    async def put(self, linked: Linked) -> None:
        """Take an account that was linked; return at once."""
        self._done.put_nowait(linked)

    async def run(self) -> Never:
        """Tell until this is cancelled."""
        async with asyncio.TaskGroup() as group:
            while True:
                group.create_task(self._one(await self._done.get()))

    async def _one(self, linked: Linked) -> None:
        owner = linked.account.owner
        new_recap(platform=owner.platform, tenant=owner.tenant)
        try:
            await self._tell(linked)
        except OutsideError as error:
            log(WARNING, "link not told", kind=type(error).__name__)
        except Exception as error:  # noqa: BLE001  the outermost edge
            log(ERROR, "bug", kind=type(error).__name__)

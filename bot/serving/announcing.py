"""Accounts that were linked in a browser: their owners are told in their chat, while the browser has its page already."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Never

from bot.logs import ERROR, WARNING, log, new_recap
from core.connect import Linked
from core.errors import OutsideError

LAST = 8.0  # seconds that who is being told has when the process ends


class Announcing:
    """Tells one after the other, side by side with everything else."""

    def __init__(self, tell: Callable[[Linked], Awaitable[None]], *, last: float = LAST) -> None:
        self._tell = tell
        self._last = last
        self._done: asyncio.Queue[Linked] = asyncio.Queue()

    async def put(self, linked: Linked) -> None:
        """Take an account that was linked; return at once."""
        self._done.put_nowait(linked)

    async def run(self) -> Never:
        """Tell until this is cancelled; then what is left has a few seconds, since nobody else knows of it."""
        async with asyncio.TaskGroup() as group:
            begun: set[asyncio.Task[None]] = set()
            try:
                while True:
                    begun.add(task := group.create_task(self._one(await self._done.get())))
                    task.add_done_callback(begun.discard)
            finally:
                while not self._done.empty():
                    begun.add(group.create_task(self._one(self._done.get_nowait())))
                if begun:
                    await asyncio.wait(begun, timeout=self._last)
                for task in begun:
                    task.cancel()

    async def _one(self, linked: Linked) -> None:
        owner = linked.account.owner
        new_recap(platform=owner.platform, tenant=owner.tenant)
        try:
            await self._tell(linked)
        except OutsideError as error:
            log(WARNING, "link not told", kind=type(error).__name__)
        except Exception as error:  # noqa: BLE001  the outermost edge
            log(ERROR, "bug", kind=type(error).__name__)

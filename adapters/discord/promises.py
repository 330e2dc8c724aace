"""Answers that are promised a moment later, since a form may open first; what was answered by then needs no promise."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

from adapters.discord.interaction import acknowledge
from adapters.discord.replies import Reply
from adapters.discord.web import Web
from core.errors import OutsideError

_FORM = 2.0  # seconds that a form has to open, before an answer is promised instead


class Promises:
    """The promises that this process still has to make, by the interaction."""

    def __init__(self, web: Web, tasks: asyncio.TaskGroup, *, sleep: Callable[[float], Awaitable[object]] = asyncio.sleep) -> None:
        self._web = web
        self._tasks = tasks
        self._sleep = sleep
        self._waiting: dict[str, asyncio.Task[None]] = {}

    def make(self, ways: Reply) -> None:
        """Promise an answer soon, unless there is one."""
        task = self._tasks.create_task(self._made(ways))
        self._waiting[ways.interaction] = task
        task.add_done_callback(lambda _: self._waiting.pop(ways.interaction, None))

    def drop(self, interaction: str) -> None:
        """Promise nothing any more: it was answered."""
        if interaction in self._waiting:
            self._waiting[interaction].cancel()

    def close(self) -> None:
        """Wait for no form any more."""
        for task in self._waiting.values():
            task.cancel()

    async def _made(self, ways: Reply) -> None:
        await self._sleep(_FORM)
        with suppress(OutsideError):
            await acknowledge(self._web, ways)

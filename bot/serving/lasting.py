"""Parts of a process that last: each runs until it is told to end, and one that ends by itself ends them all."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager

from bot.logs import ERROR, log
from core.errors import PermanentError, RecapError
from core.messages import process as messages


@asynccontextmanager
async def lasting(parts: Mapping[str, Callable[[], Awaitable[None]]]) -> AsyncGenerator[None, None]:
    """Run parts for the length of the block; at its end they are cancelled, and have ended when this returns.

    Raises:
        PermanentError: one ended by itself; the sentence names it.
    """
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(_run(name, part), name=name) for name, part in parts.items()]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()


async def _run(name: str, part: Callable[[], Awaitable[None]]) -> None:
    why = messages.ENDED
    try:
        await part()
    except RecapError as error:
        why = str(error)
    except Exception as error:
        log(ERROR, "part died", part=name, kind=type(error).__name__)
        raise
    raise PermanentError(messages.died(name, why))

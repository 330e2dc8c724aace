"""How late this process is, measured all the time: its event loop, and its store."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Never

from bot.logs import DEBUG, log
from core.errors import OutsideError

if TYPE_CHECKING:
    from adapters.redis.client import Store

EVERY = 1.0  # seconds


async def pulse(
    store: "Store",
    *,
    clock: Callable[[], float] = time.perf_counter,
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
) -> Never:
    """Log once a second how late a sleep ends, and how long the store takes to answer; one that does not is logged where it fails."""
    while True:
        asleep = clock()
        await sleep(EVERY)
        awake = clock()
        log(DEBUG, "loop lag", seconds=round(max(0.0, awake - asleep - EVERY), 6))
        try:
            await answers(store)
        except OutsideError:
            continue
        log(DEBUG, "store lag", seconds=round(clock() - awake, 6))


async def answers(store: "Store") -> None:
    """See that the store answers, and soon.

    Raises:
        OutsideError: it does not.
    """
    async with store.hasty() as redis:
        await redis.ping()

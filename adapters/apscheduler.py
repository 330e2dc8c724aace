"""A clock that ticks at whole multiples of some seconds: APScheduler with nothing in it but that. It holds no data.

A tick that came while the last one's work went on is not lost and not doubled: whoever waits is told that there was one.
"""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from apscheduler.executors.asyncio import AsyncIOExecutor
from apscheduler.jobstores.memory import MemoryJobStore
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

SECONDS = 10
_ALIGNED = datetime(2024, 1, 1, tzinfo=UTC)


@asynccontextmanager
async def ticking(seconds: float = SECONDS) -> AsyncGenerator[Callable[[], Awaitable[None]], None]:
    """Have a clock for the length of the block: what it gives waits for the next tick."""
    ticked = asyncio.Event()

    async def tick() -> None:
        ticked.set()

    async def wait() -> None:
        await ticked.wait()
        ticked.clear()

    scheduler = AsyncIOScheduler(
        jobstores={"default": MemoryJobStore()},
        executors={"default": AsyncIOExecutor()},
        job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1},
        timezone=UTC,
    )
    scheduler.add_job(tick, IntervalTrigger(seconds=seconds, start_date=_ALIGNED, timezone=UTC))
    scheduler.start()
    try:
        yield wait
    finally:
        scheduler.shutdown(wait=False)

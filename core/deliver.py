"""The newest snapshot into a live message; the last one always lands."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace

from core.errors import OutsideError
from core.messages import delivering as messages
from core.model import Recap
from core.pacing import Pace
from core.ports import Message


async def deliver(
    snapshots: AsyncIterator[Recap],
    message: Message,
    pace: Pace,
    *,
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
) -> Recap:
    """Show the newest snapshot, never more often than `pace` lets; return the last, which was shown.

    A stream that fails or is cancelled leaves its last whole snapshot with a line that says so; then its reason is raised.

    Raises:
        RecapError: whatever the stream raised; OutsideError also when the message could not be shown.
    """
    newest = _Newest()
    try:
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(_follow(snapshots, newest))
            tasks.create_task(_show_each(newest, message, pace, clock, sleep))
    except asyncio.CancelledError:
        await _land(newest, message, messages.CANCELLED)
        raise
    except BaseExceptionGroup as failures:
        await _land(newest, message, messages.BROKEN)
        raise failures.exceptions[0] from None
    if newest.recap is None:
        raise RuntimeError("the stream ended without a snapshot")
    return newest.recap


@dataclass(slots=True)
class _Newest:
    """Room for one snapshot: a newer one takes the place of what nobody has seen."""

    recap: Recap | None = None
    is_over: bool = False
    changed: asyncio.Event = field(default_factory=asyncio.Event)


async def _follow(snapshots: AsyncIterator[Recap], newest: _Newest) -> None:
    async for recap in snapshots:
        newest.recap = recap
        newest.changed.set()
    newest.is_over = True
    newest.changed.set()


async def _show_each(
    newest: _Newest, message: Message, pace: Pace, clock: Callable[[], float], sleep: Callable[[float], Awaitable[object]]
) -> None:
    """Show until the stream is over and its last snapshot stands."""
    shown: Recap | None = None
    began: float | None = None
    while not (newest.is_over and newest.recap is shown):
        await newest.changed.wait()
        newest.changed.clear()
        if newest.recap is None or newest.recap is shown:
            continue
        wait = pace.wait(None if began is None else clock() - began)
        if wait > 0:
            await sleep(wait)
        began, shown = clock(), newest.recap
        await message.show(shown)


async def _land(newest: _Newest, message: Message, line: str) -> None:
    """Leave the last whole snapshot behind, and why no better one came."""
    if newest.recap is None:
        return
    last = newest.recap
    with suppress(OutsideError):
        await message.show(last if last.finished else replace(last, footer=(*last.footer, line)))

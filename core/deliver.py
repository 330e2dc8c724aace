"""The newest snapshot into a live message; the last one always lands."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from core.errors import AmbiguousError, GoneError, OutsideError, RateLimitedError, TransientError
from core.messages import delivering as messages
from core.model import Recap
from core.pacing import Rhythm
from core.ports import Message

PATIENCE = 0.8  # seconds without a snapshot after which somebody who waits gets a sign of life
PERSISTENCE = 600.0  # seconds in which it is tried to land the last snapshot
LOST = "another process answers"  # the reason of a cancellation after which the message is no longer ours
_FIRST, _LONGEST = 1.0, 30.0  # seconds between two attempts, doubled each time; more where the platform says so


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """Where snapshots go: a message, its rhythm, and the world that both stand in."""

    message: Message
    rhythm: Rhythm
    sign_of_life: Callable[[], Awaitable[None]] | None = None  # shown where the first snapshot takes its time
    clock: Callable[[], float] = time.monotonic
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    sleep: Callable[[float], Awaitable[object]] = asyncio.sleep


async def deliver(snapshots: AsyncIterator[Recap], outlet: Outlet) -> Recap:
    """Show the newest snapshot, never more often than the rhythm lets; return the last, which was shown.

    A change that a platform refuses for now is left out, but for the last one, which is shown as soon as the platform lets.
    A stream that fails or is cancelled leaves its last whole snapshot with a line that says so, but for who is cancelled as LOST; then
    its reason is raised.

    Raises:
        RecapError: whatever the stream raised; OutsideError also when the message could not be shown, GoneError when it was taken away.
    """
    newest = _Newest()
    try:
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(_follow(snapshots, newest))
            tasks.create_task(_show_each(newest, outlet))
    except asyncio.CancelledError as reason:
        if LOST not in reason.args:
            await _land(newest, outlet.message, messages.CANCELLED)
        raise
    except BaseExceptionGroup as failures:
        (failure, *_) = failures.exceptions
        if not isinstance(failure, GoneError):
            await _land(newest, outlet.message, messages.BROKEN)
        raise failure from None
    if newest.recap is None:
        raise RuntimeError("the stream ended without a snapshot")
    return newest.recap


@dataclass(slots=True)
class _Newest:
    """Room for one snapshot: a newer one takes the place of what nobody has seen."""

    recap: Recap | None = None
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    ended: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def is_over(self) -> bool:
        return self.ended.is_set()


async def _follow(snapshots: AsyncIterator[Recap], newest: _Newest) -> None:
    async for recap in snapshots:
        newest.recap = recap
        newest.changed.set()
    newest.ended.set()
    newest.changed.set()


async def _show_each(newest: _Newest, outlet: Outlet) -> None:
    """Show until the stream is over and its last snapshot stands."""
    shown: Recap | None = None
    began: float | None = None
    if outlet.sign_of_life:
        await _wait_for(newest.changed, outlet.sleep(PATIENCE))
        if not newest.changed.is_set():
            await outlet.sign_of_life()
    while not (newest.is_over and newest.recap is shown):
        await newest.changed.wait()
        newest.changed.clear()
        if newest.recap is None or newest.recap is shown:
            continue
        while (left := await outlet.rhythm.wait(None if began is None else outlet.clock() - began, is_last=newest.is_over)) > 0:
            await (outlet.sleep(left) if newest.is_over else _wait_for(newest.ended, outlet.sleep(left)))
        began, latest = outlet.clock(), newest.recap
        if await _is_shown(latest, newest, outlet):
            shown = latest
        else:
            newest.changed.set()


async def _is_shown(recap: Recap, newest: _Newest, outlet: Outlet) -> bool:
    """Show a snapshot; return False where the platform would not have it now, and the stream still goes on."""
    pause, end = _FIRST, outlet.clock() + PERSISTENCE
    while True:
        try:
            await outlet.message.show(recap)
        except (TransientError, RateLimitedError, AmbiguousError) as error:
            wait = max(pause, _seconds_until(error, outlet.now()))
            if not newest.is_over:
                await (outlet.sleep(wait) if isinstance(error, RateLimitedError) else _wait_for(newest.ended, outlet.sleep(wait)))
                return False
            if outlet.clock() + wait > end:
                raise
            await outlet.sleep(wait)
            pause = min(2 * pause, _LONGEST)
        else:
            return True


def _seconds_until(error: OutsideError, now: datetime) -> float:
    at = error.retry_at if isinstance(error, RateLimitedError) else None
    return (at - now).total_seconds() if at else 0.0


async def _wait_for(event: asyncio.Event, limit: Awaitable[object]) -> None:
    """Wait until something happens, but no longer than `limit` does."""
    happens, passes = asyncio.ensure_future(event.wait()), asyncio.ensure_future(limit)
    try:
        await asyncio.wait((happens, passes), return_when=asyncio.FIRST_COMPLETED)
    finally:
        happens.cancel()
        passes.cancel()


async def _land(newest: _Newest, message: Message, line: str) -> None:
    """Leave the last whole snapshot behind, and why no better one came."""
    if newest.recap is None:
        return
    last = newest.recap
    with suppress(OutsideError):
        await message.show(last if last.finished else replace(last, footer=(*last.footer, line)))

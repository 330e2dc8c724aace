"""The event loop that a command runs on."""

import asyncio
import gc
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from bot.lookups import Lookups

_LOOKS = (10_000, 5, 1_000)  # for cycles, in steps of a few milliseconds (Python's own 700 made them a quarter of 200 recaps at once)


@contextmanager
def runner() -> Iterator[asyncio.Runner]:
    """Give a runner; what ends the process ends first what it runs.

    Raises:
        SystemExit: the process was told to end, by SIGTERM or by the end of its terminal.
    """
    if not gc.isenabled():  # a command has read its modules, which stay
        gc.freeze()
        gc.enable()
    gc.set_threshold(*_LOOKS)
    with _leaving(), _runner() as loop:
        loop.get_loop().set_default_executor(Lookups())
        yield loop


def settled() -> None:
    """Let looks for cycles pass over what is there by now, since it stays as long as the process does; to look at it all took 30 ms."""
    gc.collect()
    gc.freeze()


@contextmanager
def _runner() -> Iterator[asyncio.Runner]:
    """Give a runner whose loop hears of a process's end from the kernel; before Python 3.12 a thread would wait for each."""
    if sys.version_info >= (3, 12) or not hasattr(os, "pidfd_open"):
        with asyncio.Runner() as loop:
            yield loop
        return
    policy = asyncio.get_event_loop_policy()
    before = policy.get_child_watcher()
    policy.set_child_watcher(asyncio.PidfdChildWatcher())
    try:
        with asyncio.Runner() as loop:
            yield loop
    finally:
        policy.set_child_watcher(before)


@contextmanager
def _leaving() -> Iterator[None]:
    """Let these signals cancel what runs, as Ctrl-C does: raised in the middle of it, an exit would leave processes and warnings behind."""
    seen: list[int] = []

    def leave(number: int, _frame: object) -> None:
        seen.append(number)
        if len(seen) == 1:
            signal.raise_signal(signal.SIGINT)

    handled = [number for number in (signal.SIGTERM, signal.SIGHUP) if signal.getsignal(number) is not signal.SIG_IGN]
    before = [signal.signal(number, leave) for number in handled]
    try:
        yield
    finally:
        for number, handler in zip(handled, before, strict=True):
            if signal.getsignal(number) is leave:  # and nobody hears it instead by now
                signal.signal(number, handler)
        if seen:
            sys.exit(128 + seen[0])

"""The event loop that a command runs on."""

import asyncio
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def runner() -> Iterator[asyncio.Runner]:
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

"""The event loop that commands run on."""

import asyncio
import os
import sys


def runner() -> asyncio.Runner:
    """Return a runner whose loop hears of a process's end from the kernel; before Python 3.12 a thread would wait for each."""
    if sys.version_info < (3, 12) and hasattr(os, "pidfd_open"):
        asyncio.get_event_loop_policy().set_child_watcher(asyncio.PidfdChildWatcher())
    return asyncio.Runner()

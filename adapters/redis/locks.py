"""A lock on a file, between processes; the system takes it back from a process that dies."""

import asyncio
import fcntl
import os
import time
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

PAUSE = 0.005  # seconds between two looks


class Lock:
    """One holder's hold on a file: alone, shared with others, or not at all. It ends with the block."""

    def __init__(self, path: Path) -> None:
        self.file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def share(self) -> bool:
        """Hold it beside others, unless somebody has it alone; say whether it worked."""
        return self._hold(fcntl.LOCK_SH)

    def take(self) -> bool:
        """Have it alone, unless anybody else holds it; say whether it worked."""
        return self._hold(fcntl.LOCK_EX)

    async def taken(self, *, patience: float) -> bool:
        """Have it alone once whoever holds it lets go; say whether that happened within so many seconds."""
        end = time.monotonic() + patience
        while not self.take():
            if time.monotonic() > end:
                return False
            await asyncio.sleep(PAUSE)
        return True

    def close(self) -> None:
        """Let go. A process that was given the file holds it on."""
        file, self.file = self.file, -1
        if file >= 0:
            os.close(file)

    def _hold(self, how: int) -> bool:
        with suppress(BlockingIOError):
            fcntl.flock(self.file, how | fcntl.LOCK_NB)
            return True
        return False

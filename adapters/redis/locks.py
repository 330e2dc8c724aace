"""A lock on a file, between processes; the system takes it back from a process that dies."""

import asyncio
import errno
import fcntl
import os
import time
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from core.errors import PermanentError
from core.messages import store as messages

PAUSE = 0.005  # seconds between two looks
_TOO_MANY = frozenset([errno.EMFILE, errno.ENFILE])  # open files, which the folder is not to blame for


class Lock:
    """One holder's hold on a file: alone, shared with others, or not at all. It ends with the block."""

    def __init__(self, path: Path) -> None:
        """Open the file, which is made when missing.

        Raises:
            PermanentError: its folder cannot be used, as where it may only be read.
        """
        try:
            self.file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        except OSError as error:
            if error.errno in _TOO_MANY:
                raise
            raise PermanentError(messages.no_folder(str(path.parent), error.strerror or "unknown")) from error

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

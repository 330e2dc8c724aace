"""A lock on a file, between processes: many may share it, one alone may have it."""

import asyncio
import fcntl
import shutil
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import IO

from core.errors import TransientError
from core.messages import git as messages

_PAUSE = 0.05


class Lock:
    """A lock that ends with its process, so that none is ever left behind."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: IO[bytes] | None = None

    @asynccontextmanager
    async def held(self, patience: float) -> AsyncGenerator["Lock", None]:
        """Have the lock alone, once whoever has it lets go.

        Raises:
            TransientError: that took longer than `patience` seconds.
        """
        end = time.monotonic() + patience
        with self._path.open("ab") as file:
            while not _taken(file):
                if time.monotonic() > end:
                    raise TransientError(messages.LOCKED)
                await asyncio.sleep(_PAUSE)
            self._file = file
            yield self

    def share(self) -> None:
        """Let others share what is held; none of them can have it alone meanwhile."""
        if self._file is not None:
            fcntl.flock(self._file, fcntl.LOCK_SH)

    def removes(self, folder: Path) -> bool:
        """Remove a folder unless somebody holds it; say whether it is gone."""
        with self._path.open("ab") as file:
            if not _taken(file):
                return False
            shutil.rmtree(folder, ignore_errors=True)
        return not folder.exists()


def _taken(file: IO[bytes]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True

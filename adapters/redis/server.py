"""A real server of our own, where no other one is named: the first process starts it, later ones attach, the last one stops it.

Three files in its folder are locked. `lock` is had by whoever starts or stops it; `users` is shared by all processes that use it;
`running` is inherited by the server itself, so that it is free exactly when no server has the data, whatever was killed how.
"""

import asyncio
import logging
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Never
from urllib.parse import quote

from adapters.redis import binary, launch
from adapters.redis.home import Home
from adapters.redis.locks import PAUSE, Lock
from core.errors import TransientError
from core.messages import store as messages

_LOG = logging.getLogger("recap")


@dataclass(frozen=True, slots=True)
class Embedded:
    """The embedded server, while it is in use."""

    url: str  # as REDIS_URL would name it
    folder: Path
    is_ours: bool  # this process started it


@asynccontextmanager
async def embedded(folder: Path, *, program: Path | None = None, patience: float = 10.0) -> AsyncGenerator[Embedded, None]:
    """Have the server of a folder for the length of the block; other processes may have it at the same time.

    Args:
        folder: where its data lies; it is made when missing, and nobody else may read it.
        program: the server to start; else the one that is found.
        patience: seconds that a start, a stop or somebody else's may take. Reading much data may take longer.

    Raises:
        PermanentError: there is no server for this system, or it does not start.
        TransientError: another process is at it for too long, or the server hangs.
    """
    home = Home.of(folder)
    home.make()
    with Lock(home.folder / "users") as users:
        async with _alone(home, patience):
            is_ours = await _ensured(home, program, patience)
            users.share()
        _LOG.info("store embedded", extra={"fields": {"started": is_ours}})
        try:
            yield Embedded(f"unix://{quote(str(home.socket))}", home.folder, is_ours)
        finally:
            await _left(home, users, patience)


async def watch(one: Embedded, *, every: float = 1.0, program: Path | None = None, patience: float = 10.0) -> Never:
    """Start the server again whenever it has ended, as after a crash; a process that stays runs this beside its work, inside the block.

    Raises:
        PermanentError: it does not start any more.
    """
    home = Home.of(one.folder)
    while True:
        await asyncio.sleep(every)
        with suppress(TransientError):
            if _has_ended(home):
                _LOG.warning("store restarted")
                async with _alone(home, patience):
                    await _ensured(home, program, patience)


async def erase(folder: Path, *, patience: float = 10.0) -> bool:
    """Erase all that an embedded server keeps; say whether its folder is gone too, which it is unless other processes use it.

    Raises:
        TransientError: another process starts or stops it for too long.
        PermanentError: something could not be erased.
    """
    home = Home.of(folder)
    if not home.folder.is_dir():
        return True
    with Lock(home.folder / "users") as users:
        async with _alone(home, patience):
            is_free = users.take()
            for command in (b"SHUTDOWN",) if is_free else (b"FLUSHALL", b"BGREWRITEAOF"):  # the last one forgets what was written
                await said(home.socket, command, patience=patience)
            with Lock(home.folder / "running") as running:
                if is_free and await running.taken(patience=patience):
                    home.remove()
                    return True
    return False


def _has_ended(home: Home) -> bool:
    with Lock(home.folder / "running") as running:
        return running.take()


@asynccontextmanager
async def _alone(home: Home, patience: float) -> AsyncGenerator[None, None]:
    with Lock(home.folder / "lock") as lock:
        if not await lock.taken(patience=patience):
            raise TransientError(messages.STORE_BUSY_STARTING)
        yield


async def _ensured(home: Home, program: Path | None, patience: float) -> bool:
    """See that the server answers; say whether it had to be started."""
    with Lock(home.folder / "running") as running:
        if not running.take():
            if await _answers(home, running, patience):
                return False
            if not running.take():
                raise TransientError(messages.hangs(str(home.folder)))
        launch.start(home, program or binary.found(), running.file)
    with Lock(home.folder / "running") as running:
        if await _answers(home, running, patience):
            return True
        raise launch.failure(home) if running.take() else TransientError(messages.hangs(str(home.folder)))


async def _answers(home: Home, running: Lock, patience: float) -> bool:
    """Wait until the server answers; not any longer once it has ended, or keeps silent for so many seconds."""
    loop = asyncio.get_running_loop()
    end = loop.time() + patience
    while loop.time() < end:
        answer = await said(home.socket, b"PING", patience=patience)
        if answer == b"+PONG":
            return True
        if answer.startswith(b"-LOADING"):
            end = loop.time() + patience
        if not answer and running.take():
            return False
        await asyncio.sleep(PAUSE)
    return False


async def _left(home: Home, users: Lock, patience: float) -> None:
    """Stop the server if nobody else uses it; where that cannot be told, it goes on, and the next one stops it."""
    with suppress(TransientError):
        async with _alone(home, patience):
            if users.take() and not await _stopped(home, patience):
                _LOG.warning("store not stopped")


async def _stopped(home: Home, patience: float) -> bool:
    await said(home.socket, b"SHUTDOWN", patience=patience)  # it writes everything to the disk first
    with Lock(home.folder / "running") as running:
        return await running.taken(patience=patience)


async def said(socket: Path, command: bytes, *, patience: float) -> bytes:
    """Return the first line of the server's answer to a command of one word, nothing where there is none."""
    try:
        async with asyncio.timeout(patience):
            reader, writer = await asyncio.open_unix_connection(socket)
            try:
                writer.write(command + b"\r\n")
                return (await reader.readline()).strip()
            finally:
                writer.close()
                with suppress(OSError):
                    await writer.wait_closed()
    except OSError:  # a timeout is one
        return b""

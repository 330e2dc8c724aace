"""The git command line, run so that neither a stranger's repository nor a hung process can do harm."""

import asyncio
import errno
import os
import signal
from asyncio.subprocess import Process, SubprocessStreamProtocol
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Container, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from typing_extensions import override

from adapters.git import failures, surroundings
from core.errors import OutsideError, PermanentError, TransientError
from core.messages import git as messages
from core.reading.inert import inert

_LONGEST = 200  # characters of a path that is shown where there can be none
_COMPLAINT = 2**14  # bytes
_BUFFER = 2**18  # bytes that may wait to be read, twice that at the most


@dataclass(frozen=True, slots=True)
class Git:
    """How git is run: which executable, with what around it, and how long it may keep silent."""

    executable: str = "git"
    patience: float = 60.0  # seconds without a byte
    environment: Mapping[str, str] = field(default_factory=dict)  # beats everything else
    failure: Callable[[str, str], OutsideError] = failures.failure  # what a complaint about something means

    @asynccontextmanager
    async def running(
        self, folder: Path, arguments: Sequence[str], *, feed: bytes | None = None, keeps_asking: bool = False, about: str = ""
    ) -> AsyncIterator["Running"]:
        """Run a command in a folder, and end it with all its children when the block is left.

        It reads `feed`, and then what `ask` sends where the caller keeps asking. Sentences name `about`, else the folder.

        Raises:
            OutsideError: git is missing.
        """
        process, streams = await self._start(folder, arguments, is_fed=feed is not None)
        if process.stdin is not None and feed is not None:
            process.stdin.write(feed)  # written in the background while the output is read
            if not keeps_asking:
                process.stdin.write_eof()
        try:
            yield Running(process, streams, about or str(folder), self)
        finally:
            await _end(process, streams)

    async def output(self, folder: Path, arguments: Sequence[str], *, feed: bytes | None = None) -> bytes:
        """Return everything that a command with a short output prints.

        Raises:
            OutsideError: the command failed.
        """
        async with self.running(folder, arguments, feed=feed) as running:
            return await running.output()

    async def batches(
        self, folder: Path, arguments: Sequence[str], *, end: bytes = b"\n", limit: int = 2**16, feed: bytes | None = None
    ) -> AsyncGenerator[list[bytes], None]:
        """Stream a command's output, cut into records at `end`; what a record has beyond `limit` bytes is dropped.

        Raises:
            OutsideError: the command failed; what was yielded before stands.
        """
        async with self.running(folder, arguments, feed=feed) as running:
            rest = b""
            async for chunk in running.chunks():
                *whole, rest = (rest + chunk).split(end)
                rest = rest[:limit]
                if whole:
                    yield [record[:limit] for record in whole]

    async def _start(self, folder: Path, arguments: Sequence[str], *, is_fed: bool) -> tuple[Process, "_Streams"]:
        loop = asyncio.get_running_loop()
        try:
            transport, streams = await loop.subprocess_exec(
                lambda: _Streams(loop),
                self.executable,
                "--no-pager",
                *surroundings.OPTIONS,
                *arguments,
                cwd=folder,
                env={**surroundings.inherited(), **surroundings.PRIVATE, **self.environment},
                stdin=asyncio.subprocess.PIPE if is_fed else asyncio.subprocess.DEVNULL,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.PIPE,
                start_new_session=True,
            )
        except (OSError, ValueError) as error:
            raise _not_started(error, folder) from error
        return Process(transport, streams, loop), streams


class _Streams(SubprocessStreamProtocol):
    """The process's streams; of what it complains about only the end is kept, however much that is, so that it never waits for a reader."""

    complaint = b""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__(limit=_BUFFER, loop=loop)
        self.closed = asyncio.Event()  # all pipes are, and the process has ended

    @override
    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        self.closed.set()

    @override
    def pipe_data_received(self, fd: int, data: bytes | str) -> None:
        if fd == 2 and isinstance(data, bytes):  # noqa: PLR2004  standard error
            self.complaint = (self.complaint + data)[-_COMPLAINT:]
        else:
            super().pipe_data_received(fd, data)


class Running:
    """A command at work."""

    def __init__(self, process: Process, streams: _Streams, about: str, git: Git) -> None:
        self._process = process
        self._streams = streams
        self._about = about
        self._patience = git.patience
        self._failure = git.failure

    async def output(self, *, allowed: Container[int] = (0,)) -> bytes:
        """Return the whole output of a command that prints little.

        Raises:
            OutsideError: the command failed.
        """
        return b"".join([chunk async for chunk in self.chunks(allowed=allowed)])

    async def chunks(self, *, allowed: Container[int] = (0,)) -> AsyncIterator[bytes]:
        """Stream the output, and look at the end whether the command did what it should.

        Raises:
            TransientError: nothing came for too long.
            OutsideError: the command failed.
        """
        output = self._process.stdout
        assert output is not None  # noqa: S101  for mypy: it is always a pipe
        try:
            while chunk := await asyncio.wait_for(output.read(_BUFFER), self._patience):
                yield chunk
            code = await asyncio.wait_for(self._process.wait(), self._patience)
        except TimeoutError as error:
            raise TransientError(messages.hung(self._about, self._patience)) from error
        if code not in allowed:
            raise self._failure(self._about, self._streams.complaint.decode(errors="replace"))

    async def ended(self, *, within: float) -> bool:
        """Wait for the command's end for some seconds; say whether it has come."""
        try:
            async with asyncio.timeout(within):
                await self._process.wait()
        except TimeoutError:
            return False
        return True

    async def ask(self, name: str, *, keep: int) -> tuple[str, bytes]:
        """Ask a waiting `cat-file --batch` for an object; return its type and its first bytes.

        The type is "missing" where it cannot be read, and empty where git ended over it.

        Raises:
            OutsideError: nothing came for too long.
        """
        feed, output = self._process.stdin, self._process.stdout
        assert feed is not None  # noqa: S101  for mypy: the caller keeps asking
        assert output is not None  # noqa: S101  for mypy: it is always a pipe
        feed.write(name.encode() + b"\n")
        try:
            async with asyncio.timeout(self._patience):
                line = await output.readline()
                words = line.decode(errors="replace").split()
                if len(words) != 3:  # noqa: PLR2004  "<hash> missing"
                    return "missing" if line else "", b""
                left = int(words[2]) + 1
                kept = b""
                while left > 0 and (chunk := await output.read(min(left, _BUFFER))):
                    left -= len(chunk)
                    kept += chunk[: max(keep - len(kept), 0)]
        except TimeoutError as error:
            raise TransientError(messages.hung(self._about, self._patience)) from error
        return "" if left else words[1], kept


def _not_started(error: OSError | ValueError, folder: Path) -> OutsideError:
    if isinstance(error, ValueError):  # a NUL in the path
        return PermanentError(messages.no_folder(inert(str(folder))))
    if isinstance(error, PermissionError):
        return PermanentError(messages.permission_denied(str(folder)))
    if error.errno in (errno.ENAMETOOLONG, errno.ELOOP):
        return PermanentError(messages.no_folder(inert(str(folder), limit=_LONGEST)))
    if isinstance(error, FileNotFoundError) and folder.is_dir():
        return PermanentError(messages.GIT_MISSING)
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return PermanentError(messages.no_folder(str(folder)))
    return TransientError(messages.not_started(error.strerror or "unknown"))


async def _end(process: Process, streams: _Streams) -> None:
    """Kill the whole group, so that no helper of git outlives it; a process that has ended is left alone."""
    if process.returncode is None:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    while process.stdout is not None and await process.stdout.read(_BUFFER):
        pass  # an unread pipe would keep the end from being seen
    await process.wait()
    with suppress(TimeoutError):  # whoever inherited the pipes and left the group keeps them open
        async with asyncio.timeout(1):
            await streams.closed.wait()

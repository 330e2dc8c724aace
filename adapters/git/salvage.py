"""The walk over a damaged history, commit by commit: slower than git's own, and not stopped by what it cannot read."""

import heapq
from collections.abc import AsyncGenerator, Iterable
from contextlib import AsyncExitStack
from pathlib import Path

from adapters.git.command import Git, Running
from adapters.git.dates import DAY, moment
from adapters.git.failures import DamagedError
from core.messages import git as messages

_COMMAND = ("cat-file", "--batch=%(objectname) %(objecttype) %(objectsize)")
_STARTS = 50  # of git
_HEADERS = 2**16  # bytes of a commit that are looked at


class Salvage:
    """One pass over what is left of a history, younger commits first."""

    def __init__(self, git: Git, folder: Path, *, since: float) -> None:
        self._git = git
        self._folder = folder
        self._since = since
        self._running: Running | None = None
        self._starts = _STARTS
        self.lost: list[str] = []  # objects that could not be read

    async def records(self, starts: Iterable[str]) -> AsyncGenerator[list[bytes], None]:
        """Stream records as the walk's git command prints them.

        Raises:
            OutsideError: git failed altogether.
        """
        seen = set(starts)
        waiting: list[tuple[int, str, bytes, list[str]]] = []
        async with AsyncExitStack() as self._stack:
            for name in list(seen):
                await self._look(name, waiting)
            while waiting:
                _, name, record, parents = heapq.heappop(waiting)
                yield [record]
                for parent in parents:
                    if parent not in seen:
                        seen.add(parent)
                        await self._look(parent, waiting)

    async def _look(self, name: str, waiting: list[tuple[int, str, bytes, list[str]]]) -> None:
        """Read one commit, through the tags that lead to it."""
        kind, content = await self._read(name)
        while kind == "tag":
            name = content.split(b"\n", 1)[0].removeprefix(b"object ").decode("ascii", errors="replace")
            kind, content = await self._read(name)
        if kind != "commit":
            self.lost += [name] if kind == "missing" else []
            return
        headers = content.partition(b"\n\n")[0].split(b"\n")
        parents = [line[7:].decode("ascii", errors="replace") for line in headers if line.startswith(b"parent ")]
        authored, committed = (_date(headers, role) for role in (b"author ", b"committer "))
        made = moment(committed)
        if made is None or made < DAY or made >= self._since - DAY:
            record = f">{name} {committed} {authored} {' '.join(parents)}".encode()
            heapq.heappush(waiting, (-(made or 0), name, record, parents))

    async def _read(self, name: str) -> tuple[str, bytes]:
        """Return an object's type and beginning. Over a damaged pack git ends: then it is started again for the next one.

        Raises:
            DamagedError: it ended too often.
        """
        if self._running is None:
            self._starts -= 1
            self._running = await self._stack.enter_async_context(self._git.running(self._folder, _COMMAND, feed=b"", keeps_asking=True))
        kind, content = await self._running.ask(name, keep=_HEADERS)
        if kind:
            return kind, content
        if not self._starts:
            raise DamagedError(messages.damaged(str(self._folder), name[:12]))
        self._running = None
        return "missing", b""


def _date(headers: list[bytes], role: bytes) -> str:
    """Return the seconds of an author or committer line, empty where it has none."""
    line = next((line for line in headers if line.startswith(role)), b"")
    words = line.rpartition(b"> ")[2].split()
    return words[0].decode("ascii", errors="replace") if words and words[0].isdigit() else ""

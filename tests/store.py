"""A real store for tests: a server in a child process that can be stopped, started, frozen and killed.

A test takes `store` (a server shared by the whole run, emptied before each test), or makes a `Server` of its own.
"""

import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import AsyncGenerator, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Self

import pytest
import pytest_asyncio

from adapters.redis import binary, classes
from adapters.redis.address import address
from adapters.redis.client import Store, connected
from adapters.redis.pool import PATIENT, Patience
from tests.servers.proxy import Proxy


class Server:
    """A server in a child process, on a socket in a short folder, or on a port of loopback."""

    def __init__(self, *options: str, port: int = 0, folder: Path | None = None, keeps: bool = True) -> None:
        self.port = port
        self.folder = folder or Path(tempfile.mkdtemp(prefix="store-", dir="/tmp"))
        self.socket = self.folder / "socket"
        self.url = f"redis://127.0.0.1:{port}" if port else f"unix://{self.socket}"
        self.options = [*_KEEPS, *options] if keeps else list(options)
        self._child: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        try:
            self.start()
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def start(self, *, answer: Sequence[str] = ("+PONG", "-NOAUTH")) -> None:
        """Start it, and wait until it answers so; its data is what the last one left."""
        self.socket.unlink(missing_ok=True)
        with (self.folder / "log").open("wb") as log:
            self._child = subprocess.Popen(self.command(), stdout=log, stderr=log, cwd=self.folder)
        until(lambda: self.said("PING").startswith(tuple(answer)) or self._has_ended(), "a server that answers")

    def command(self) -> list[str | Path]:
        """Return what is run."""
        where = ["--port", str(self.port), "--bind", "127.0.0.1"] if self.port else ["--port", "0", "--unixsocket", str(self.socket)]
        return [binary.found(), "--dir", self.folder, *where, *self.options]

    def stop(self) -> None:
        """Stop it in order: everything is on the disk."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """Kill it, as a crash does."""
        self._end(signal.SIGKILL)

    def pause(self) -> None:
        """Freeze it: it takes connections and says nothing."""
        self._signal(signal.SIGSTOP)

    def resume(self) -> None:
        """Let it go on."""
        self._signal(signal.SIGCONT)

    def said(self, *words: str) -> str:
        """Send a command, and return the first line of the answer, nothing where there is none."""
        packed = f"*{len(words)}\r\n" + "".join(f"${len(word.encode())}\r\n{word}\r\n" for word in words)
        with suppress(OSError), self._connection() as line:
            line.sendall(packed.encode())
            return line.makefile("rb").readline().decode().strip()
        return ""

    def answer(self, *words: str) -> str:
        """Send a command of plain words, and return the whole answer as the protocol has it."""
        with self._connection() as line:
            line.sendall(f"{' '.join(words)}\r\nPING\r\n".encode())
            got = b""
            while not got.endswith(b"+PONG\r\n"):
                got += line.recv(2**16)
        return got.decode().removesuffix("+PONG\r\n")

    def log(self) -> str:
        """Return what it said on its own."""
        return (self.folder / "log").read_text(errors="replace")

    def _connection(self) -> socket.socket:
        if self.port:
            return socket.create_connection(("127.0.0.1", self.port), timeout=2)
        line = socket.socket(socket.AF_UNIX)
        line.settimeout(2)
        try:
            line.connect(str(self.socket))
        except OSError:
            line.close()
            raise
        return line

    def _has_ended(self) -> bool:
        if self._child is None or self._child.poll() is not None:
            raise AssertionError(self.log())
        return False

    def _signal(self, number: int) -> None:
        assert self._child is not None
        self._child.send_signal(number)

    def _end(self, number: int) -> None:
        if self._child is not None:
            self._child.send_signal(signal.SIGCONT)
            self._child.send_signal(number)
            self._child.wait(10)


@pytest.fixture(scope="session")
def shared_server() -> Iterator[Server]:
    """A server for the whole run; a test that harms it makes its own."""
    with Server("--appendfsync", "no") as server:
        yield server


@pytest.fixture
def server(shared_server: Server) -> Server:
    """The shared server, empty."""
    assert shared_server.said("FLUSHALL") == "+OK"
    assert shared_server.said("SCRIPT", "FLUSH") == "+OK"
    return shared_server


@pytest_asyncio.fixture
async def store(server: Server) -> AsyncGenerator[Store, None]:
    """The two clients of an empty store."""
    async with connected(address(server.url)) as clients:
        yield clients


@asynccontextmanager
async def clients_of(server: Server | Proxy, *, patient: Patience = PATIENT) -> AsyncGenerator[Store, None]:
    """Have the two clients of a server, or of what stands before it."""
    async with connected(address(server.url), patient=patient) as clients:
        yield clients


async def astray(store: Store, *, lasting: Mapping[str, classes.KeyClass] = classes.CLASSES) -> list[str]:
    """Return every key that no class knows, and every one that stays longer than its class says."""
    found = []
    async with store.patient() as redis:
        for name in [one.decode() async for one in redis.scan_iter()]:
            prefix, kind, digest = name.split(":") if name.count(":") == 2 else ("", "", "")
            seconds = await redis.ttl(name)
            most = lasting[kind].seconds if kind in lasting else 0
            if prefix != classes.PREFIX or len(digest) != 32 or (most is not None and not 0 <= seconds <= most):
                found.append(f"{name} ({seconds} s)")
    return found


def free_port() -> int:
    """Return a port of loopback that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as one:
        return int(one.getsockname()[1])


def until(holds: Callable[[], bool], what: str, *, seconds: float = 10) -> None:
    """Wait for what another process does.

    Raises:
        AssertionError: it did not come.
    """
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, f"waited in vain for {what}"
        time.sleep(0.002)


_KEEPS = ("--appendonly", "yes", "--save", "", "--maxmemory-policy", "noeviction")

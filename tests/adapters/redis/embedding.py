"""What the tests of the embedded server look at, and other processes that use it."""

import stat
import subprocess
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

from redis.asyncio import Redis

from adapters.redis import locks
from adapters.redis.address import address
from adapters.redis.client import connected

USER = """
import asyncio, sys
from pathlib import Path
from adapters.redis.server import embedded

async def main():
    async with embedded(Path(sys.argv[1])) as one:
        print("started" if one.is_ours else "attached", flush=True)
        await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)

asyncio.run(main())
"""


@asynccontextmanager
async def using(url: str) -> AsyncGenerator[Redis, None]:
    async with connected(address(url)) as store, store.patient() as redis:
        yield redis


def number(folder: Path) -> int:
    """Return the server's process."""
    return int((folder / "pid").read_text())


def is_running(folder: Path) -> bool:
    with locks.Lock(folder / "running") as running:
        return not running.take()


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def link(path: Path, target: Path) -> None:
    path.symlink_to(target)


def is_there(path: Path) -> bool:
    return path.exists()


def kept(folder: Path) -> list[bytes]:
    """Return what is in the server's files."""
    return [file.read_bytes() for file in (folder / "data").rglob("*") if file.is_file()]


def written(path: Path) -> str:
    return path.read_text()


def user(folder: Path) -> "subprocess.Popen[str]":
    """Start another process that uses the store until its input ends."""
    return subprocess.Popen([sys.executable, "-c", USER, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def heard(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def ended(process: "subprocess.Popen[str]") -> None:
    process.communicate(timeout=20)


def program(folder: Path, name: str, version: str) -> None:
    folder.mkdir(exist_ok=True)
    write(folder / name, f"echo '{version}'")


def write(script: Path, line: str) -> None:
    script.write_text(f"#!/bin/sh\n{line}\n")
    script.chmod(0o755)

"""A process of Recap's that stays: started as a platform starts it, read as a person reads it, ended as a platform ends it."""

import asyncio
import os
import signal
import sys
import time
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from aiohttp import ClientConnectionError, ClientSession

from tests.bot.desk import KEY
from tests.store import Server

ROOT = Path(__file__).parents[2]
PYTHON = (sys.executable, "-I", "-m", "bot")


@dataclass
class Process:
    """One process, and what it said so far."""

    child: asyncio.subprocess.Process
    said: list[str] = field(default_factory=list)

    async def until(self, start: str) -> str:
        """Return the rest of the first line that begins so."""
        assert self.child.stdout is not None
        async with asyncio.timeout(30):
            while line := (await self.child.stdout.readline()).decode():
                self.said.append(line.rstrip("\n"))
                if line.startswith(start):
                    return line[len(start) :].strip()
        raise AssertionError((start, self.said, await self.errors()))

    async def addresses(self) -> tuple[str, str]:
        """Return where its pages and its metrics are."""
        return await self.until("Pages and health at"), await self.until("Metrics at")

    async def errors(self) -> str:
        """Return the log of a process that has ended."""
        assert self.child.stderr is not None
        return (await self.child.stderr.read()).decode()

    async def ended(self, number: int = signal.SIGTERM) -> tuple[int | None, float]:
        """Send a signal; return the code that it ended with, and after how many seconds."""
        began = time.monotonic()
        self.child.send_signal(number)
        async with asyncio.timeout(20):
            await self.child.wait()
        return self.child.returncode, time.monotonic() - began


@asynccontextmanager
async def process(*words: str, store: Server | None, before: Sequence[str | Path] = PYTHON, **more: str) -> AsyncGenerator[Process, None]:
    """Start one; at the end of the block it is gone."""
    child = await asyncio.create_subprocess_exec(
        *before,
        *words,
        cwd=ROOT,
        env={**environment(store), **more},
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        yield Process(child)
    finally:
        if child.returncode is None:
            child.kill()
        await child.communicate()


def environment(store: Server | None) -> Mapping[str, str]:
    stored = {"REDIS_URL": store.url, "RECAP_SECRET_KEYS": KEY} if store else {}
    return {**os.environ, **stored, "RECAP_LISTEN": "127.0.0.1:0", "RECAP_METRICS": "127.0.0.1:0"}


async def status(url: str, *, token: str = "") -> int:
    """Return the status of an answer."""
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    async with ClientSession(headers=headers) as session, session.get(url) as answer:
        await answer.read()
        return answer.status


async def text(url: str, *, token: str = "") -> str:
    """Return the text of an answer."""
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    async with ClientSession(headers=headers) as session, session.get(url) as answer:
        return await answer.text()


async def becomes(url: str, wanted: int) -> None:
    """Wait until an address answers so."""
    async with asyncio.timeout(30):
        while await _status(url) != wanted:  # noqa: ASYNC110  it is another process
            await asyncio.sleep(0.02)


async def _status(url: str) -> int:
    """Return the status of an answer, 0 where nobody listens yet."""
    try:
        return await status(url)
    except ClientConnectionError:
        return 0

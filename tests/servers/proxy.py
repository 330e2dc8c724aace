"""A way to a server on loopback that can be slow, mute, or lose answers."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self


class Proxy:
    """A way to a server on loopback that can be spoiled while it is in use. It counts the bytes and calls that pass."""

    def __init__(self, to: int | Path) -> None:
        self._to = to  # its port, or its socket
        self.port = 0
        self.delay = 0.0  # seconds that each answer is held up
        self.is_silent = False  # nothing passes, and nobody is told
        self.drops: Callable[[bytes], bool] = lambda _: False  # whose answer is lost, with the connection
        self.is_rude = False  # a lost answer ends in a reset
        self.asked: list[bytes] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._dead: set[asyncio.Task[None]] = set()

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}"

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._meet, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._server.wait_closed()

    def forget(self) -> None:
        """Let the connections that there are lead nowhere, as a firewall does; new ones work."""
        self._dead |= self._tasks

    async def _meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        there = None
        with suppress(OSError, asyncio.CancelledError):
            back, there = await self._reach()
            await self._relay(reader, writer, back, there)
        for one in (writer, there):
            if one is not None:
                one.transport.abort()

    async def _reach(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        if isinstance(self._to, int):
            return await asyncio.open_connection("127.0.0.1", self._to)
        return await asyncio.open_unix_connection(self._to)

    async def _relay(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, back: asyncio.StreamReader, there: asyncio.StreamWriter
    ) -> None:
        """Pass one question after the other, each with its answer; clients wait for the answer, so that each is one read."""
        while question := await reader.read(2**20):
            self.asked.append(question)
            await self._open()
            there.write(question)
            answer = await back.read(2**20)
            if self.drops(question):
                if self.is_rude:
                    writer.write(answer[:1])
                    await writer.drain()
                return
            await asyncio.sleep(self.delay)
            await self._open()
            writer.write(answer)

    async def _open(self) -> None:
        if self.is_silent or asyncio.current_task() in self._dead:
            await asyncio.Event().wait()

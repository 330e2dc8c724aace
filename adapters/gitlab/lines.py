"""Calls beside each other, each in a thread of a bounded pool that all tokens of a host share; one that hangs holds up no other."""

import asyncio
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from typing import TYPE_CHECKING

from adapters.gitlab.limits import Limits
from core.answers import Answer, UnreadError
from core.hosts import Judge
from core.model import Secret

if TYPE_CHECKING:
    from adapters.gitlab.bounded import Line


_THREADS = 48  # for each host, of which there are few


class Lines:
    """Connections to one host with one token, each kept for the next call."""

    def __init__(self, url: str, token: Secret, limits: Limits, judge: Judge) -> None:
        self._url = url
        self._token = token
        self._limits = limits
        self._judge = judge
        self._free: list[Line] = []

    async def get(self, path: str, parameters: Mapping[str, str | list[str]], etag: str = "") -> Answer:
        """Ask once.

        Raises:
            UnreadError: there is no whole answer in time.
        """
        line = self._free.pop() if self._free else self._opened()
        call = _pool(self._url).submit(line.get, path, parameters, etag)
        try:
            answer = await _finished(call, line)
        except BaseException:
            call.cancel()
            line.abort()
            line.close()
            raise
        self._free.append(line)
        return answer

    def close(self) -> None:
        """Let go of all connections."""
        while self._free:
            self._free.pop().close()

    def _opened(self) -> "Line":
        from adapters.gitlab.bounded import Line

        return Line(self._url, self._token, self._limits, self._judge)


async def _finished(call: Future[Answer], line: "Line") -> Answer:
    """Wait for a thread; the clock runs from when the thread begins."""
    waiting = asyncio.wrap_future(call)
    waiting.add_done_callback(lambda ended: ended.cancelled() or ended.exception())  # where nobody waits for it any more
    while True:
        done, _ = await asyncio.wait({waiting}, timeout=max(line.left(), 0.01))
        if done:
            return waiting.result()
        if line.left() <= 0:
            raise UnreadError(is_late=True)


@cache
def _pool(_url: str) -> ThreadPoolExecutor:
    return ThreadPoolExecutor(_THREADS, thread_name_prefix="gitlab")

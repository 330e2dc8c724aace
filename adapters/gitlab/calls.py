"""Calls to one host with one account: counted, tried twice, given up where the host is down."""

import asyncio
import random
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from weakref import WeakValueDictionary

from adapters.gitlab import failures
from adapters.gitlab.limits import Limits
from adapters.gitlab.lines import Lines
from core.answers import Answer, Told, UnreadError, decoded, retry_at, unread
from core.errors import OutsideError, RateLimitedError, TransientError
from core.hosts import Judge, anywhere
from core.model import Account
from core.ports import Budget, Memory

Parameters = Mapping[str, str | list[str]]

_SIDE_BY_SIDE = 6  # calls with one token
_PAUSE = 0.5  # seconds before the second try
_PATIENCE = timedelta(seconds=3)  # that a busy host may ask for
_GIVES_UP = 8  # failures in a row, after which a host is left alone


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """What the API is read with; each is a parameter for tests."""

    budget: Budget
    memory: Memory
    clock: Callable[[], datetime]
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    jitter: Callable[[], float] = random.random  # 0 to 1
    limits: Limits = field(default_factory=Limits)
    judge: Judge = anywhere


class Calls:
    """One session with a host."""

    def __init__(self, account: Account, url: str, tools: Tools) -> None:
        self._account = account
        self._url = url
        self._tools = tools
        self._lines = Lines(url, account.token, tools.limits, tools.judge)
        self._turns = _turns_of(account, url)
        self._failed = 0
        self._end: OutsideError | None = None  # after which no call is made

    def close(self) -> None:
        """Let go of all connections."""
        self._lines.close()

    def stop(self, error: OutsideError) -> None:
        """Make no call any more: each one fails with this error."""
        self._end = error

    async def ask(self, path: str, parameters: Parameters, etag: str = "") -> Told:
        """Ask, and once more where that may help.

        Raises:
            OutsideError: there is no answer of use.
        """
        try:
            return await self._counted(path, parameters, etag)
        except TransientError:
            await self._tools.sleep(_PAUSE + _PAUSE * self._tools.jitter())
        except RateLimitedError as error:
            wait = (error.retry_at - self._tools.clock()) if error.retry_at else 2 * _PATIENCE
            if wait > _PATIENCE:
                self._end = error
                raise
            await self._tools.sleep(max(wait.total_seconds(), _PAUSE) + _PAUSE * self._tools.jitter())
        try:
            return await self._counted(path, parameters, etag)
        except RateLimitedError as error:
            self._end = error
            raise

    async def _counted(self, path: str, parameters: Parameters, etag: str) -> Told:
        """Ask once, and leave a host alone that failed too often in a row."""
        try:
            told = await self._once(path, parameters, etag)
        except TransientError as error:
            self._failed += 1
            if self._failed >= _GIVES_UP:
                self._end = error
            raise
        self._failed = 0
        return told

    async def _once(self, path: str, parameters: Parameters, etag: str) -> Told:
        async with self._turns:
            if self._end:
                raise self._end
            await self._tools.budget.spend(self._account, "core")
            answer = await self._sent(path, parameters, etag)
            if renamed := failures.moved(answer, self._url):
                answer = await self._sent(renamed, parameters, etag)
        await self._learn(answer)
        if answer.status == failures.NOT_MODIFIED and etag:
            return Told(None, answer.headers, is_unchanged=True)
        if answer.status != failures.OK:
            raise failures.refusal(answer, self._account.host, self._account.login, self._tools.clock())
        return Told(decoded(answer, self._account.host), answer.headers)

    async def _sent(self, path: str, parameters: Parameters, etag: str) -> Answer:
        try:
            return await self._lines.get(path, parameters, etag)
        except UnreadError as error:
            raise unread(error, self._account.host) from None

    async def _learn(self, answer: Answer) -> None:
        left, resets = answer.headers.get("ratelimit-remaining", ""), failures.resets(answer.headers)
        if answer.status == failures.TOO_MANY:
            again = retry_at(answer.headers, self._tools.clock(), resets)
            await self._tools.budget.learn(self._account, "core", left=0, resets=again)
        elif left.isdigit() and resets:
            await self._tools.budget.learn(self._account, "core", left=int(left[:9]), resets=resets)


_crowds: WeakValueDictionary[tuple[int, str, str], asyncio.Semaphore] = WeakValueDictionary()


def _turns_of(account: Account, url: str) -> asyncio.Semaphore:
    """Return what bounds an account's calls in this process, whichever recap makes them; who is not known yet has turns of their own."""
    if not account.id:
        return asyncio.Semaphore(_SIDE_BY_SIDE)
    key = (id(asyncio.get_running_loop()), url, account.id)
    return _crowds.setdefault(key, asyncio.Semaphore(_SIDE_BY_SIDE))

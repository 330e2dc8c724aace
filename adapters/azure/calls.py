"""Calls to one organisation with one account: counted, tried twice, given up where the host is down."""

import asyncio
import random
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from weakref import WeakValueDictionary

from adapters.azure import failures
from adapters.azure.wire import Limits, Wire
from core.answers import Answer, Told, UnreadError, decoded, retry_at, unread
from core.errors import OutsideError, RateLimitedError, TransientError
from core.hosts import Judge, anywhere
from core.messages import answers
from core.model import Account
from core.ports import Budget, Memory

Parameters = Mapping[str, str]

_SIDE_BY_SIDE = 6  # calls with one token
_PAUSE = 0.5  # seconds before the second try
_PATIENCE = timedelta(seconds=3)  # that a busy host may ask for
_GIVES_UP = 8  # failures in a row, after which a host is left alone: those that were on their way, and two more


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """What the API is read with; each is a parameter for tests."""

    budget: Budget
    memory: Memory
    clock: Callable[[], datetime]
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    jitter: Callable[[], float] = random.random  # 0 to 1
    limits: Limits = Limits()  # noqa: RUF009  it is frozen
    judge: Judge = anywhere


class Calls:
    """One session with a host."""

    def __init__(self, account: Account, url: str, tools: Tools) -> None:
        self._account = account
        self._url = url
        self._tools = tools
        self._wire = Wire(account.token, tools.limits, tools.judge)
        self._turns = _turns_of(account)
        self._version = "7.1"
        self._failed = 0
        self._end: OutsideError | None = None  # after which no call is made
        self._wait = timedelta()  # that the host asked for before the next call

    async def close(self) -> None:
        """Let go of all connections."""
        await self._wire.close()

    def stop(self, error: OutsideError) -> None:
        """Make no call any more: each one fails with this error."""
        self._end = error

    async def ask(self, path: str, parameters: Parameters, *, body: object = None, etag: str = "", is_preview: bool = False) -> Told:
        """Ask, and once more where that may help; everything asked for is read alone, so that asking again changes nothing.

        Raises:
            OutsideError: there is no answer of use.
        """
        try:
            return await self._once(path, parameters, body, etag, is_preview=is_preview)
        except failures.TooNewError as error:
            self._version = error.version
        except failures.PreviewError:
            is_preview = True
        except TransientError as error:
            self._fail(error)
            await self._tools.sleep(_PAUSE + _PAUSE * self._tools.jitter())
        except RateLimitedError as error:
            await self._waited(error)
        try:
            return await self._once(path, parameters, body, etag, is_preview=is_preview)
        except TransientError as error:
            self._fail(error)
            raise
        except RateLimitedError as error:
            self._end = error
            raise

    async def _once(self, path: str, parameters: Parameters, body: object, etag: str, *, is_preview: bool) -> Told:
        version = {"api-version": f"{self._version}-preview" if is_preview else self._version}
        async with self._turns:
            if self._end:
                raise self._end
            if self._wait:
                wait, self._wait = self._wait, timedelta()
                await self._tools.sleep(wait.total_seconds())
            await self._tools.budget.spend(self._account, "core")
            try:
                answer = await self._wire.send(self._url + path, {**parameters, **version}, body=body, etag=etag)
            except UnreadError as error:
                raise unread(error, self._account.host) from None
        await self._learn(answer)
        if answer.status == failures.NOT_MODIFIED and etag:
            return Told(None, answer.headers, is_unchanged=True)
        if answer.status != failures.OK:
            raise failures.refusal(answer, self._account.host, self._account.login, self._tools.clock())
        told = Told(decoded(answer, self._account.host), answer.headers)
        self._failed = 0
        return told

    def _fail(self, error: TransientError) -> None:
        self._failed += 1
        if self._failed >= _GIVES_UP:
            self._end = error

    async def _waited(self, error: RateLimitedError) -> None:
        """Wait for a moment where that is all that the host asks for; else make no call any more."""
        wait = (error.retry_at - self._tools.clock()) if error.retry_at else 2 * _PATIENCE
        if wait > _PATIENCE:
            self._end = error
            raise error
        await self._tools.sleep(max(wait.total_seconds(), _PAUSE) + _PAUSE * self._tools.jitter())

    async def _learn(self, answer: Answer) -> None:
        """Take what the host says of its limit; an answer that came late may ask for a pause too."""
        now, left, resets = self._tools.clock(), answer.headers.get("x-ratelimit-remaining", ""), failures.resets(answer.headers)
        if answer.status == failures.TOO_MANY or "retry-after" in answer.headers:
            again = retry_at(answer.headers, now, resets)
            await self._tools.budget.learn(self._account, "core", left=0, resets=again)
            if answer.status == failures.OK:
                self._pause(again, again - now)
        elif left.isdigit() and resets:
            await self._tools.budget.learn(self._account, "core", left=int(left[:9]), resets=resets)

    def _pause(self, again: datetime, wait: timedelta) -> None:
        if wait <= _PATIENCE:
            self._wait = max(wait, self._wait)
        else:
            self._end = RateLimitedError(answers.busy(self._account.host, f"{again:%H:%M}"), retry_at=again)


_crowds: WeakValueDictionary[tuple[int, str, str], asyncio.Semaphore] = WeakValueDictionary()


def _turns_of(account: Account) -> asyncio.Semaphore:
    """Return what bounds an account's calls in this process, whichever recap makes them; who is not known yet has turns of their own."""
    if not account.id:
        return asyncio.Semaphore(_SIDE_BY_SIDE)
    key = (id(asyncio.get_running_loop()), account.host, account.id)
    return _crowds.setdefault(key, asyncio.Semaphore(_SIDE_BY_SIDE))

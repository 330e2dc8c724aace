"""Calls to one host with one account: counted, tried twice, given up where the host is down, and never for somebody else."""

import asyncio
import random
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from adapters.gitlab import failures
from adapters.gitlab.fields import number
from adapters.gitlab.lines import Lines
from core.errors import AuthError, OutsideError, RateLimitedError, TransientError
from core.messages import gitlab as messages
from core.model import Account
from core.ports import Budget, Memory

if TYPE_CHECKING:
    from adapters.gitlab.bounded import Answer, Limits

Parameters = Mapping[str, str | list[str]]

_PAUSE = 0.5  # seconds before the second try
_PATIENCE = timedelta(seconds=3)  # that a busy host may ask for
_GIVES_UP = 3  # failures in a row, after which a host is left alone


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """What the API is read with; each is a parameter for tests."""

    budget: Budget
    memory: Memory
    clock: Callable[[], datetime]
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    jitter: Callable[[], float] = random.random  # 0 to 1
    limits: "Limits | None" = None


@dataclass(frozen=True, slots=True)
class Told:
    """What the host said: a value, or that it has not changed."""

    value: object
    headers: Mapping[str, str]
    is_unchanged: bool = False


class Calls:
    """One session with a host: the first call asks whom the token stands for."""

    def __init__(self, account: Account, url: str, tools: Tools) -> None:
        self._account = account
        self._tools = tools
        self._lines = Lines(url, account.token, tools.limits)
        self._checking = asyncio.Lock()
        self._is_checked = False
        self._failed = 0
        self._end: OutsideError | None = None  # after which no call is made

    def close(self) -> None:
        """Let go of all connections."""
        self._lines.close()

    async def ask(self, path: str, parameters: Parameters, etag: str = "") -> Told:
        """Ask, for this account alone, and once more where that may help.

        Raises:
            OutsideError: there is no answer of use.
        """
        await self._check()
        return await self._twice(path, parameters, etag)

    async def unchecked(self, path: str) -> object:
        """Ask something about the token itself, whomever it stands for.

        Raises:
            OutsideError: there is no answer of use.
        """
        return (await self._twice(path, {}, "")).value

    async def _check(self) -> None:
        """Ask once who the token stands for: a proxy or a cache may mix up answers."""
        async with self._checking:
            if self._is_checked:
                return
            try:
                told = await self._twice("/user", {}, "")
            except OutsideError as error:
                self._end = error
                raise
            if not isinstance(told.value, Mapping) or str(number(told.value, "id")) != self._account.id:
                self._end = AuthError(messages.not_the_account(self._account.host, self._account.login))
                raise self._end
            self._is_checked = True

    async def _twice(self, path: str, parameters: Parameters, etag: str) -> Told:
        try:
            return await self._once(path, parameters, etag)
        except TransientError:
            await self._tools.sleep(_PAUSE + _PAUSE * self._tools.jitter())
        except RateLimitedError as error:
            wait = (error.retry_at - self._tools.clock()) if error.retry_at else 2 * _PATIENCE
            if wait > _PATIENCE:
                self._end = error
                raise
            await self._tools.sleep(max(wait.total_seconds(), _PAUSE) + _PAUSE * self._tools.jitter())
        try:
            return await self._once(path, parameters, etag)
        except (TransientError, RateLimitedError) as error:
            self._failed += 1
            if self._failed >= _GIVES_UP or isinstance(error, RateLimitedError):
                self._end = error
            raise

    async def _once(self, path: str, parameters: Parameters, etag: str) -> Told:
        if self._end:
            raise self._end
        await self._tools.budget.spend(self._account, "core")
        answer = await self._sent(path, parameters, etag)
        await self._learn(answer)
        if answer.status == failures.NOT_MODIFIED and etag:
            return Told(None, answer.headers, is_unchanged=True)
        if answer.status != failures.OK:
            error = failures.refusal(answer, self._account.host, self._account.login, self._tools.clock())
            if answer.status == failures.UNAUTHORIZED and self._is_checked:
                self._end = error
            raise error
        told = Told(failures.decoded(answer, self._account.host), answer.headers)
        self._failed = 0
        return told

    async def _sent(self, path: str, parameters: Parameters, etag: str) -> "Answer":
        from adapters.gitlab.bounded import UnreadError

        try:
            return await self._lines.get(path, parameters, etag)
        except UnreadError as error:
            raise failures.unread(error, self._account.host) from None

    async def _learn(self, answer: "Answer") -> None:
        left, resets = answer.headers.get("ratelimit-remaining", ""), failures.resets(answer.headers)
        if answer.status == failures.TOO_MANY:
            again = failures.retry_at(answer.headers, self._tools.clock())
            await self._tools.budget.learn(self._account, "core", left=0, resets=again)
        elif left.isdigit() and resets:
            await self._tools.budget.learn(self._account, "core", left=int(left[:9]), resets=resets)

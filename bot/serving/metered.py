"""What is counted while Recap answers: recaps, calls of providers and of the model, changes of live messages."""

import time
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from datetime import datetime
from typing import Any, cast

from typing_extensions import override

from bot.logs import DEBUG, INFO, log, stamped
from core.errors import RateLimitedError, RecapError, WriterError
from core.model import Account, By, Prompt, Provider, Recap, RecapRequest
from core.ports import Budget, Message, Writer
from core.recap import Recapper

_MOST = 10_000  # accounts of which it is known how much they have left


class MeteredRecapper(Recapper):
    """Logs one line for each answer."""

    __slots__ = ()

    @override
    async def answer(self, request: RecapRequest, **more: Any) -> AsyncIterator[Recap]:
        """Answer as a recapper does; what else it takes is passed on."""
        watch = _Watch()
        try:
            answer = cast("AsyncGenerator[Recap, None]", Recapper.answer(self, request, **more))  # which it is, to be closed
            async with aclosing(answer) as snapshots:
                async for recap in snapshots:
                    watch.saw(recap)
                    yield recap
        except RateLimitedError:
            watch.outcome = "refused"
            raise
        except RecapError:
            watch.outcome = "failed"
            raise
        except Exception:
            watch.outcome = "bug"
            raise
        finally:
            watch.log()


class MeteredWriter(Writer):
    """Logs how each call of the model ended."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer

    @override
    async def write(self, prompt: Prompt) -> AsyncGenerator[str, None]:
        began, outcome = time.perf_counter(), "stopped"
        try:
            async with aclosing(self._writer.write(prompt)) as pieces:
                async for piece in pieces:
                    yield piece
            outcome = "written"
        except WriterError:
            outcome = "failed"
            raise
        finally:
            log(DEBUG, "model wrote", outcome=outcome, seconds=round(time.perf_counter() - began, 3))


class MeteredBudget(Budget):
    """Logs each call, and how many are left to the account that has the fewest; which one that is, nobody is told."""

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self._left: dict[tuple[Provider, str], dict[tuple[str, str], int]] = {}

    @override
    async def spend(self, account: Account, kind: str, *, cost: int = 1) -> None:
        await self._budget.spend(account, kind, cost=cost)
        log(DEBUG, "provider call", provider=account.provider, kind=kind)

    @override
    async def learn(self, account: Account, kind: str, *, left: int, resets: datetime) -> None:
        await self._budget.learn(account, kind, left=left, resets=resets)
        known = self._left.setdefault((account.provider, kind), {})
        known.pop((account.host, account.id), None)
        known[account.host, account.id] = left
        if len(known) > _MOST:
            del known[next(iter(known))]
        log(DEBUG, "provider budget", provider=account.provider, kind=kind, left=min(known.values()))


class MeteredMessage(Message):
    """Logs each change of a live message."""

    def __init__(self, message: Message) -> None:
        self._message = message

    @override
    async def show(self, recap: Recap) -> None:
        outcome = "failed"
        try:
            await self._message.show(recap)
            outcome = "sent"
        finally:
            edited(outcome)


def edited(outcome: str) -> None:
    """Log what became of a change of a live message."""
    log(DEBUG, "edit", platform=stamped("platform"), outcome=outcome)


class _Watch:
    """One answer, from the question on."""

    def __init__(self) -> None:
        self.outcome = "stopped"
        self._began = time.perf_counter()
        self._first: float | None = None
        self._recap: Recap | None = None

    def saw(self, recap: Recap) -> None:
        self._first = self._first or time.perf_counter()
        self._recap = recap
        if recap.finished:
            self.outcome = "written" if any(bullet.by is By.MODEL for bullet in recap.bullets) else "told"

    def log(self) -> None:
        fields: dict[str, str | float] = {"platform": stamped("platform"), "outcome": self.outcome}
        if self._recap and self._first:
            now, coverage = time.perf_counter(), self._recap.coverage
            fields |= {"fetch": round(self._first - self._began, 3), "tell": round(now - self._first, 3)}
            fields |= {"events": coverage.events, "told": coverage.told, "bullets": len(self._recap.bullets)}
            fields["failures"] = len(self._recap.failures)
        log(INFO, "recap", **fields)

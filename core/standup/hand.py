"""A claimed standup in this process's hand: what is known of it, what was done, and whether the hand still holds it."""

from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, TypeVar

from core.errors import PermanentError, TransientError
from core.model.standup import Claim, Progress, Report, Standup
from core.ports.standups import Outbox

T = TypeVar("T")


class LostError(Exception):
    """The standup is in another hand, or gone."""


class Hand:
    """Changes what is known, and writes it down as long as the ticket is good."""

    def __init__(self, claim: Claim, outbox: Outbox, clock: Callable[[], float]) -> None:
        self.claim = claim
        self.standup: Standup = claim.standup
        self.progress: Progress = claim.progress
        self._outbox = outbox
        self._clock = clock
        self._begun = clock()

    def now(self) -> datetime:
        """Return the store's time, by a clock that nobody sets."""
        return self.claim.now + timedelta(seconds=self._clock() - self._begun)

    def note(self, report: Report, **changes: Any) -> Report:
        """Change the report, here alone."""
        changed = replace(report, **changes)
        self.progress = replace(self.progress, report=changed)
        return changed

    async def keep(self, told: Mapping[str, Collection[str]] | None = None) -> None:
        """Write what was done.

        Raises:
            LostError: another hand has it; nothing was written.
            OutsideError: the store could not be written.
        """
        if not await _stored(self._outbox.keep(self.claim, self.progress, told=told)):
            raise LostError

    async def leave(self, again: datetime | None) -> None:
        """Write what was done, and let go until a time.

        Raises:
            LostError: another hand has it; nothing was written.
            OutsideError: the store could not be written.
        """
        if not await _stored(self._outbox.leave(self.claim, self.progress, again)):
            raise LostError

    async def renew(self) -> None:
        """Take a fresh lease, and learn what was changed meanwhile.

        Raises:
            LostError: another hand has it, or it is gone.
            OutsideError: the store could not be asked.
        """
        standup = await _stored(self._outbox.renew(self.claim))
        if standup is None:
            raise LostError
        self.standup = standup


async def _stored(asked: Awaitable[T]) -> T:
    """Return the store's answer; what it refuses now, as one that is full does, it may take later."""
    try:
        return await asked
    except PermanentError as error:
        raise TransientError(str(error)) from error

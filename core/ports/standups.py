"""What standups need from outside: where they are kept, who works at which, and what was told."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from core.model.accounts import Member
from core.model.chat import Place
from core.model.standup import Claim, Progress, Standup


class Standups(Protocol):
    """The standups that were agreed, by where they are."""

    async def at(self, place: Place) -> Sequence[Standup]:
        """Return those of a channel, in the order in which they were made.

        Raises:
            OutsideError: the store could not be read.
        """

    async def of(self, member: Member) -> Sequence[Standup]:
        """Return a person's own recaps that come again, in the order in which they were made.

        Raises:
            OutsideError: the store could not be read.
        """

    async def knowing(self, member: Member) -> Sequence[Standup]:
        """Return those, wherever they are, that a person made or has a seat in.

        Raises:
            OutsideError: the store could not be read.
        """

    async def add(self, standup: Standup) -> None:
        """Keep a new one.

        Raises:
            OutsideError: the store could not be written.
        """

    async def change(self, standup: Standup, how: Callable[[Standup], Standup]) -> Standup | None:
        """Change what one is now, though others change it at the same time; whoever works at it finds out before the next post.

        Returns what it became; nothing where it is gone.

        Raises:
            OutsideError: the store could not be written.
        """

    async def delete(self, standup: Standup) -> None:
        """Erase one, with all that is kept for it.

        Raises:
            OutsideError: the store could not be written.
        """

    async def call(self, standup: Standup, day: date) -> None:
        """Have the report of a local date made at once.

        Raises:
            OutsideError: the store could not be written.
        """

    async def progress(self, standup: Standup) -> Progress:
        """Return what one has behind it; of what cannot be read, that nothing is known.

        Raises:
            OutsideError: the store could not be read.
        """

    async def since(self, standup: Standup, member: Member) -> datetime | None:
        """Return up to when a member's work was told: where their next report begins; None where they are in none yet.

        Raises:
            OutsideError: the store could not be read.
        """

    async def forget(self, member: Member) -> int:
        """Take a person out of every standup of their workspace, and erase their own; return how many that were.

        Raises:
            OutsideError: the store could not be written.
        """


class Outbox(Protocol):
    """Who works at which standup: one process at a time, by the store's clock."""

    async def claim(self, most: int) -> Sequence[Claim]:
        """Take into this process's hand what has to be looked at, for a lease's length; the longest overdue first.

        Raises:
            OutsideError: the store could not be asked.
        """

    async def renew(self, claim: Claim) -> Standup | None:
        """Take a fresh lease, and return the standup as it is now; nothing where it is in another hand, or gone.

        Raises:
            OutsideError: the store could not be asked.
        """

    async def keep(self, claim: Claim, progress: Progress, *, told: Mapping[str, Collection[str]] | None = None) -> bool:
        """Write what was done, with a fresh lease; return False where it is in another hand, or gone, and nothing was written.

        `told` has, by user id, keys of events that were told now.

        Raises:
            OutsideError: the store could not be written.
        """

    async def leave(self, claim: Claim, progress: Progress, again: datetime | None) -> bool:
        """Write what was done, and let go until a time; return False as `keep` does.

        Raises:
            OutsideError: the store could not be written.
        """

    async def release(self, claim: Claim, again: datetime | None = None) -> None:
        """Let go, and write nothing: another process goes on at once, or at a time.

        Raises:
            OutsideError: the store could not be written.
        """

    async def is_gone(self, claim: Claim) -> bool:
        """Say whether a standup was erased.

        Raises:
            OutsideError: the store could not be asked.
        """

    async def stray(self, claim: Claim) -> None:
        """Say that a message may have been posted out of turn, so that whoever has the standup now looks for one too many.

        Raises:
            OutsideError: the store could not be written.
        """

    async def told(self, standup: Standup, user: str) -> Collection[str]:
        """Return the keys of what a member's reports told in the last 30 days.

        Raises:
            OutsideError: the store could not be read.
        """

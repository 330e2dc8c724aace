"""What the core needs from outside: protocols of one to three methods."""

from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from datetime import date, datetime
from typing import Literal, Protocol

from core.model import Account, Event, Member, Prompt, Query, Recap, Secret

Stretch = Literal["day", "week", "month", "year"]


class ActivitySource(Protocol):
    """One place where work leaves traces: a repository on disk, a clone, an account at a host."""

    @property
    def name(self) -> str:
        """What the user calls it."""

    def events(self, query: Query) -> AsyncIterator[Event]:
        """Stream what happened in the query's window, by anybody whom the source cannot rule out, in any order.

        Commits come without sizes and paths. Nothing is held that was not yielded.

        Raises:
            OutsideError: the source could not be read; what was yielded before stays true.
        """

    async def measured(self, events: Sequence[Event]) -> list[Event]:
        """Return the same events, in the same order, with the sizes, paths and patch ids of commits.

        Raises:
            OutsideError: the sizes could not be read.
        """


class Writer(Protocol):
    """A language model that continues a prompt."""

    def write(self, prompt: Prompt) -> AsyncGenerator[str, None]:
        """Stream pieces of the text, cut anywhere; closed early, it lets go of the model.

        Raises:
            WriterError: the text is not whole; what was yielded before may end in the middle of a line.
        """


class TokenCounter(Protocol):
    """How long a text is to a model."""

    def count(self, text: str) -> int:
        """Return the number of tokens, or an estimate that does not fall below it by much. Never waits for a network."""


class Holidays(Protocol):
    """A country's public holidays."""

    def is_day_off(self, day: date) -> bool:
        """Say whether nobody is expected to work that day: weekends and public holidays."""


class ForeignDates(Protocol):
    """Dates in the languages that the grammar does not speak."""

    def day(self, text: str, today: date) -> tuple[date, Stretch] | None:
        """Return a day, and whether it stands for itself or for the week, month or year around it; or nothing.

        The text is short, and holds only letters, digits and spaces.
        """


class Message(Protocol):
    """A live message: something on a screen that can be replaced as a whole."""

    async def show(self, recap: Recap) -> None:
        """Replace what is shown.

        Raises:
            OutsideError: it could not be shown.
        """


class Accounts(Protocol):
    """The accounts that people have linked, sealed where they lie."""

    async def of(self, member: Member) -> list[Account]:
        """Return a member's accounts, in the order in which they were linked.

        Raises:
            OutsideError: the store could not be read.
        """

    async def save(self, account: Account, *, unless_changed_from: Secret | None = None) -> bool:
        """Keep an account in the place of the same one; with `unless_changed_from`, only where that is still its refresh token.

        Raises:
            OutsideError: the store could not be written.
        """

    async def remove(self, account: Account) -> None:
        """Erase an account, and all that is kept for it.

        Raises:
            OutsideError: the store could not be written.
        """


class Budget(Protocol):
    """How many calls a token may still make, shared by all processes that use it."""

    async def spend(self, account: Account, kind: str, *, cost: int = 1) -> None:
        """Wait, never longer than a few seconds, until calls of a kind ("core", "search", "graphql") may be made.

        Raises:
            RateLimitedError: not within that time; with when to come again.
        """

    async def learn(self, account: Account, kind: str, *, left: int, resets: datetime) -> None:
        """Take what the host says of the token's allowance."""


class Memory(Protocol):
    """What was fetched before, kept apart for each viewer, host and tenant."""

    async def recall(self, account: Account, key: str) -> bytes | None:
        """Return what was kept under a key, for this account only; nothing where the store cannot say."""

    async def keep(self, account: Account, key: str, value: bytes, *, seconds: int) -> None:
        """Keep something for so many seconds; where the store cannot, nothing happens."""

"""What an answer needs from outside: sources, a writer, a calendar, a message to show it in."""

from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from datetime import date
from typing import Literal, Protocol

from core.model import Event, Prompt, Query, Recap

Stretch = Literal["day", "week", "month", "year"]


class ActivitySource(Protocol):
    """One place where work leaves traces: a repository on disk, a clone, an account at a host."""

    @property
    def name(self) -> str:
        """What the user calls it."""

    @property
    def repository(self) -> str:
        """What its repository is called, as in its events; empty until that is known, and where it may be any of several."""
        return ""

    @property
    def host(self) -> str:
        """The host of the account that it is, as `Account.host`; empty on a disk."""
        return ""

    @property
    def goes_by_login(self) -> bool:
        """Whether it finds nothing but commits of whom it knows by name or address alone."""
        return False

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

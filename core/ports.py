"""What the core needs from outside: protocols of one to three methods."""

from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from datetime import date, datetime
from typing import Literal, Protocol

from core.limits import Call, Standing, Tier
from core.model import Account, DeviceCode, Event, Grant, Member, Profile, Prompt, Query, Recap, Secret

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


class Turns(Protocol):
    """Who may refresh an account's token: one at a time, in all processes together."""

    async def take(self, account: Account) -> str | None:
        """Return a ticket where nobody else has one, for a minute at most.

        Raises:
            OutsideError: the store could not be asked.
        """

    async def leave(self, account: Account, ticket: str) -> None:
        """Give a ticket back; one that has run out does nothing.

        Raises:
            OutsideError: the store could not be written.
        """


class Waiting(Protocol):
    """What waits, sealed, for its owner to come back: links that were begun, and questions that were asked too early."""

    async def keep(self, name: Secret, text: str, *, seconds: int) -> None:
        """Keep a text for so many seconds, under a name that nobody can guess.

        Raises:
            OutsideError: the store could not be written.
        """

    async def look(self, name: Secret) -> str | None:
        """Return what is kept under a name.

        Raises:
            OutsideError: the store could not be read.
        """

    async def take(self, name: Secret) -> str | None:
        """Return what is kept under a name, once; of many who take at the same time one gets it.

        Raises:
            OutsideError: the store could not be read.
        """

    async def ask_later(self, member: Member, words: str) -> None:
        """Keep a question for a day, in the place of an earlier one.

        Raises:
            OutsideError: the store could not be written.
        """

    async def asked(self, member: Member) -> str | None:
        """Return the question that waits, once.

        Raises:
            OutsideError: the store could not be read.
        """


class Identify(Protocol):
    """A host that says whose token it is."""

    async def __call__(self, token: Secret, api: str, /) -> Profile:
        """Ask the host at an address.

        Raises:
            AuthError: the host refuses the token.
            OutsideError: the host could not be asked, or is none.
        """


class OAuthHost(Protocol):
    """One host's authorisation server, as one client of it sees it."""

    @property
    def scopes(self) -> tuple[str, ...]:
        """What is asked for."""

    @property
    def issuer(self) -> str:
        """What the server calls itself (RFC 9207)."""

    def page(self, *, state: Secret, challenge: str, back: str) -> str:
        """Return where a browser begins; `challenge` is that of PKCE, by S256."""

    async def exchange(self, code: Secret, *, verifier: Secret, back: str) -> Grant:
        """Turn a code into tokens.

        Raises:
            AuthError: the code is used, old or somebody else's.
            OutsideError: the server could not be asked.
        """

    async def device(self) -> DeviceCode:
        """Begin a flow that needs no address of ours.

        Raises:
            OutsideError: the server could not be asked, or knows no such flow.
        """

    async def poll(self, code: DeviceCode) -> Grant | float:
        """Return the tokens, or the seconds to wait before the next question.

        Raises:
            AuthError: the person refused, or was too late.
            OutsideError: the server could not be asked.
        """

    async def refreshed(self, refresh: Secret) -> Grant:
        """Turn a refresh token into new tokens; it may work once alone.

        Raises:
            AuthError: it is used, old or revoked.
            AmbiguousError: it may have been used up, and no answer came.
            OutsideError: the server could not be asked.
        """

    async def revoke(self, token: Secret, refresh: Secret | None) -> bool:
        """End tokens at the host; return False where the host has no way to.

        Raises:
            OutsideError: the server could not be asked, or refused.
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


class Limiter(Protocol):
    """How often somebody may call, in all processes together."""

    async def admit(self, member: Member, tier: Tier, call: Call) -> Standing:
        """Count a call where it is allowed; a refused one costs nothing. The call itself is the caller's to make, once.

        Raises:
            TransientError: nothing can be counted now, and this kind of call must be.
        """

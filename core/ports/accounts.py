"""What linked accounts need from outside: where they lie, who issues tokens, how often a host may be asked."""

from datetime import datetime
from typing import Protocol

from core.limits import Call, Standing, Tier
from core.model import Account, DeviceCode, Grant, Member, Profile, Secret


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

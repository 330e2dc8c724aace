"""What the tests of hosts share: a budget and a memory that remember, and questions."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from typing_extensions import override

from core.clearances import identities
from core.errors import OutsideError
from core.model import Account, Event, Identity, Member, Provider, Query, Secret, Where, Window
from core.ports import ActivitySource, Budget, Memory
from tests.servers.tokens import Token

S = TypeVar("S", bound=ActivitySource)

NOW = datetime(2026, 11, 18, 12, tzinfo=UTC)
MONDAY = datetime(2026, 11, 9, tzinfo=UTC)
WEEK = Window(MONDAY, MONDAY + timedelta(days=7), "UTC", "last week")


class FreeBudget(Budget):
    """Lets everything pass; remembers what was spent and learned."""

    def __init__(self) -> None:
        self.spent = 0
        self.learned: list[tuple[int, datetime]] = []

    @override
    async def spend(self, account: Account, kind: str, *, cost: int = 1) -> None:
        assert kind == "core"
        self.spent += cost

    @override
    async def learn(self, account: Account, kind: str, *, left: int, resets: datetime) -> None:
        self.learned.append((left, resets))


class Kept(Memory):
    """Keeps everything, apart for each account, for as long as it was asked to by the test's clock."""

    def __init__(self) -> None:
        self.now = NOW
        self.entries: dict[tuple[object, ...], tuple[bytes, datetime]] = {}

    @override
    async def recall(self, account: Account, key: str) -> bytes | None:
        value, until = self.entries.get(_slot(account, key), (b"", self.now))
        return value if until > self.now else None

    @override
    async def keep(self, account: Account, key: str, value: bytes, *, seconds: int) -> None:
        assert seconds > 0
        self.entries[_slot(account, key)] = (value, self.now + timedelta(seconds=seconds))


class Sleeps:
    """Remembers how long it was asked to sleep, and does not."""

    def __init__(self) -> None:
        self.seconds: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)


def account_of(provider: Provider, user: Any, token: Token | str, *, host: str, emails: Sequence[str] | None = None) -> Account:
    """Return an account that a user of a test server's world linked at this terminal."""
    return Account(
        owner=Member("terminal", "local", user.login),
        provider=provider,
        host=host,
        id=str(user.id),
        login=user.login,
        name=user.name,
        emails=user.emails if emails is None else tuple(emails),
        token=Secret(token if isinstance(token, str) else token.text),
        scopes=() if isinstance(token, str) else token.scopes,
    )


def source_of(kind: Callable[..., S], server: Any, who: Account, **words: Any) -> S:
    """Return an account's source at a test server, which nothing limits and nobody else has asked, unless `words` say otherwise."""
    alone = {"budget": FreeBudget(), "memory": Kept(), "sleep": Sleeps(), "clock": lambda: server.world.now}
    return kind(who, url=server.url, **alone | words)


def query(*people: Identity, window: Window = WEEK, now: datetime = NOW, where: Where | None = None) -> Query:
    return Query(window=window, now=now, people=people, where=where or Where())


async def found(reading: ActivitySource, asked: Query, *, is_everyone: bool = False) -> tuple[list[Event], OutsideError | None]:
    """Return the events in order of time, and what was said at the end; who names nobody and no place asks about the account's own."""
    if not (asked.people or asked.where.repositories or is_everyone):
        asked = replace(asked, people=tuple(identities(reading._account)))  # type: ignore[attr-defined]
    events: list[Event] = []
    try:
        async for event in reading.events(asked):
            events.append(event)  # noqa: PERF401  what came before an error stays
    except OutsideError as error:
        return _sorted(events), error
    return _sorted(events), None


def _sorted(events: Sequence[Event]) -> list[Event]:
    return sorted(events, key=lambda event: (event.at, event.kind, event.ref))


def _slot(account: Account, key: str) -> tuple[object, ...]:
    return (account.owner, account.provider, account.host, account.id, key)

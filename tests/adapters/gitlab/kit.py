"""What the tests of this package share: accounts, a budget and a memory that remember, and questions."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from typing_extensions import override

from adapters.gitlab import GitLabSource
from adapters.gitlab.limits import Limits
from core.errors import OutsideError
from core.model import Account, Event, Identity, Member, Provider, Query, Secret, Where, Window
from core.ports import Budget, Memory
from tests.servers.gitlab import GitLabServer
from tests.servers.gitlab.nouns import User
from tests.servers.gitlab.tokens import Token

NOW = datetime(2026, 11, 18, 12, tzinfo=UTC)
MONDAY = datetime(2026, 11, 9, tzinfo=UTC)
WEEK = Window(MONDAY, MONDAY + timedelta(days=7), "UTC", "last week")
PATIENT = Limits(most=1 << 20)  # a loaded machine is slow
QUICK = Limits(connect=1.0, read=0.5, total=1.0, most=1 << 20)


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


def account(user: User, token: Token | str, *, host: str = "gitlab.com") -> Account:
    text = token if isinstance(token, str) else token.text
    owner = Member("terminal", "local", user.login)
    return Account(
        owner=owner,
        provider=Provider.GITLAB,
        host=host,
        id=str(user.id),
        login=user.login,
        name=user.name,
        emails=user.emails,
        token=Secret(text),
        scopes=() if isinstance(token, str) else token.scopes,
    )


def source(
    server: GitLabServer, who: Account, *, memory: Kept | None = None, budget: FreeBudget | None = None, limits: Limits = PATIENT
) -> GitLabSource:
    return GitLabSource(
        who,
        url=server.url,
        budget=budget or FreeBudget(),
        memory=memory or Kept(),
        clock=lambda: server.world.now,
        sleep=Sleeps(),
        limits=limits,
    )


def query(*people: Identity, window: Window = WEEK, now: datetime = NOW, repositories: Sequence[str] = ()) -> Query:
    return Query(window=window, now=now, people=people, where=Where(repositories=tuple(repositories)))


async def found(reading: GitLabSource, asked: Query) -> tuple[list[Event], OutsideError | None]:
    """Return the events in order of time, and what was said at the end."""
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

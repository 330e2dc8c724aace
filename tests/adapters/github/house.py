"""A small world with a person in it, and an account of hers whose budget and memory remember what they were asked."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from typing_extensions import override

from adapters.github.client import Bounds
from adapters.github.source import GitHubSource
from core.clearances import identities
from core.errors import OutsideError
from core.model import Account, Event, Identity, Member, Provider, Query, Secret, Where, Window
from core.ports import Budget, Memory
from tests.servers.github.nouns import User
from tests.servers.github.server import GitHubServer
from tests.servers.github.tokens import Token
from tests.servers.github.world import World

NOW = datetime(2026, 11, 18, 12, tzinfo=UTC)  # a Wednesday
MONDAY = datetime(2026, 11, 9, tzinfo=UTC)
WEEK = Window(MONDAY, MONDAY + timedelta(days=7), "UTC", "Mon 9 – Sun 15 Nov")
TODAY = Window(MONDAY + timedelta(days=7), NOW, "UTC", "since Monday")
_BOUNDS = Bounds(request=2.0, whole=10.0)
_ANYWHERE = Where()


def at(day: int, hour: float = 10) -> datetime:
    """Return a time of the week, whose Monday is day 0."""
    return MONDAY + timedelta(days=day, hours=hour)


class FreeBudget(Budget):
    """Lets everything pass, and remembers it."""

    def __init__(self) -> None:
        self.spent: list[tuple[str, int]] = []
        self.learnt: list[tuple[str, int, datetime]] = []

    @override
    async def spend(self, account: Account, kind: str, *, cost: int = 1) -> None:
        self.spent.append((kind, cost))

    @override
    async def learn(self, account: Account, kind: str, *, left: int, resets: datetime) -> None:
        self.learnt.append((kind, left, resets))


class KeptMemory(Memory):
    """Keeps everything for ever, apart for each owner, host and account."""

    def __init__(self) -> None:
        self.kept: dict[tuple[object, ...], bytes] = {}
        self.seconds: dict[str, int] = {}

    @override
    async def recall(self, account: Account, key: str) -> bytes | None:
        return self.kept.get((account.owner, account.provider, account.host, account.id, key))

    @override
    async def keep(self, account: Account, key: str, value: bytes, *, seconds: int) -> None:
        self.kept[account.owner, account.provider, account.host, account.id, key] = value
        self.seconds[key.partition(":")[0]] = seconds


def account_of(token: Token, *, host: str = "github.com", emails: Sequence[str] | None = None, tenant: str = "local") -> Account:
    """Return a person's account as connecting would have made it."""
    user = token.user
    return Account(
        owner=Member("terminal", tenant, user.login),
        provider=Provider.GITHUB,
        host=host,
        id=str(user.id),
        login=user.login,
        name=user.name,
        emails=tuple(user.emails if emails is None else emails),
        node=user.node,
        token=Secret(token.text),
        scopes=token.scopes,
    )


@dataclass(slots=True)
class Asker:
    """Somebody with an account, who asks."""

    server: GitHubServer
    account: Account
    budget: FreeBudget = field(default_factory=FreeBudget)
    memory: Memory = field(default_factory=KeptMemory)
    bounds: Bounds = _BOUNDS
    pauses: list[float] = field(default_factory=list)
    problem: str = ""
    error: OutsideError | None = None

    async def asks(
        self, window: Window = WEEK, *people: Identity, where: Where = _ANYWHERE, now: datetime = NOW, is_everyone: bool = False
    ) -> list[Event]:
        """Return what is found, in order of time; `problem` holds what was said beside it."""
        source = GitHubSource(
            self.account,
            budget=self.budget,
            memory=self.memory,
            api=self.server.url,
            graphql=self.server.graphql_url,
            clock=lambda: now,
            bounds=self.bounds,
            sleep=self._sleep,
        )
        found: list[Event] = []
        self.problem, self.error = "", None
        try:
            is_own = not (people or where.repositories or is_everyone)
            asked = Query(window=window, now=now, people=tuple(identities(self.account)) if is_own else people, where=where)
            async for event in source.events(asked):
                found.append(event)  # noqa: PERF401  what came before a failure counts
        except OutsideError as error:
            self.problem, self.error = str(error), error
        return sorted(found, key=lambda event: (event.at, event.ref, event.kind))

    async def _sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)


def asker(server: GitHubServer, user: User, **words: Any) -> Asker:
    """Give somebody a token of the server's, and an account with it."""
    return Asker(server, account_of(server.token(user, **words)))


def lines(events: Sequence[Event]) -> list[str]:
    """Write events as short lines."""
    return [f"{event.at:%a %H:%M} {event.kind} {event.repository} {event.ref if len(event.ref) < 40 else event.title}" for event in events]


def small() -> World:
    """Return a world with Ana, Bob and a bot, and two repositories that both read."""
    world = World(NOW)
    ana, bob = world.user("ana", "Ana Silva"), world.user("bob", "Bob Berg")
    world.user("renovate[bot]", "renovate", kind="Bot")
    world.user("eve", "Eve Moss")
    web = world.repository("acme/web", readers=[ana, bob])
    api = world.repository("acme/api", visibility="public", readers=[ana, bob])
    for one in (web, api):
        world.commit(one, bob, "Begin", at(-100))
    return world

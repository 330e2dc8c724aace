"""Where an answer is looked for beside the disk: one source for each account that its asker has linked."""

from collections.abc import AsyncGenerator, Callable, Collection, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from typing_extensions import override

from bot.accounts.linked import Links, terminal_member
from bot.accounts.shared import SharedSource
from core.errors import OutsideError
from core.limits import Call
from core.messages.frame import ACCOUNTS
from core.model import Account, Event, Identity, Member, Provider, Query
from core.ports import ActivitySource
from core.reading.logins import written
from core.recap import Linked


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedSources:
    """Has the links when an answer needs them; what cannot be had is a source that fails, never an answer that does.

    `links` opens the store, or gives what is open already: `lambda: nullcontext(links)`. What is looked for by the clock, and not
    because somebody asked, is not counted as a question of theirs: it has bounds of its own.
    """

    links: Callable[[], AbstractAsyncContextManager[Links]]
    now: Callable[[], datetime]
    member: Member = field(default_factory=terminal_member)
    others: Sequence[Member] = ()  # whom the same person is elsewhere
    providers: Collection[Provider] = tuple(Provider)
    is_counted: bool = True

    @asynccontextmanager
    async def __call__(self) -> AsyncGenerator[Sequence[Linked], None]:
        """Have the sources of the accounts, and under which names their owner acts there."""
        async with AsyncExitStack() as stack:
            try:
                links = await stack.enter_async_context(self.links())
                accounts = await self._accounts(links)
                if self.is_counted:
                    await links.admit(self.member, Call.ASK, is_linked=bool(accounts))
            except OutsideError as error:
                yield [Linked(Unreachable(ACCOUNTS, error))]
                return
            yield [await self._linked(links, account) for account in accounts if account.provider in self.providers]

    async def _accounts(self, links: Links) -> Sequence[Account]:
        """Return each account once, however often it was linked; one that lives before one that was refused."""
        kept: dict[tuple[str, str, str], Account] = {}
        for one in [account for member in (self.member, *self.others) for account in await links.accounts_of(member)]:
            key = (one.provider, one.host, one.id)
            kept[key] = one if key not in kept or kept[key].is_dead else kept[key]
        return list(kept.values())

    async def _linked(self, links: Links, account: Account) -> Linked:
        named = Identity(account.name or account.login, login=written(account.provider, account.host, account.login))
        identities = (named, *(Identity(account.name, email, named.login) for email in account.emails))
        try:
            fresh = await links.fresh(account)
        except OutsideError as error:
            return Linked(Unreachable(f"{account.host} ({account.login})", error), identities)
        again = partial(self._again, links)
        return Linked(SharedSource(source_of(fresh, links, self.now), fresh, links.coalescing, again), identities)

    async def _again(self, links: Links, account: Account) -> ActivitySource | None:
        other = await links.refresher.another(account)
        return source_of(other, links, self.now) if other else None


class Unreachable(ActivitySource):
    """A source that is known, and cannot be looked at."""

    def __init__(self, name: str, error: OutsideError) -> None:
        self._name = name
        self._error = error

    @property
    @override
    def name(self) -> str:
        return self._name

    @override
    async def events(self, query: Query) -> AsyncGenerator[Event, None]:
        raise self._error
        yield  # makes it a generator

    @override
    async def measured(self, events: Sequence[Event]) -> list[Event]:
        return list(events)


def source_of(account: Account, links: Links, now: Callable[[], datetime]) -> ActivitySource:
    """Return an account as a source; its SDK is imported here."""
    api, judge = links.hosts.way_to(account)
    match account.provider:
        case Provider.GITHUB:
            from adapters.github.source import GitHubSource

            graphql = links.hosts.graphql(account.host)
            return GitHubSource(account, budget=links.budget, memory=links.memory, api=api, graphql=graphql, clock=now, judge=judge)
        case Provider.GITLAB:
            from adapters.gitlab.source import GitLabSource

            return GitLabSource(account, budget=links.budget, memory=links.memory, clock=now, url=api, judge=judge)
        case Provider.AZURE:
            from adapters.azure.source import AzureSource

            return AzureSource(account, budget=links.budget, memory=links.memory, clock=now, url=api, judge=judge)

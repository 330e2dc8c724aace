"""What a member's own tokens read at this moment: each of their accounts is asked anew, and nothing of that is kept."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from typing_extensions import override

from bot.accounts.linked import Links
from core.errors import OutsideError
from core.model import Account, Member, Provider, Visibility
from core.model.kept import Seen
from core.ports import Memory
from core.ports.talking import Visibilities

Listed = Sequence[tuple[str, Visibility]]
Key: TypeAlias = tuple[str, str]  # host and name


@dataclass(frozen=True, slots=True, kw_only=True)
class HostVisibilities(Visibilities):
    """Asks the hosts side by side; one that fails is named, and what it holds counts as not read."""

    links: Links
    now: Callable[[], datetime]

    @override
    async def seen_by(self, member: Member, *, of: Collection[Key] | None = None) -> Seen:
        accounts = await self.links.accounts_of(member)
        if of is not None:
            hosts = {host for host, _ in of}
            accounts = [account for account in accounts if account.host in hosts]
        told = await asyncio.gather(*(self._listed(account, of) for account in accounts))
        found: dict[Key, Visibility] = {}
        silent = set()
        for account, listed in zip(accounts, told, strict=True):
            if isinstance(listed, str):
                silent.add(account.host)
            else:
                found |= {(account.host, name): visibility for name, visibility in listed}
        gone = tuple(key for key in of or () if key not in found and key[0] and key[0] not in silent)
        return Seen(found, tuple(one for one in told if isinstance(one, str)), gone)

    async def _listed(self, account: Account, of: Collection[Key] | None) -> Listed | str:
        names = None if of is None else sorted(name for host, name in of if host == account.host)
        try:
            fresh = await self.links.fresh(account)
            return await _LISTERS[fresh.provider](fresh, self.links, self.now, names)
        except OutsideError as error:
            return str(error)


class Forgetful(Memory):
    """Keeps nothing: what is asked is asked of the host."""

    @override
    async def recall(self, account: Account, key: str) -> bytes | None:
        return None

    @override
    async def keep(self, account: Account, key: str, value: bytes, *, seconds: int) -> None:
        return


Names: TypeAlias = Sequence[str] | None
"""Repositories that are asked for alone; none is all that an account reads."""


async def _github(account: Account, links: Links, now: Callable[[], datetime], names: Names) -> Listed:
    api, judge = links.hosts.way_to(account)
    if names is None:
        from adapters.github.repositories import visibilities

        return await visibilities(account, api=api, judge=judge)
    from adapters.github.again import visibilities_of

    graphql = links.hosts.graphql(account.host)
    return await visibilities_of(account, names, api=api, graphql=graphql, budget=links.budget, memory=Forgetful(), clock=now, judge=judge)


async def _gitlab(account: Account, links: Links, now: Callable[[], datetime], names: Names) -> Listed:
    from adapters.gitlab.connecting import repositories

    url, judge = links.hosts.way_to(account)
    return await repositories(account, budget=links.budget, memory=Forgetful(), clock=now, url=url, judge=judge, names=names)


async def _azure(account: Account, links: Links, now: Callable[[], datetime], names: Names) -> Listed:
    """List all: that is one call here."""
    from adapters.azure.listing import repositories

    url, judge = links.hosts.way_to(account)
    listed = await repositories(account, budget=links.budget, memory=Forgetful(), clock=now, url=url, judge=judge)
    projects = {name.rpartition("/")[0]: visibility for name, visibility in listed}  # work items stand in them
    whole = {**dict(listed), **projects}
    return [*listed, *projects.items()] if names is None else [(name, whole[name]) for name in names if name in whole]


_LISTERS: Mapping[Provider, Callable[[Account, Links, Callable[[], datetime], Names], Awaitable[Listed]]] = {
    Provider.GITHUB: _github,
    Provider.GITLAB: _gitlab,
    Provider.AZURE: _azure,
}

"""What a member's own tokens read at this moment: each of their accounts is asked anew, and nothing of that is kept."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from typing_extensions import override

from bot.linked import Links
from core.errors import OutsideError
from core.model import Account, Member, Provider, Visibility
from core.model.kept import Seen
from core.ports import Memory
from core.ports.talking import Visibilities

Listed = Sequence[tuple[str, Visibility]]


@dataclass(frozen=True, slots=True, kw_only=True)
class HostVisibilities(Visibilities):
    """Asks the hosts side by side; one that fails is named, and what it holds counts as not read."""

    links: Links
    now: Callable[[], datetime]

    @override
    async def seen_by(self, member: Member) -> Seen:
        accounts = await self.links.accounts_of(member)
        told = await asyncio.gather(*(self._listed(account) for account in accounts))
        found: dict[tuple[str, str], Visibility] = {}
        for account, listed in zip(accounts, told, strict=True):
            if not isinstance(listed, str):
                found |= {(account.host, name): visibility for name, visibility in listed}
        return Seen(found, tuple(one for one in told if isinstance(one, str)))

    async def _listed(self, account: Account) -> Listed | str:
        try:
            fresh = await self.links.fresh(account)
            return await _LISTERS[fresh.provider](fresh, self.links, self.now)
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


async def _github(account: Account, links: Links, _: Callable[[], datetime]) -> Listed:
    from adapters.github.repositories import visibilities

    return await visibilities(account, api=links.hosts.api(account.provider, account.host))


async def _gitlab(account: Account, links: Links, now: Callable[[], datetime]) -> Listed:
    from adapters.gitlab.connecting import repositories

    url = links.hosts.api(account.provider, account.host)
    return await repositories(account, budget=links.budget, memory=Forgetful(), clock=now, url=url)


async def _azure(account: Account, links: Links, now: Callable[[], datetime]) -> Listed:
    from adapters.azure.listing import repositories

    url = links.hosts.api(account.provider, account.host)
    listed = await repositories(account, budget=links.budget, memory=Forgetful(), clock=now, url=url)
    projects = {name.rpartition("/")[0]: visibility for name, visibility in listed}  # work items stand in them
    return [*listed, *projects.items()]


_LISTERS: Mapping[Provider, Callable[[Account, Links, Callable[[], datetime]], Awaitable[Listed]]] = {
    Provider.GITHUB: _github,
    Provider.GITLAB: _gitlab,
    Provider.AZURE: _azure,
}

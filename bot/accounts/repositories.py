"""`recap repos`: what each linked account may read, as its host says, at most an hour old."""

from collections.abc import Awaitable, Callable, Mapping

from bot.accounts.linked import Links, terminal_member
from bot.accounts.linking import files_of, opened, said
from bot.accounts.stored import has_store
from bot.environment.variables import settings
from bot.options import Options
from bot.terminal.outside import Outside
from bot.terminal.saying import say
from core.errors import OutsideError
from core.limits import Call
from core.messages import connect as messages
from core.model import Account, Provider

Lister = Callable[[Account, Links, Outside], Awaitable[list[str]]]


async def repositories(options: Options, outside: Outside) -> None:
    """Print the repositories of every account, or of those at one host; a host that fails is named beside the others."""
    read = settings()
    said(read)
    if not has_store(read, files_of(outside)):
        say(messages.NONE)
        return
    async with opened(read, outside) as links:
        await links.admit(terminal_member(), Call.ASK)
        found = [one for one in await links.accounts_of(terminal_member()) if options.host.lower() in ("", one.host.lower())]
        for account in found:
            say(await _told(account, links, outside))
    if not found:
        say(messages.NONE)


async def _told(account: Account, links: Links, outside: Outside) -> str:
    head = messages.described(account.provider, account.host, account.login, account.id)
    try:
        fresh = await links.fresh(account)
        names = await _LISTERS[fresh.provider](fresh, links, outside)
    except OutsideError as error:
        return f"{head}\n  {error}"
    return "\n".join([f"{head}: {messages.repositories(len(names))}", *(f"  {name}" for name in names)])


async def _github(account: Account, links: Links, _: Outside) -> list[str]:
    from adapters.github.repositories import repositories as listed

    api, judge = links.hosts.way_to(account)
    return await listed(account, api=api, memory=links.memory, judge=judge)


async def _gitlab(account: Account, links: Links, outside: Outside) -> list[str]:
    from adapters.gitlab.connecting import repositories as listed

    url, judge = links.hosts.way_to(account)
    found = await listed(account, budget=links.budget, memory=links.memory, clock=outside.clock, url=url, judge=judge)
    return [name for name, _ in found]


async def _azure(account: Account, links: Links, outside: Outside) -> list[str]:
    from adapters.azure.listing import repositories as listed

    url, judge = links.hosts.way_to(account)
    found = await listed(account, budget=links.budget, memory=links.memory, clock=outside.clock, url=url, judge=judge)
    return [name for name, _ in found]


_LISTERS: Mapping[Provider, Lister] = {Provider.GITHUB: _github, Provider.GITLAB: _gitlab, Provider.AZURE: _azure}

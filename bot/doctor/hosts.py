"""What the doctor looks at at the hosts: whether they answer, and what the accounts that are linked at this terminal may read."""

from collections.abc import AsyncIterator, Mapping

from adapters.files import Files, Folders
from bot.accounts.hosts import LAYOUTS, Hosts
from bot.accounts.linked import Links, linked, terminal_member
from bot.accounts.stored import has_store
from bot.doctor.finding import Finding, State
from bot.environment.settings import Remote, Settings
from bot.terminal.outside import Outside
from core.errors import OutsideError, SettingsError
from core.messages import connect
from core.messages import doctor as messages
from core.model import Account, Provider
from core.scopes import reach


async def hosts(read: Settings, _outside: Outside) -> AsyncIterator[Finding]:
    """Look at the hosts that the settings name; those that nobody uses are left alone."""
    from adapters.web.knock import knock

    known, remotes = Hosts(read), _remotes(read)
    for provider, remote in remotes.items():
        if not remote.url and not remote.client:
            yield Finding(provider, State.UNUSED, messages.usual(LAYOUTS[provider].host), messages.link(provider))
            continue
        host = known.usual(provider)
        try:
            await knock(known.api(provider, host))
        except OutsideError as error:
            yield Finding(provider, State.BROKEN, str(error), messages.variable(provider))
        else:
            yield Finding(provider, State.WELL, messages.answers(host))
        if remote.client and not read.public_url:
            yield Finding(provider, State.DOUBT, messages.NO_PUBLIC, messages.SET_PUBLIC)


async def accounts(read: Settings, outside: Outside) -> AsyncIterator[Finding]:
    """Look whether the tokens that are linked at this terminal still open something, and enough."""
    files = Files(Folders.of(outside.environment))
    if not has_store(read, files):
        return
    try:
        async with linked(read, files, now=outside.clock, tell=lambda _: None) as links:
            for account in await links.accounts_of(terminal_member()):
                yield await _account(account, links)
    except (SettingsError, OutsideError):
        return  # the look at the store has told


async def _account(account: Account, links: Links) -> Finding:
    name = connect.place(account.provider, account.host)
    try:
        fresh = await links.fresh(account)
        site = links.hosts(account.provider, account.host)
        profile = await site.identify(fresh.token, site.api)
    except OutsideError as error:
        return Finding(account.provider, State.BROKEN, str(error), messages.again(account.provider, account.host))
    scopes = profile.scopes if profile.scopes is not None else account.scopes or None
    if scopes is None:
        return Finding(account.provider, State.WELL, messages.knows(name, account.login))
    if missing := reach(account.provider, scopes).missing:
        return Finding(account.provider, State.DOUBT, connect.missing(missing), messages.again(account.provider, account.host))
    return Finding(account.provider, State.WELL, messages.reads(name, account.login))


def _remotes(read: Settings) -> Mapping[Provider, Remote]:
    return {Provider.GITHUB: read.github, Provider.GITLAB: read.gitlab, Provider.AZURE: read.azure}

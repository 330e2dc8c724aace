"""`recap connect`: a token from a pipe or a hidden prompt, or a code that is typed at the host."""

import getpass
import shlex
import sys
from collections.abc import Iterator

from bot.accounts.browsing import by_browser
from bot.accounts.hosts import Hosts
from bot.accounts.linked import Links, terminal_member
from bot.accounts.linking import account_words, files_of, opened, said
from bot.accounts.stored import mark
from bot.environment.settings import Settings
from bot.environment.variables import settings
from bot.loop import runner
from bot.options import Options
from bot.refusals import Code
from bot.terminal.outside import Outside
from bot.terminal.saying import say
from core.connect import LONGEST, Linked, Site
from core.errors import SettingsError
from core.limits import Call
from core.messages import connect as messages
from core.messages import terminal
from core.model import DeviceCode, Provider, Secret


def connect(options: Options, outside: Outside) -> tuple[Code, list[str]]:
    """Link an account; return the code to exit with, and the words of a question that waited for it.

    Raises:
        RecapError: nothing was linked; the sentence says why.
    """
    read = settings()
    said(read)
    provider = _provider(options)
    hosts = Hosts(read)
    site = hosts(provider, hosts.named(provider, options.host))
    token = _token(site, options)
    with runner() as loop:
        done = loop.run(_linked(read, site, token, outside, in_browser=options.in_browser))
    for line in _told(done):
        say(line)
    return Code.ANSWERED, _question(done)


def _provider(options: Options) -> Provider:
    """Read the kind of host; nothing of what was typed is shown, since it may be a token."""
    words = account_words(options)
    if len(words) != 1 or words[0].lower() not in list(Provider):
        raise SettingsError([terminal.CONNECT_WHAT])
    return Provider(words[0].lower())


def _token(site: Site, options: Options) -> Secret | None:
    """Return the token, or nothing where a code is typed at the host instead.

    Raises:
        SettingsError: there is nobody to ask.
    """
    if options.in_browser:
        site.flow()
        return None
    if options.from_stdin:
        return Secret(sys.stdin.readline(2 * LONGEST).strip())
    if site.oauth is not None:
        return None
    if not sys.stdin.isatty():
        raise SettingsError([messages.no_prompt(site.provider, site.host)])
    return _hidden(messages.ask_token(site.provider, site.host))


def _hidden(prompt: str) -> Secret:
    """Ask for a token that is not shown while it is typed; Ctrl-D gives none."""
    try:
        return Secret(getpass.getpass(prompt).strip())
    except EOFError:
        sys.stderr.write("\n")
        return Secret("")


async def _linked(read: Settings, site: Site, token: Secret | None, outside: Outside, *, in_browser: bool) -> Linked:
    async with opened(read, outside) as links:
        await links.admit(terminal_member(), Call.LINK)
        if token is not None:
            done = await links.connector.by_token(terminal_member(), site, token)
        elif in_browser:
            done = await by_browser(links, site, public=read.public_url)
        else:
            done = await _by_device(links, site)
        mark(files_of(outside), is_linked=True)
        return done


async def _by_device(links: Links, site: Site) -> Linked:
    def show(code: DeviceCode) -> None:
        sys.stderr.write(messages.device(code.address, code.typed) + "\n")
        sys.stderr.flush()

    return await links.connector.by_device(terminal_member(), site, show)


def _told(done: Linked) -> Iterator[str]:
    account = done.account
    yield messages.linked(account.provider, account.host, account.login, account.id)
    if done.reach is None:
        yield messages.unknown_scopes(account.provider)
        return
    yield messages.reads(done.reach.reads)
    if done.reach.missing:
        yield messages.missing(done.reach.missing)
    if done.reach.more:
        yield messages.more(done.reach.more)


def _question(done: Linked) -> list[str]:
    if done.question is None:
        return []
    say(f"\n{messages.QUESTION} recap ask {done.question}")
    return shlex.split(done.question)

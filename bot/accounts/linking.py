"""The commands about linked accounts: list, disconnect, export, forget, and new sealing keys."""

import json
import shlex
import sys
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from adapters.files import Files, Folders
from bot.accounts.linked import Links, linked, terminal_member
from bot.accounts.stored import has_store, mark, store_folder
from bot.environment.settings import Settings
from bot.environment.variables import settings
from bot.options import Options
from bot.terminal.outside import Outside
from bot.terminal.saying import say
from core.connect import Parted, exported
from core.errors import PermanentError, RecapError, SettingsError
from core.limits import Call
from core.messages import connect as messages
from core.messages import settings as settings_messages
from core.messages import terminal
from core.model import Account, Provider


@asynccontextmanager
async def opened(read: Settings, outside: Outside) -> AsyncGenerator[Links, None]:
    """Have the accounts for the length of the block; what the store has to tell goes to stderr.

    Raises:
        RecapError: they cannot be had.
    """
    async with linked(read, files_of(outside), now=outside.clock, tell=_tell) as links:
        yield links


def files_of(outside: Outside) -> Files:
    """Return the person's files."""
    return Files(Folders.of(outside.environment))


def said(read: Settings) -> None:
    """Pass on what the settings have to tell."""
    for note in read.notes:
        _tell(note)


def account_words(options: Options) -> Sequence[str]:
    """Return the words behind a command about accounts."""
    return [word for word in options.words if word.strip()]


async def accounts(outside: Outside) -> None:
    """List the accounts, without what opens them."""
    found = await _accounts(settings(), outside, is_counted=True)
    for account in found:
        say(messages.described(account.provider, account.host, account.login, account.id) + _state(account))
    if not found:
        say(messages.NONE)


async def disconnect(options: Options, outside: Outside) -> None:
    """Revoke and erase one account, or all of a kind with --all.

    Raises:
        SettingsError: it is not clear which one is meant.
    """
    words = account_words(options)
    if len(words) != 1 or words[0].lower() not in list(Provider):
        raise SettingsError([terminal.DISCONNECT_WHAT])
    provider, read = Provider(words[0].lower()), settings()
    found = _meant(await _accounts(read, outside), provider, options)
    async with opened(read, outside) as links:
        for account in found:
            say(parted(await links.connector.disconnect(account)))
        mark(files_of(outside), is_linked=bool(await links.accounts_of(terminal_member())))


async def export(outside: Outside) -> None:
    """Print what is kept of a person as one JSON object, without tokens."""
    files = files_of(outside)
    last = files.last_recap()
    kept = {
        "version": 1,
        "settings": files.settings(),
        "last_recap": last.isoformat() if last else None,
        "accounts": exported(await _accounts(settings(), outside)),
    }
    sys.stdout.write(json.dumps(kept, ensure_ascii=True, indent=2) + "\n")


async def forget(outside: Outside) -> None:
    """Revoke and erase the accounts, then everything that lies in files, and say what that was."""
    read, files = settings(), files_of(outside)
    if has_store(read, files):
        await _let_go(read, outside)
    folder = store_folder(files)
    erased = files.forget()
    if not read.store and folder.exists():
        told = settings_messages.store if await _is_erased(folder) else settings_messages.emptied
        erased.append(told(str(folder)))
    say(settings_messages.erased(erased))


async def keep_question(typed: Sequence[str], outside: Outside) -> None:
    """Keep a question for who has no account yet, and say so; where that fails, the question was refused anyway."""
    read = settings()
    with suppress(RecapError):
        if await _accounts(read, outside):
            return
        async with opened(read, outside) as links:
            await links.waiting.ask_later(terminal_member(), shlex.join(typed))
        _tell(messages.WAITS)


async def rotate(outside: Outside) -> None:
    """Seal everything with the newest key."""
    async with opened(settings(), outside) as links:
        say(await links.rotate())


def parted(one: Parted) -> str:
    """Return what became of an account and its token."""
    account = one.account
    where = (account.provider, account.host)
    if one.is_revoked:
        fate = messages.REVOKED
    elif one.why:
        fate = messages.revoke_failed(*where, one.why)
    else:
        fate = messages.not_revoked(*where)
    return messages.parted(*where, account.login, fate=fate)


async def _accounts(read: Settings, outside: Outside, *, is_counted: bool = False) -> list[Account]:
    said(read)
    if not has_store(read, files_of(outside)):
        return []
    async with opened(read, outside) as links:
        found = await links.accounts_of(terminal_member())
        if is_counted:
            await links.admit(terminal_member(), Call.STATUS, is_linked=bool(found))
        return found


def _meant(found: Sequence[Account], provider: Provider, options: Options) -> Sequence[Account]:
    fitting = [
        account
        for account in found
        if account.provider == provider
        and options.host.lower() in ("", account.host.lower(), account.host.lower().rpartition("/")[2])
        and options.login.lower() in ("", account.login.lower())
    ]
    if not fitting:
        raise SettingsError([messages.no_such(provider, options.host, options.login)])
    if len(fitting) > 1 and not options.is_all:
        raise SettingsError([messages.which(provider, [f"{account.login} at {account.host}" for account in fitting])])
    return fitting


def _state(account: Account) -> str:
    if account.is_dead:
        return messages.IS_DEAD if account.token else ""
    if account.expires is None:
        return ""
    return messages.renewed(account.expires) if account.refresh else messages.until(account.expires)


async def _let_go(read: Settings, outside: Outside) -> None:
    """Revoke and erase the accounts; an embedded store that does not open is only to be erased."""
    try:
        async with opened(read, outside) as links:
            for one in await links.connector.forget(terminal_member()):
                say(parted(one))
            mark(files_of(outside), is_linked=False)
    except (PermanentError, SettingsError) as error:
        if read.store:
            raise
        _tell(settings_messages.not_opened(str(error)))


async def _is_erased(folder: Path) -> bool:
    """Erase the embedded store with its keys; where another process uses it, it is emptied and stays."""
    from adapters.redis.server import erase

    return await erase(folder)


def _tell(sentence: str) -> None:
    sys.stderr.write(sentence + "\n")

"""The linked accounts and what works with them, over one open store."""

import asyncio
import os
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from adapters.files import Files
from bot.hosts import Hosts
from bot.settings import Settings
from core.connect import Connector
from core.errors import SettingsError
from core.messages import sealing as messages
from core.model import Account, Member
from core.ports import Accounts, Budget, Memory, Waiting
from core.refresh import Refresher


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """What a command about accounts needs; `fresh` gives out tokens that last."""

    accounts: Accounts
    waiting: Waiting
    connector: Connector
    refresher: Refresher
    hosts: Hosts
    memory: Memory
    budget: Budget
    rotate: Callable[[], Awaitable[str]]  # seals everything with the newest key, and says what it did

    async def accounts_of(self, member: Member) -> list[Account]:
        """Return a member's accounts, in the order of linking, as they are kept.

        Raises:
            OutsideError: the store could not be read.
        """
        return await self.accounts.of(member)

    async def fresh(self, account: Account) -> Account:
        """Return an account with a token that lasts for some minutes.

        Raises:
            OutsideError: there is none; the sentence says what to do.
        """
        return await self.refresher.fresh(account)


def terminal_member() -> Member:
    """Return who sits at this terminal."""
    import pwd

    try:
        return Member("terminal", "local", pwd.getpwuid(os.getuid()).pw_name)
    except KeyError:
        return Member("terminal", "local", "me")


def has_store(read: Settings, files: Files) -> bool:
    """Say whether anything may be kept; this starts nothing and imports no SDK."""
    from adapters.redis.home import has_data

    return bool(read.store) or has_data(store_folder(files))


def may_have_accounts(read: Settings, files: Files) -> bool:
    """Say whether it is worth opening the store for accounts; this starts nothing and imports no SDK."""
    return bool(read.store) or _mark(files).exists()


def mark(files: Files, *, is_linked: bool) -> None:
    """Remember whether accounts are linked in the embedded store, so that who has none need not open it."""
    with suppress(OSError):
        if is_linked:
            _mark(files).touch(mode=0o600)
        else:
            _mark(files).unlink()


def store_folder(files: Files) -> Path:
    """Return where an embedded store lies, its keys beside it."""
    return files.folders.data / "store"


@asynccontextmanager
async def linked(read: Settings, files: Files, *, now: Callable[[], datetime], tell: Callable[[str], None]) -> AsyncGenerator[Links, None]:
    """Have the accounts for the length of the block.

    Raises:
        SettingsError: the store or its keys are not as they must be.
        OutsideError: the store cannot be had.
    """
    from adapters.redis.accounts import RedisAccounts
    from adapters.redis.budget import RedisBudget
    from adapters.redis.keyring import KeyFile, keys_in
    from adapters.redis.lenient import Lenient
    from adapters.redis.memory import RedisMemory
    from adapters.redis.opening import opened
    from adapters.redis.pending import RedisWaiting
    from adapters.redis.resealing import accept, reseal
    from adapters.redis.sealing import Sealer
    from adapters.redis.turns import RedisTurns

    if read.store and not read.secret_keys:
        raise SettingsError([messages.NEEDED])
    folder = store_folder(files)
    async with opened(read.store, folder, tell=tell) as store:
        file = None if read.secret_keys else KeyFile(folder / "keys")
        named = keys_in(read.secret_keys.reveal()) if read.secret_keys else ()
        sealer = Sealer(file or (lambda: named))
        await accept(store.patient, sealer)
        accounts, waiting, hosts = RedisAccounts(store.patient, sealer), RedisWaiting(store.patient, sealer), Hosts(read)

        lenient = Lenient(store.patient)

        async def rotate() -> str:
            if file:
                file.renew()
            done = await reseal(store.patient, sealer)
            told = messages.rotated(done.count, sealer.numbers()[0], done.unopened)
            rest = sealer.numbers()[1:]
            return f"{told}\n{messages.may_go(rest)}" if rest and not file and not done.unopened else told

        yield Links(
            accounts=accounts,
            waiting=waiting,
            connector=Connector(accounts=accounts, waiting=waiting, sites=hosts, now=now),
            refresher=Refresher(accounts=accounts, turns=RedisTurns(store.patient), sites=hosts, now=now),
            hosts=hosts,
            memory=RedisMemory(lenient),
            budget=RedisBudget(lenient, sleep=asyncio.sleep, clock=now),
            rotate=rotate,
        )


def _mark(files: Files) -> Path:
    return store_folder(files) / "linked"

"""The linked accounts and what works with them, over one open store."""

import asyncio
import os
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from adapters.files import Files
from bot.accounts.hosts import Hosts
from bot.accounts.shared import Read
from bot.accounts.stored import store_folder
from bot.environment.settings import Settings
from core.connect import Connector
from core.errors import OutsideError, SettingsError
from core.limits import Call, Limits, Standing, demand
from core.messages import sealing as messages
from core.model import Account, Member
from core.ports import Accounts, Budget, Limiter, Memory, Waiting
from core.refresh import Died, Refresher, nobody

if TYPE_CHECKING:
    from adapters.redis.allowance import Allowance
    from adapters.redis.client import Store
    from adapters.redis.coalescing import Coalescing
    from adapters.redis.keyring import KeyFile
    from adapters.redis.sealing import Sealer

_WAIT = 3.0  # seconds for a store to come back, while somebody sits and looks


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
    limiter: Limiter
    limits: Limits
    is_linked: Callable[[Member], Awaitable[bool]]  # in a hurry: raises OutsideError where the store does not say at once
    allowance: "Allowance"
    coalescing: "Coalescing[Read]"
    rotate: Callable[[], Awaitable[str]]  # seals everything with the newest key, and says what it did

    async def accounts_of(self, member: Member) -> list[Account]:
        """Return a member's accounts, in the order of linking, as they are kept.

        Raises:
            OutsideError: the store could not be read.
        """
        return await self.accounts.of(member)

    async def admit(self, member: Member, call: Call, *, is_linked: bool | None = None) -> Standing:
        """Count a call, and return where that leaves its member; `is_linked` saves a look where that is known.

        Raises:
            RateLimitedError: it is one too many; with when to come again.
            TransientError: it must be counted, and cannot be now.
        """
        if is_linked is None:
            with suppress(OutsideError):  # who cannot be looked at is a guest
                is_linked = await self.is_linked(member)
        one = await self.limiter.admit(member, self.limits.tier(member, is_linked=bool(is_linked)), call)
        demand(one)
        return one

    async def fresh(self, account: Account) -> Account:
        """Return an account with a token that lasts for some minutes, once its host leads to no inside.

        Raises:
            OutsideError: there is none; the sentence says what to do.
        """
        await self.hosts.check(account.provider, account.host)
        return await self.refresher.fresh(account)


def terminal_member() -> Member:
    """Return who sits at this terminal."""
    import pwd

    try:
        return Member("terminal", "local", pwd.getpwuid(os.getuid()).pw_name)
    except KeyError:
        return Member("terminal", "local", "me")


@asynccontextmanager
async def linked(read: Settings, files: Files, *, now: Callable[[], datetime], tell: Callable[[str], None]) -> AsyncGenerator[Links, None]:
    """Have the accounts for the length of the block.

    Raises:
        SettingsError: the store or its keys are not as they must be.
        OutsideError: the store cannot be had.
    """
    from adapters.redis.opening import opened

    if read.store and not read.secret_keys:
        raise SettingsError([messages.NEEDED])
    folder = store_folder(files)
    async with opened(read.store, folder, tell=tell, within=_WAIT, needs_writes=False) as store:
        yield (await over(store, read, folder, now=now))[0]


async def over(store: "Store", read: Settings, folder: Path, *, now: Callable[[], datetime], died: Died = nobody) -> tuple[Links, "Sealer"]:
    """Return the accounts in a store that is open, and what seals them; `folder` is where the keys of an embedded one lie.

    Raises:
        SettingsError: the keys are not as they must be.
        OutsideError: the store cannot be asked.
    """
    from adapters.redis.keyring import KeyFile, keys_in
    from adapters.redis.resealing import accept
    from adapters.redis.sealing import Sealer

    file = None if read.secret_keys else KeyFile(folder / "keys")
    named = keys_in(read.secret_keys.reveal()) if read.secret_keys else ()
    sealer = Sealer(file or (lambda: named))
    await accept(store.patient, sealer)
    return _links(read, store, sealer, file, now=now, died=died), sealer


def _links(read: Settings, store: "Store", sealer: "Sealer", file: "KeyFile | None", *, now: Callable[[], datetime], died: Died) -> Links:
    from adapters.redis.accounts import RedisAccounts
    from adapters.redis.budget import RedisBudget
    from adapters.redis.coalescing import Coalescing
    from adapters.redis.lenient import Lenient
    from adapters.redis.memory import RedisMemory
    from adapters.redis.pending import RedisWaiting
    from adapters.redis.turns import RedisTurns

    accounts, waiting, hosts = RedisAccounts(store.patient, sealer), RedisWaiting(store.patient, sealer), Hosts(read)
    lenient = Lenient(store.patient)
    limiter, allowance = _counts(read, store)
    return Links(
        accounts=accounts,
        waiting=waiting,
        connector=Connector(accounts=accounts, waiting=waiting, sites=hosts, now=now),
        refresher=Refresher(accounts=accounts, turns=RedisTurns(store.patient), sites=hosts, now=now, died=died),
        hosts=hosts,
        memory=RedisMemory(lenient),
        budget=RedisBudget(lenient, sleep=asyncio.sleep, clock=now),
        limiter=limiter,
        limits=read.limits,
        is_linked=RedisAccounts(store.hasty, sealer).has_any,
        allowance=allowance,
        coalescing=Coalescing(lenient, sleep=asyncio.sleep),
        rotate=lambda: _rotated(store, sealer, file),
    )


def _counts(read: Settings, store: "Store") -> "tuple[Limiter, Allowance]":
    from adapters.redis.allowance import Allowance
    from adapters.redis.limiter import RedisLimiter

    limiter = RedisLimiter(store.hasty, sustained=read.limits.sustained)
    return limiter, Allowance(store.patient, person=read.limits.tokens, workspace=read.limits.shared_tokens)


async def _rotated(store: "Store", sealer: "Sealer", file: "KeyFile | None") -> str:
    from adapters.redis.resealing import reseal

    if file:
        file.renew()
    done = await reseal(store.patient, sealer)
    told = messages.rotated(done.count, sealer.numbers()[0], done.unopened)
    rest = sealer.numbers()[1:]
    return f"{told}\n{messages.may_go(rest)}" if rest and not file and not done.unopened else told

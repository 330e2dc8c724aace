"""Linked accounts, each sealed under a name of its own; a set for each member says which there are, in the order of linking.

Each change is followed by a look whether the store's disk took it.
"""

import json
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any

from typing_extensions import override

from adapters.redis import keys
from adapters.redis.belonging import Belonging
from adapters.redis.checks import see_kept
from adapters.redis.client import Link
from adapters.redis.octets import all_octets, octets
from adapters.redis.scripts import Script
from adapters.redis.sealing import Sealer, UnopenedError
from core.errors import PermanentError, TransientError
from core.messages import connect as messages
from core.model import Account, Member, Provider, Secret
from core.ports import Accounts

ATTEMPTS = 5  # at one save, against others who save the same account at the same time

_FORGET = """
for _, name in ipairs(redis.call('ZRANGE', KEYS[3], 0, -1)) do redis.call('DEL', name) end
redis.call('DEL', KEYS[3], KEYS[4])
"""
_SAVE = Belonging(
    """
local kept = redis.call('GET', KEYS[1]) or ''
if kept ~= ARGV[1] then return kept == ARGV[2] and 1 or 0 end
redis.call('SET', KEYS[1], ARGV[2])
for _, name in ipairs(KEYS) do named(name) end
local time = redis.call('TIME')
redis.call('ZADD', KEYS[2], 'NX', time[1] * 1000000 + time[2], ARGV[3])
if ARGV[4] == 'linked' then
"""
    + _FORGET  # what another token fetched, this one may not see
    + "end return 1"
)
_REMOVE = Script(
    "redis.call('DEL', KEYS[1]) redis.call('ZREM', KEYS[2], ARGV[1])"
    + _FORGET
    + """
for i = 1, 4 do
  if redis.call('EXISTS', KEYS[i]) == 0 then redis.call('ZREM', KEYS[5], KEYS[i]) end
end
return 1
"""
)


class RedisAccounts(Accounts):
    """The accounts in a store. One that does not open is told as dead, without a token; it is never written over."""

    def __init__(self, link: Link, sealer: Sealer) -> None:
        self._link = link
        self._sealer = sealer

    @override
    async def of(self, member: Member) -> list[Account]:
        async with self._link() as redis:
            labels = all_octets(await redis.zrange(keys.accounts(member), 0, -1))
            places = [_bare(member, label) for label in labels]
            envelopes = [octets(one) for one in await redis.mget([keys.account(one) for one in places])] if places else []
        return [self._opened(envelope, one) for one, envelope in zip(places, envelopes, strict=True) if envelope is not None]

    async def has_any(self, member: Member) -> bool:
        """Say whether a member has linked an account, without opening any.

        Raises:
            OutsideError: the store could not be read.
        """
        async with self._link() as redis:
            return bool(await redis.exists(keys.accounts(member)))

    @override
    async def save(self, account: Account, *, unless_changed_from: Secret | None = None) -> bool:
        place = keys.account(account)
        new = self._sealer.seal(_written(account), place)
        for _ in range(ATTEMPTS):
            async with self._link() as redis:
                old = octets(await redis.get(place))
            kept = _read(self._sealer.opened(old, place)) if old is not None else None
            if unless_changed_from is not None and (kept is None or kept.refresh != unless_changed_from):
                return kept == account  # a reply may have been lost on the way
            if account.is_dead and (kept is None or kept.token != account.token):
                return False  # another token is there by now
            how = "linked" if unless_changed_from is None and not account.is_dead else "renewed"
            try:
                async with self._link() as redis:
                    is_saved = await _SAVE(redis, account.owner, names=_names(account), arguments=[old or b"", new, _label(account), how])
            except PermanentError:
                if how == "linked" or old is None:
                    raise
                return False
            if is_saved:
                await see_kept(self._link)
                return True
        raise TransientError(messages.BUSY)

    @override
    async def remove(self, account: Account) -> None:
        async with self._link() as redis:
            owner = account.owner
            await _REMOVE(redis, keys=[*_names(account), keys.tenant(owner.platform, owner.tenant)], arguments=[_label(account)])
        await see_kept(self._link)

    async def at(self, places: Sequence[str]) -> list[Account]:
        """Return the accounts that lie at some keys, without those that do not open.

        Raises:
            OutsideError: the store could not be read.
        """
        async with self._link() as redis:
            envelopes = [octets(one) for one in await redis.mget(list(places))] if places else []
        found = []
        for place, envelope in zip(places, envelopes, strict=True):
            with suppress(UnopenedError):
                found += [_read(self._sealer.opened(envelope, place))] if envelope is not None else []
        return found

    def _opened(self, envelope: bytes, place: Account) -> Account:
        try:
            return _read(self._sealer.opened(envelope, keys.account(place)))
        except UnopenedError:
            return place


def _names(account: Account) -> list[str]:
    return [keys.account(account), keys.accounts(account.owner), keys.memories(account), keys.notice(account)]


def _label(account: Account) -> str:
    return json.dumps([account.provider, account.host, account.id])


def _bare(member: Member, label: bytes) -> Account:
    """Return an account of which only that it is there is known."""
    provider, host, number = json.loads(label)
    return Account(owner=member, provider=Provider(provider), host=host, id=number, login="", token=Secret(""), is_dead=True)


def _written(account: Account) -> str:
    return json.dumps(
        {
            "owner": [account.owner.platform, account.owner.tenant, account.owner.user],
            "provider": account.provider,
            "host": account.host,
            "id": account.id,
            "login": account.login,
            "name": account.name,
            "emails": account.emails,
            "node": account.node,
            "token": account.token.reveal(),
            "refresh": account.refresh.reveal() if account.refresh else None,
            "expires": account.expires.isoformat() if account.expires else None,
            "scopes": account.scopes,
            "is_granted": account.is_granted,
            "is_dead": account.is_dead,
        }
    )


def _read(text: str) -> Account:
    kept: dict[str, Any] = json.loads(text)  # what we wrote, as the seal says
    return Account(
        owner=Member(*kept["owner"]),
        provider=Provider(kept["provider"]),
        host=kept["host"],
        id=kept["id"],
        login=kept["login"],
        name=kept["name"],
        emails=tuple(kept["emails"]),
        node=kept["node"],
        token=Secret(kept["token"]),
        refresh=Secret(kept["refresh"]) if kept["refresh"] else None,
        expires=datetime.fromisoformat(kept["expires"]) if kept["expires"] else None,
        scopes=tuple(kept["scopes"]),
        is_granted=kept["is_granted"],
        is_dead=kept["is_dead"],
    )

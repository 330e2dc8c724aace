"""Everything that the store keeps of a workspace, by the list that `Belonging` writes: closed in one step, then erased key by key."""

import json
from collections.abc import Sequence

from typing_extensions import override

from adapters.redis import classes, keys
from adapters.redis.accounts import RedisAccounts
from adapters.redis.belonging import GONE
from adapters.redis.client import Link
from adapters.redis.octets import all_octets
from adapters.redis.scripts import Script
from adapters.redis.sealing import Sealer
from adapters.redis.standups import RedisStandups
from core.model import Account
from core.ports.tenants import Tenant, Tenants

LATE = classes.DAY  # seconds after which nothing that was begun before is under way any more
_AT_ONCE = 500  # keys

_CLOSE = Script(f"""
redis.call('ZADD', KEYS[1], 'inf', '{GONE}')
redis.call('PERSIST', KEYS[1])
redis.call('SADD', KEYS[2], ARGV[1])
return 1
""")
_ERASE = Script(f"""
if not redis.call('ZSCORE', KEYS[1], '{GONE}') then return 0 end
local names = redis.call('ZRANGE', KEYS[1], 0, tonumber(ARGV[2]))
local left = 0
for _, name in ipairs(names) do
  if name ~= '{GONE}' then
    if string.find(name, ARGV[1], 1, true) == 1 then
      for _, entry in ipairs(redis.call('ZRANGE', name, 0, -1)) do redis.call('DEL', entry) end
    end
    redis.call('DEL', name)
    redis.call('ZREM', KEYS[1], name)
    left = left + 1
  end
end
return left
""")
_ERASED = Script(f"""
redis.call('SREM', KEYS[2], ARGV[1])
if redis.call('ZSCORE', KEYS[1], '{GONE}') then redis.call('EXPIRE', KEYS[1], ARGV[2]) end
return 1
""")


class RedisTenants(Tenants):
    """A sorted set for each workspace: the names of keys by the second in which they end, and whether it is gone."""

    def __init__(self, link: Link, sealer: Sealer) -> None:
        self._link = link
        self._accounts = RedisAccounts(link, sealer)
        self._standups = RedisStandups(link)

    @override
    async def close(self, one: Tenant) -> None:
        async with self._link() as redis:
            await _CLOSE(redis, keys=_keys(one), arguments=[_written(one)])

    @override
    async def open(self, one: Tenant) -> None:
        async with self._link() as redis:
            pipe = redis.pipeline(transaction=True)
            pipe.zrem(_keys(one)[0], GONE)
            pipe.persist(_keys(one)[0])
            await pipe.execute()

    @override
    async def closed(self) -> Sequence[Tenant]:
        async with self._link() as redis:
            found = all_octets(await redis.smembers(keys.leaving()))
        return [Tenant(*json.loads(one)) for one in sorted(found)]

    @override
    async def accounts(self, one: Tenant) -> Sequence[Account]:
        return await self._accounts.at(await self._named(one, classes.ACCOUNT))

    @override
    async def erase(self, one: Tenant) -> None:
        for standup in await self._standups.under(await self._named(one, classes.STANDUP)):
            await self._standups.delete(standup)
        arguments: list[str | bytes | float] = [_prefix(classes.MEMORIES), _AT_ONCE]
        left = 1
        while left:
            async with self._link() as redis:
                left = await _ERASE(redis, keys=_keys(one)[:1], arguments=arguments)
        async with self._link() as redis:
            await _ERASED(redis, keys=_keys(one), arguments=[_written(one), LATE])

    async def _named(self, one: Tenant, kind: classes.KeyClass) -> list[str]:
        async with self._link() as redis:
            names = [name.decode() for name in all_octets(await redis.zrange(_keys(one)[0], 0, -1))]
        return [name for name in names if name.startswith(_prefix(kind))]


def _keys(one: Tenant) -> list[str]:
    return [keys.tenant(one.platform, one.name), keys.leaving()]


def _prefix(kind: classes.KeyClass) -> str:
    return f"{classes.PREFIX}:{kind.name}:"


def _written(one: Tenant) -> str:
    return json.dumps([one.platform, one.name])

"""What was fetched before, packed, under a name that holds viewer, tenant, host and what the token may read.

Nobody's answers are ever another's: there is no entry without an account. An index for each account names its entries, so that they
are erased with it; it also bounds how many there are. Nothing is kept for an account that is not linked, or not any more.
"""

import json
import zlib

from typing_extensions import override

from adapters.redis import classes, keys
from adapters.redis.lenient import Lenient
from adapters.redis.octets import octets
from adapters.redis.scripts import Script
from core.model import Account
from core.ports import Memory

LARGEST = 8 * 2**20  # octets, as they come
PACKED = 512 * 2**10  # octets in the store
ENTRIES = 500  # for each account; those that end first make room
_RAW, _ZLIB = b"\0", b"\1"

_KEEP = Script("""
if redis.call('EXISTS', KEYS[3]) == 0 then return 0 end
local seconds, most = tonumber(ARGV[2]), tonumber(ARGV[3])
local now = tonumber(redis.call('TIME')[1])
redis.call('SET', KEYS[1], ARGV[1], 'EX', seconds) -- first, since a full store stops no script that has written
redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', now)
redis.call('ZADD', KEYS[2], now + seconds, KEYS[1])
local over = redis.call('ZCARD', KEYS[2]) - most
if over > 0 then
  for _, name in ipairs(redis.call('ZRANGE', KEYS[2], 0, over - 1)) do redis.call('DEL', name) end
  redis.call('ZREMRANGEBYRANK', KEYS[2], 0, over - 1)
end
if redis.call('TTL', KEYS[2]) < seconds then redis.call('EXPIRE', KEYS[2], seconds) end
return 1
""")
_FORGET = Script("""
for _, name in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1)) do redis.call('DEL', name) end
return redis.call('DEL', KEYS[1])
""")


class RedisMemory(Memory):
    """Entries in a store; `RedisAccounts.remove` erases them with the account."""

    def __init__(self, lenient: Lenient, *, entries: int = ENTRIES) -> None:
        self._lenient = lenient
        self._entries = entries

    @override
    async def recall(self, account: Account, key: str) -> bytes | None:
        name = place(account, key)
        packed = octets(await self._lenient(lambda redis: redis.get(name)))
        return _unpacked(packed) if packed is not None else None

    @override
    async def keep(self, account: Account, key: str, value: bytes, *, seconds: int) -> None:
        if seconds <= 0 or len(value) > LARGEST or len(packed := _packed(value)) > PACKED:
            return
        names = [place(account, key), keys.memories(account), keys.account(account)]
        bounds = [min(seconds, classes.MEMORY.seconds or seconds), self._entries]
        await self._lenient(lambda redis: _KEEP(redis, keys=names, arguments=[packed, *bounds]))

    async def forget(self, account: Account) -> None:
        """Erase all that was fetched with an account, as after its rights changed."""
        await self._lenient(lambda redis: _FORGET(redis, keys=[keys.memories(account)]))


def place(account: Account, key: str) -> str:
    """Return an entry's key; a token that may read other things has other entries."""
    return keys.memory(account, scoped(account, key))


def scoped(account: Account, key: str) -> str:
    """Return a key that also says what the account's token may read."""
    return json.dumps([sorted(account.scopes), key])


def _packed(value: bytes) -> bytes:
    packed = zlib.compress(value, 1)
    return _ZLIB + packed if len(packed) < len(value) else _RAW + value


def _unpacked(packed: bytes) -> bytes | None:
    """Return what was packed; nothing where it is not ours, or larger than anything that we keep."""
    if packed[:1] == _RAW:
        return packed[1:]
    unpack = zlib.decompressobj()
    try:
        value = unpack.decompress(packed[1:], LARGEST)
    except zlib.error:
        return None
    return value if packed[:1] == _ZLIB and unpack.eof else None

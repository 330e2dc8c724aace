"""Who works at which standup: one sorted set says when each is looked at next; a claim moves it to the end of its lease.

Whoever writes shows a ticket, which the next claim replaces. All times are the store's. Everything may be sent twice to the same
effect: with the same ticket the same is written. A set holds the standups of one version alone, so that another version of Recap,
as during a deployment, never takes what it cannot read.
"""

import json
import logging
import secrets
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import UTC, date, datetime

from typing_extensions import override

from adapters.redis import classes, keys
from adapters.redis.agreed import progress_in, progress_packed, standup_in
from adapters.redis.client import Link
from adapters.redis.octets import all_octets, octets
from adapters.redis.scripts import Arguments, Script
from adapters.redis.standups import NOW, milliseconds, name_of
from core.model.standup import VERSION, Claim, Progress, Standup, newest
from core.ports.standups import Outbox

LEASE = 45.0  # seconds
_LOG = logging.getLogger("recap")
_ASIDE = classes.HOUR * 1000  # milliseconds until what cannot be read is looked at again

_CLAIM = Script(f"""
{NOW}
local standups, reports, lease, aside = ARGV[3], ARGV[4], tonumber(ARGV[5]), tonumber(ARGV[6])
local answer = {{now}}
for _, name in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now, 'LIMIT', 0, ARGV[2])) do
  local agreed = redis.pcall('GET', standups .. name)
  if not agreed then
    redis.call('ZREM', KEYS[1], name)
    redis.call('DEL', reports .. name)
  else
    local report = reports .. name
    local kept = redis.pcall('HMGET', report, 'record', 'called', 'stray')
    if type(agreed) == 'table' or kept.err then
      redis.call('ZADD', KEYS[1], now + aside, name)
    else
      redis.call('HSET', report, 'holder', ARGV[1])
      redis.call('HDEL', report, 'changed')
      redis.call('ZADD', KEYS[1], now + lease, name)
      table.insert(answer, {{name, agreed, kept[1], kept[2], kept[3]}})
    end
  end
end
return answer
""")
_RENEW = Script(f"""
if redis.pcall('HGET', KEYS[2], 'holder') ~= ARGV[1] then return false end
{NOW}
local agreed = redis.call('GET', KEYS[3])
if agreed then redis.call('ZADD', KEYS[1], now + ARGV[3], ARGV[2]) end
return agreed
""")
_WRITE = Script(f"""
if redis.pcall('HGET', KEYS[2], 'holder') ~= ARGV[1] or redis.call('EXISTS', KEYS[3]) == 0 then return 0 end
{NOW}
local again, told = ARGV[4], cjson.decode(ARGV[5])
redis.call('HSET', KEYS[2], 'record', ARGV[3])
local called = redis.call('HGET', KEYS[2], 'called')
if called and called <= ARGV[8] then redis.call('HDEL', KEYS[2], 'called') end
for i, names in ipairs(told) do
  local place = KEYS[3 + i]
  for _, one in ipairs(names) do redis.call('ZADD', place, now, one) end
  redis.call('ZREMRANGEBYSCORE', place, '-inf', now - 1000 * ARGV[7])
  redis.call('EXPIRE', place, ARGV[7])
end
if again == 'lease' then
  redis.call('ZADD', KEYS[1], now + ARGV[6], ARGV[2])
  return 1
end
redis.call('HDEL', KEYS[2], 'holder')
if redis.call('HGET', KEYS[2], 'stray') == ARGV[9] then redis.call('HDEL', KEYS[2], 'stray') end
if redis.call('HDEL', KEYS[2], 'changed') == 1 then again = now end
if again == '' then redis.call('ZREM', KEYS[1], ARGV[2]) else redis.call('ZADD', KEYS[1], again, ARGV[2]) end
return 1
""")
_RELEASE = Script(f"""
if redis.pcall('HGET', KEYS[2], 'holder') ~= ARGV[1] then return 0 end
{NOW}
redis.call('HDEL', KEYS[2], 'holder')
local is_changed = redis.call('HDEL', KEYS[2], 'changed') == 1
redis.call('ZADD', KEYS[1], is_changed and now or math.max(now, ARGV[3]), ARGV[2])
return 1
""")
_STRAY = Script(f"""
if redis.call('EXISTS', KEYS[3]) == 0 then return 0 end
{NOW}
redis.call('HINCRBY', KEYS[2], 'stray', 1)
redis.call('HSET', KEYS[2], 'changed', 1)
if redis.call('HEXISTS', KEYS[2], 'holder') == 0 then redis.call('ZADD', KEYS[1], now, ARGV[1]) end
return 1
""")


class RedisOutbox(Outbox):
    """Claims in the store; `clock` stands for the store's."""

    def __init__(self, link: Link, *, lease: float = LEASE, clock: Callable[[], datetime] | None = None) -> None:
        self._link = link
        self._lease = round(lease * 1000)
        self._clock = clock

    @override
    async def claim(self, most: int) -> Sequence[Claim]:
        ticket = secrets.token_hex(8)
        prefixes = [f"{classes.PREFIX}:{kind.name}:" for kind in (classes.STANDUP, classes.REPORT)]
        arguments: Arguments = [ticket, most, *prefixes, self._lease, _ASIDE, self._now()]
        async with self._link() as redis:
            now, *rows = await _CLAIM(redis, keys=[keys.due(VERSION)], arguments=arguments)
        claims = []
        for row in rows:
            try:
                claims.append(_claim(row, ticket, now))
            except ValueError as error:  # its lease keeps it aside, and nobody else is held up
                _LOG.warning("standup set aside", extra={"fields": {"error": str(error)[:40]}})
        return claims

    @override
    async def renew(self, claim: Claim) -> Standup | None:
        arguments: Arguments = [claim.ticket, name_of(claim.standup), self._lease, self._now()]
        async with self._link() as redis:
            text = octets(await _RENEW(redis, keys=_keys(claim.standup), arguments=arguments))
        try:
            return standup_in(text) if text else None
        except ValueError:
            return None

    @override
    async def keep(self, claim: Claim, progress: Progress, *, told: Mapping[str, Collection[str]] | None = None) -> bool:
        return await self._write(claim, progress, "lease", told or {})

    @override
    async def leave(self, claim: Claim, progress: Progress, again: datetime | None) -> bool:
        return await self._write(claim, progress, str(milliseconds(again)) if again else "", {})

    @override
    async def release(self, claim: Claim, again: datetime | None = None) -> None:
        arguments: Arguments = [claim.ticket, name_of(claim.standup), milliseconds(again) if again else 0, self._now()]
        async with self._link() as redis:
            await _RELEASE(redis, keys=_keys(claim.standup), arguments=arguments)

    @override
    async def is_gone(self, claim: Claim) -> bool:
        async with self._link() as redis:
            return not await redis.exists(_keys(claim.standup)[2])

    @override
    async def stray(self, claim: Claim) -> None:
        async with self._link() as redis:
            await _STRAY(redis, keys=_keys(claim.standup), arguments=[name_of(claim.standup), self._now()])

    @override
    async def told(self, standup: Standup, user: str) -> Collection[str]:
        async with self._link() as redis:
            names = await redis.zrange(keys.reported(standup.place, standup.id, user), 0, -1)
        return frozenset(one.decode() for one in all_octets(names))

    async def _write(self, claim: Claim, progress: Progress, again: str, told: Mapping[str, Collection[str]]) -> bool:
        standup = claim.standup
        places = [keys.reported(standup.place, standup.id, user) for user in told]
        listed = json.dumps([sorted(names) for names in told.values()])
        record = [claim.ticket, name_of(standup), progress_packed(progress), again, listed]
        day = newest(progress)
        arguments: Arguments = [
            *record,
            self._lease,
            classes.REPORTED.seconds or 0,
            day.isoformat() if day else "",
            claim.strays,
            self._now(),
        ]
        async with self._link() as redis:
            return bool(await _WRITE(redis, keys=[*_keys(standup), *places], arguments=arguments))

    def _now(self) -> int:
        return milliseconds(self._clock()) if self._clock else 0


def _claim(row: Sequence[bytes | None], ticket: str, now: int) -> Claim:
    _, agreed, record, called, stray = row
    return Claim(
        standup=standup_in(agreed or b""),
        progress=_progress(record),
        called=date.fromisoformat(called.decode()) if called else None,
        strays=int(stray or 0),
        now=datetime.fromtimestamp(now / 1000, UTC),
        ticket=ticket,
    )


def _progress(record: bytes | None) -> Progress:
    """Return what was done; of garbage, that nothing is known: what was posted is found by a look."""
    try:
        return progress_in(record)
    except ValueError as error:
        _LOG.warning("report not read", extra={"fields": {"error": str(error)[:40]}})
        return Progress()


def _keys(standup: Standup) -> list[str]:
    return [keys.due(VERSION), keys.report(name_of(standup)), keys.standup(standup.place, standup.id)]

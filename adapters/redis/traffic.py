"""Changes of live messages in a store: counted by lane over a sliding window, by the store's own clock, in one step."""

import secrets
from collections.abc import Callable

from typing_extensions import override

from adapters.redis import keys
from adapters.redis.client import Link
from adapters.redis.scripts import Script
from core.model.chat import Crowd, Quota
from core.ports.chat import Traffic

LEASE = 90.0  # seconds without a change after which an answer is no longer live
SPARE = 0.1  # of the quota that only last changes may use, beside what is reserved for the live ones: others begin meanwhile

_CHANGE = Script("""
local changes, live = KEYS[1], KEYS[2]
local now, answer = tonumber(ARGV[1]), ARGV[2]
local most, window, lease, reserved = tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6])
local is_first, is_last, name = ARGV[7] == '1', ARGV[8] == '1', ARGV[9]
if now == 0 then
  local time = redis.call('TIME')
  now = time[1] * 1000 + math.floor(time[2] / 1000)
end
redis.call('ZREMRANGEBYSCORE', changes, '-inf', now - window)
redis.call('ZREMRANGEBYSCORE', live, '-inf', now)
redis.call('ZADD', live, now + lease, answer)
redis.call('PEXPIRE', live, lease)
local count = redis.call('ZCARD', live)
local used = redis.call('ZCARD', changes)
if not is_first then
  local room = is_last and most - used or most - used - count - reserved
  if room < 1 then
    local leaving = redis.call('ZRANGE', changes, 0 - room, 0 - room, 'WITHSCORES')
    return {count, leaving[2] and tonumber(leaving[2]) + window - now + 1 or window}
  end
  redis.call('ZADD', changes, now, name)
  redis.call('PEXPIRE', changes, window)
end
if is_last then redis.call('ZREM', live, answer) end
return {count, 0}
""")


class RedisTraffic(Traffic):
    """Two sorted sets for each lane: its changes by time, and its live answers by when they are given up."""

    def __init__(self, link: Link, *, clock: Callable[[], float] | None = None) -> None:
        """Count in a store; `clock` stands for the store's, in seconds."""
        self._link = link
        self._clock = clock

    @override
    async def change(self, quota: Quota, answer: str, *, is_first: bool, is_last: bool) -> Crowd:
        now = round(self._clock() * 1000) if self._clock else 0
        told = [quota.changes, round(quota.seconds * 1000), round(LEASE * 1000), round(SPARE * quota.changes)]
        async with self._link() as redis:
            live, wait = await _CHANGE(
                redis,
                keys=[keys.changes(quota.lane), keys.live(quota.lane)],
                arguments=[now, answer, *told, int(is_first), int(is_last), secrets.token_hex(8)],
            )
        return Crowd(live, wait / 1000)

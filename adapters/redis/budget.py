"""How many calls each account may still make at its host: one count for all processes, fed by what the host says.

A host's word is older than what was sent since, so that calls of the last seconds are taken off it. `left=0` closes a kind until a
time, be it the allowance's end or a secondary limit. When a window has passed and the host has not spoken yet, a new one is taken to
be as large as the last, for two seconds at a time. A time that is more than an hour away is of a clock that was put back since.
Without a store nothing waits: the host's own refusals remain.
"""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from typing_extensions import override

from adapters.redis import classes, keys
from adapters.redis.lenient import Lenient
from adapters.redis.scripts import Script
from core.errors import RateLimitedError
from core.limits import milliseconds, moment
from core.messages import limits as messages
from core.model import Account
from core.ports import Budget

PATIENCE = 5.0  # seconds that a call may wait
LONGEST = classes.HOUR  # seconds that a host is believed to be closed
_STATE = """
local key, now = KEYS[1], tonumber(ARGV[1])
local function read(name) return tonumber(redis.call('HGET', key, name) or '') or 0 end
local function write(name, value) redis.call('HSET', key, name, string.format('%.0f', value)) end
local SLOT, JITTER, GUESS, LONGEST = 10000, 2000, 2000, 3600000
local function time(name)
  local at = read(name)
  return at <= now + LONGEST and at or 0
end
local slot = math.floor(now / SLOT)
local function recent()
  local passed = slot - read('slot')
  if passed == 0 then return read('newer'), read('older') end
  if passed == 1 then return 0, read('newer') end
  return 0, 0
end
"""
_SPEND = Script(
    _STATE
    + """
local cost = tonumber(ARGV[2])
if time('closed') > now then return time('closed') end
local left, resets, top = read('left'), time('resets'), read('top')
local newer, older = recent()
if resets <= now and top > 0 then
  left, resets, newer, older = math.max(top, cost), now + GUESS, 0, 0
end
if resets > now then
  if left < cost then return resets end
  write('left', left - cost)
  write('resets', resets)
end
write('slot', slot)
write('newer', newer + cost)
write('older', older)
redis.call('EXPIRE', key, ARGV[3])
return 0
"""
)
_LEARN = Script(
    _STATE
    + """
local left, resets, known = tonumber(ARGV[2]), tonumber(ARGV[3]), time('resets')
if left == 0 then
  write('closed', math.max(time('closed'), resets))
elseif known > now and resets + JITTER < known then
  return 0
else
  local newer, older = recent()
  local safe = math.max(0, left - math.max(0, newer + older - 1))
  if known > now and math.abs(resets - known) <= JITTER then safe = math.max(safe, read('left')) end
  write('top', math.max(read('top'), left))
  write('left', math.min(left, safe))
  write('resets', resets)
end
redis.call('EXPIRE', key, ARGV[4])
return 1
"""
)


class RedisBudget(Budget):
    """Counts in a store."""

    def __init__(
        self,
        lenient: Lenient,
        *,
        sleep: Callable[[float], Awaitable[None]],
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        patience: float = PATIENCE,
    ) -> None:
        self._lenient = lenient
        self._sleep = sleep
        self._clock = clock
        self._patience = timedelta(seconds=patience)

    @override
    async def spend(self, account: Account, kind: str, *, cost: int = 1) -> None:
        end = self._clock() + self._patience
        while opens := await self._run(_SPEND, account, kind, cost, classes.BUDGET.seconds or 0):
            at = moment(opens)
            if at > end:
                raise RateLimitedError(messages.spent(account.host, account.login, at), retry_at=at)
            await self._sleep(max(0.0, (at - self._clock()).total_seconds()))

    @override
    async def learn(self, account: Account, kind: str, *, left: int, resets: datetime) -> None:
        until = min(resets, self._clock() + timedelta(seconds=LONGEST))
        await self._run(_LEARN, account, kind, max(0, left), milliseconds(until), classes.BUDGET.seconds or 0)

    async def _run(self, script: Script, account: Account, kind: str, *arguments: int) -> int:
        """Run a script; a store that is away says 0, so that the host decides."""
        given: list[Any] = [milliseconds(self._clock()), *arguments]
        return int(await self._lenient(lambda redis: script(redis, keys=[keys.budget(account, kind)], arguments=given)) or 0)

"""How often each person and each workspace may call: all windows of a call are looked at and counted in one step of the store.

The windows are those of core/tally.py, by the store's own clock, so that processes whose clocks differ count alike. `limits` is not
used here: it counts one window at a time, so that a call which one of them refuses is counted in others, and needs two questions each.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime

from typing_extensions import override

from adapters.redis import keys
from adapters.redis.client import Link
from adapters.redis.scripts import Script
from core.errors import OutsideError, TransientError
from core.limits import BURST, COSTS, COUNTED, HOURLY, SUSTAINED, WORKSPACE, Call, Count, Rate, Standing, Tier, milliseconds, standing
from core.messages import limits as messages
from core.model import Member
from core.ports import Limiter
from core.tally import SLICES, Tally

_HIT = Script("""
local now, cost, slices = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
if now == 0 then
  local time = redis.call('TIME')
  now = time[1] * 1000 + math.floor(time[2] / 1000)
end
local function read(key, slice)
  local kept, used, fields = {}, 0, redis.call('HGETALL', key)
  for i = 1, #fields, 2 do
    local number, calls = tonumber(fields[i]), tonumber(fields[i + 1])
    if number + slices < slice then
      redis.call('HDEL', key, fields[i])
    else
      table.insert(kept, {number, calls})
      used = used + calls
    end
  end
  table.sort(kept, function(a, b) return a[1] < b[1] end)
  return kept, used
end
local answer, is_allowed = {now}, true
for i, key in ipairs(KEYS) do
  local limit, width = tonumber(ARGV[2 + 2 * i]), tonumber(ARGV[3 + 2 * i]) / slices
  local slice = math.floor(now / width)
  local kept, used = read(key, slice)
  local free, fits = limit - used, now
  for _, one in ipairs(kept) do
    if free >= cost then break end
    free, fits = free + one[2], (one[1] + slices + 1) * width
  end
  is_allowed = is_allowed and fits <= now
  local last = #kept > 0 and kept[#kept][1] or nil
  table.insert(answer, {used, fits, last and (last + slices + 1) * width or now})
end
if not is_allowed then return answer end
for i, key in ipairs(KEYS) do
  local window = tonumber(ARGV[3 + 2 * i])
  local slice = math.floor(now * slices / window)
  redis.call('HINCRBY', key, string.format('%.0f', slice), cost)
  redis.call('PEXPIRE', key, window + window / slices)
  local one = answer[i + 1]
  one[1], one[3] = one[1] + cost, math.max(one[3], (slice + slices + 1) * window / slices)
end
return answer
""")


class RedisLimiter(Limiter):
    """Windows in a store. While it is away, what must be counted is refused, and the rest is counted in this process."""

    def __init__(
        self,
        link: Link,
        *,
        sustained: Rate = SUSTAINED,
        workspace: Sequence[Rate] = WORKSPACE,
        clock: Callable[[], datetime] | None = None,
    ) -> None:
        """Make a limiter; `clock` stands for the store's. Every call must fit into each of the rates that are given."""
        if any(rate.calls < max(COSTS.values()) for rate in (sustained, *workspace)):
            raise ValueError(sustained, workspace)
        self._link = link
        self._sustained = sustained
        self._workspace = tuple(workspace)
        self._clock = clock
        self._local = Tally()

    @override
    async def admit(self, member: Member, tier: Tier, call: Call) -> Standing:
        rates = self._rates(member, tier)
        try:
            return await self._hit(rates, COSTS[call])
        except OutsideError as error:
            if call in COUNTED:
                raise TransientError(messages.uncounted(str(error))) from error
            now = self._now() or milliseconds(datetime.now(UTC))
            return standing(self._shared(self._local.hit(rates, now=now, cost=COSTS[call])), now)

    async def _hit(self, rates: Mapping[str, Rate], cost: int) -> Standing:
        arguments = [self._now(), cost, SLICES]
        for rate in rates.values():
            arguments += [rate.calls, rate.seconds * 1000]
        async with self._link() as redis:
            now, *told = await _HIT(redis, keys=list(rates), arguments=arguments)
        return standing(self._shared([Count(rate, *one) for rate, one in zip(rates.values(), told, strict=True)]), now)

    def _rates(self, member: Member, tier: Tier) -> dict[str, Rate]:
        """Return a call's windows by their keys: the person's, then the workspace's."""
        place = member.platform, member.tenant
        mine = {"burst": BURST, "sustained": self._sustained, "hour": HOURLY[tier]}
        personal = {_key(kind, one, *place, member.user): one for kind, one in mine.items()}
        return personal | {_key("workspace", one, *place): one for one in self._workspace}

    def _shared(self, counts: Sequence[Count]) -> list[Count]:
        """Mark the workspace's counts, which are the last ones."""
        mine = len(counts) - len(self._workspace)
        return [Count(one.rate, one.used, one.fits, one.empty, place >= mine) for place, one in enumerate(counts)]

    def _now(self) -> int:
        return milliseconds(self._clock()) if self._clock else 0


def _key(kind: str, rate: Rate, *whom: str) -> str:
    """Return a window's key; it holds no number of calls, so that a new tier finds what was used under the old one."""
    return keys.bucket(kind, str(rate.seconds), *whom)

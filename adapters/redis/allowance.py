"""How many tokens of a language model a person and a workspace may use in a day (UTC).

What a call may need at most is reserved before it; what it did need is settled after it, so that calls at the same time never pass the
limit together. A call that is never settled counts as if it had needed all.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from redis.asyncio import Redis

from adapters.redis import classes, keys
from adapters.redis.client import Link
from adapters.redis.scripts import Script
from core.errors import OutsideError, RateLimitedError
from core.messages import limits as messages
from core.model import Member

_WITHIN = 2.0  # seconds in which a settlement is tried again

_RESERVE = Script("""
local cost, seconds = tonumber(ARGV[1]), ARGV[2]
for i, key in ipairs(KEYS) do
  if tonumber(redis.call('GET', key) or '0') + cost > tonumber(ARGV[2 + i]) then return i end
end
for _, key in ipairs(KEYS) do
  redis.call('INCRBY', key, cost)
  redis.call('EXPIRE', key, seconds)
end
return 0
""")
_SETTLE = Script("""
for _, key in ipairs(KEYS) do
  if redis.call('EXISTS', key) == 1 then redis.call('INCRBY', key, ARGV[1]) end
end
return 1
""")


@dataclass(frozen=True, slots=True)
class Reservation:
    """Tokens that were set aside."""

    id: str
    places: tuple[str, ...]
    tokens: int


class Allowance:
    """A day's tokens, counted in a store."""

    def __init__(self, link: Link, *, person: int, workspace: int, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._link = link
        self._limits = (person, workspace)
        self._clock = clock

    async def reserve(self, member: Member, tokens: int) -> Reservation:
        """Set aside what a call may need at most.

        Raises:
            RateLimitedError: that is more than is left of the day.
            OutsideError: the store could not be asked; a model is not called then.
        """
        now = self._clock().astimezone(UTC)
        midnight = datetime(now.year, now.month, now.day, tzinfo=UTC) + timedelta(days=1)
        places = _places(member, now.date().isoformat())
        seconds = int((midnight - now).total_seconds()) + 1
        async with self._link() as redis:
            over = int(await _RESERVE(redis, keys=places, arguments=[tokens, min(seconds, classes.DAY), *self._limits]))
        if over:
            raise RateLimitedError(messages.tokens(self._limits[over - 1], is_shared=over == len(places)), retry_at=midnight)
        return Reservation(secrets.token_hex(8), places, tokens)

    async def settle(self, one: Reservation, used: int) -> None:
        """Give back what was not needed, once however often this is called; where the store is away, nothing comes back."""

        async def settled(redis: Redis) -> None:
            await _SETTLE.once(redis, one.id, keys=one.places, arguments=[max(0, used) - one.tokens])

        try:
            await self._link.repeat(settled, within=_WITHIN)
        except OutsideError:
            return


def _places(member: Member, day: str) -> tuple[str, str]:
    place = member.platform, member.tenant
    return keys.bucket("tokens", day, *place, member.user), keys.bucket("tokens of all", day, *place)

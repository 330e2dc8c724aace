"""Turns that were let in, sealed, until they are done: claimed with a lease, on the store's clock."""

import hashlib
import json
import secrets
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from typing_extensions import override

from adapters.redis import classes, keys
from adapters.redis.client import Link, Store
from adapters.redis.octets import all_octets
from adapters.redis.scripts import Script
from adapters.redis.sealing import Sealer, UnopenedError
from adapters.redis.written import read, written
from core.model.chat import Admission, Pressed, Turn, Typed, Way
from core.ports.chat import Inbox

LEASE = 30.0  # seconds that a turn stays in the hand of a process that says nothing
TWIN = 2.0  # seconds in which the same thing, done again, is a slip of the finger
TRIES = 3  # a turn that was taken up so often, and ended each process, is given up
FOREIGN = 600  # seconds until a turn is forgotten that others are left, and do not take: its platform takes no answer any more
_AT_ONCE = 20  # turns that are taken up together

_NOW = """
local now = tonumber(ARGV[1])
if now == 0 then
  local time = redis.call('TIME')
  now = time[1] * 1000 + math.floor(time[2] / 1000)
end
"""
_PUT = Script(
    _NOW
    + """
local turn, open, twin = KEYS[1], KEYS[2], KEYS[3]
local hand, sealed, lease, seconds, twins, what = ARGV[2], ARGV[3], tonumber(ARGV[4]), ARGV[5], ARGV[6], ARGV[7]
if redis.call('EXISTS', turn) == 1 then return 'seen' end
redis.call('HSET', turn, 'hand', hand)
redis.call('EXPIRE', turn, seconds)
if twin then
  if redis.call('GET', twin) == what then return 'running' end
  redis.call('SET', twin, what, 'PX', twins)
end
redis.call('HSET', turn, 'sealed', sealed)
redis.call('ZADD', open, now + lease, turn)
redis.call('EXPIRE', open, seconds)
return 'new'
"""
)
_HOLD = Script(
    _NOW
    + """
local hand = redis.call('HGET', KEYS[1], 'hand')
if hand and hand ~= ARGV[2] then return 0 end
redis.call('ZADD', KEYS[2], 'XX', now + tonumber(ARGV[3]), KEYS[1])
return 1
"""
)
_DONE = Script("""
redis.call('HDEL', KEYS[1], 'sealed')
return redis.call('ZREM', KEYS[2], KEYS[1])
""")
_TAKE = Script(
    _NOW
    + """
local hand, lease, most_tries, most = ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5])
local found = {}
for _, turn in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now, 'LIMIT', 0, most)) do
  local sealed = redis.call('HGET', turn, 'sealed')
  local tries = sealed and redis.call('HINCRBY', turn, 'tries', 1)
  if not sealed or tries > most_tries + 1 then
    redis.call('ZREM', KEYS[1], turn)
    redis.call('HDEL', turn, 'sealed')
  else
    redis.call('HSET', turn, 'hand', hand)
    redis.call('ZADD', KEYS[1], now + lease, turn)
    table.insert(found, turn)
    table.insert(found, sealed)
    table.insert(found, tries > most_tries and 1 or 0)
  end
end
return found
"""
)
_BACK = Script(
    _NOW
    + """
for at = 2, #KEYS do
  local turn = KEYS[at]
  if redis.call('TTL', turn) < tonumber(ARGV[3]) then
    redis.call('ZREM', KEYS[1], turn)
    redis.call('HDEL', turn, 'sealed')
  elseif redis.call('HGET', turn, 'hand') == ARGV[2] then
    redis.call('HINCRBY', turn, 'tries', -1)
    redis.call('HSET', turn, 'hand', '')
    redis.call('ZADD', KEYS[1], 'XX', now - 1, turn)
  end
end
return 1
"""
)


class RedisInbox(Inbox):
    """One hash for each turn, which outlives it for a day, and one sorted set of those in hand by the end of their lease."""

    def __init__(
        self,
        store: Store,
        sealer: Sealer,
        *,
        platforms: Collection[str] = (),
        lease: float = LEASE,
        clock: Callable[[], float] | None = None,
    ) -> None:
        """Take turns in a hand of one's own, for `lease` seconds; `clock` stands for the store's, in seconds.

        Turns of other `platforms` are left to processes that speak to them; where none is named, all are taken up.
        """
        self._hasty = store.hasty
        self._patient = store.patient
        self._sealer = sealer
        self._platforms = platforms
        self._lease = lease
        self._clock = clock
        self._hand = secrets.token_hex(8)

    @override
    async def put(self, turn: Turn) -> Admission:
        place, what = keys.turn(turn.id), _what(turn)
        twin = [keys.twin(turn.member, turn.place.channel)] if what else []
        arguments: list[str | bytes | float] = [
            self._hand,
            self._sealer.seal(written(turn), place),
            _milliseconds(self._lease),
            classes.TURN.seconds or 0,
            _milliseconds(TWIN),
            what,
        ]
        async with self._hasty() as redis:
            said = await _PUT(redis, keys=[place, keys.turns(), *twin], arguments=[self._now(), *arguments])
        return Admission(said.decode() if isinstance(said, bytes) else said)

    @override
    async def hold(self, turn: Turn) -> bool:
        return bool(await self._run(self._patient, _HOLD, turn, self._lease))

    @override
    async def leave(self, turn: Turn) -> None:
        await self._run(self._hasty, _HOLD, turn, -1.0)

    @override
    async def done(self, turn: Turn) -> None:
        async with self._patient() as redis:
            await _DONE(redis, keys=[keys.turn(turn.id), keys.turns()])

    @override
    async def left_behind(self) -> Sequence[Turn]:
        arguments: list[str | bytes | float] = [self._now(), self._hand, _milliseconds(self._lease), TRIES, _AT_ONCE]
        async with self._patient() as redis:
            told = await _TAKE(redis, keys=[keys.turns()], arguments=arguments)
        places, texts, given_up = all_octets(told[::3]), all_octets(told[1::3]), told[2::3]
        turns = [self._opened(*one) for one in zip(places, texts, given_up, strict=True)]
        await self._give_back([place for place, turn in zip(places, turns, strict=True) if turn is None])
        return [turn for turn in turns if turn]

    async def _give_back(self, places: Sequence[bytes]) -> None:
        """Let others take up at once what cannot be taken here, as if nobody had looked."""
        if not places:
            return
        arguments: list[str | bytes | float] = [self._now(), self._hand, (classes.TURN.seconds or 0) - FOREIGN]
        async with self._patient() as redis:
            await _BACK(redis, keys=[keys.turns(), *(place.decode() for place in places)], arguments=arguments)

    async def _run(self, link: Link, script: Script, turn: Turn, lease: float) -> object:
        async with link() as redis:
            return await script(redis, keys=[keys.turn(turn.id), keys.turns()], arguments=[self._now(), self._hand, _milliseconds(lease)])

    def _opened(self, place: bytes, sealed: bytes, is_given_up: int) -> Turn | None:
        """Read a turn; what another version wrote is that version's to take up."""
        try:
            turn = read(self._sealer.opened(sealed, place.decode()))
        except (UnopenedError, ValueError):
            return None
        is_ours = not self._platforms or turn.member.platform in self._platforms
        return replace(turn, is_again=True, is_given_up=bool(is_given_up)) if is_ours else None

    def _now(self) -> int:
        return _milliseconds(self._clock()) if self._clock else 0


def _what(turn: Turn) -> str:
    """Return what is the same for a command or a button done twice, unreadably; a message is written as often as it is meant."""
    deed = turn.deed
    if isinstance(deed, Pressed) or (isinstance(deed, Typed) and deed.way is Way.COMMAND):
        what = json.dumps([type(deed).__name__, *(str(getattr(deed, name)) for name in deed.__slots__)])
        return hashlib.blake2b(what.encode(), digest_size=16).hexdigest()
    return ""


def _milliseconds(seconds: float) -> int:
    return round(seconds * 1000)

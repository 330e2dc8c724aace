"""Standups in the store: what was agreed, by channel and by person; what cannot be read is left alone, and its neighbours are not."""

import logging
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date, datetime

from redis.asyncio import Redis
from typing_extensions import override

from adapters.redis import classes, keys
from adapters.redis.agreed import packed, progress_in, standup_in
from adapters.redis.belonging import Belonging
from adapters.redis.client import Link
from adapters.redis.forgetting import forget
from adapters.redis.octets import all_octets, octets
from adapters.redis.scripts import Arguments, Script
from core.errors import TransientError
from core.messages import standup as messages
from core.model import Member
from core.model.chat import Place
from core.model.standup import VERSION, Progress, Standup, is_known, without
from core.ports.standups import Standups

_LOG = logging.getLogger("recap")
_TRIES = 20  # changes of one standup at the same time that each are made

NOW = """
local now = tonumber(ARGV[#ARGV])
if now == 0 then
  local time = redis.call('TIME')
  now = time[1] * 1000 + math.floor(time[2] / 1000)
end
"""  # milliseconds: the last argument, which is 0 for the store's own clock
_SAVE = Belonging(f"""
local kept = redis.pcall('GET', KEYS[1])
if ARGV[2] ~= '' and kept ~= ARGV[2] and kept ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[1])
for i, name in ipairs(KEYS) do
  if i > #KEYS - ARGV[4] then
    if redis.call('SREM', name, ARGV[3]) == 1 and redis.call('EXISTS', name) == 0 then redis.call('ZREM', tenant, name) end
  else
    if i > 3 then redis.call('SADD', name, ARGV[3]) end
    if i ~= 3 then named(name) end
  end
end
{NOW}
if redis.call('HEXISTS', KEYS[2], 'holder') == 1 then
  redis.call('HSET', KEYS[2], 'changed', 1)
else
  redis.call('ZADD', KEYS[3], now, ARGV[3])
end
return 1
""")
_CALL = Script(f"""
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
redis.call('HSET', KEYS[2], 'called', ARGV[1], 'changed', 1)
{NOW}
if redis.call('HEXISTS', KEYS[2], 'holder') == 0 then redis.call('ZADD', KEYS[3], now, ARGV[2]) end
return 1
""")
_DELETE = Script("""
local tenant = table.remove(KEYS)
if (redis.call('GET', KEYS[1]) or '') ~= ARGV[2] then return 0 end
redis.call('ZREM', KEYS[3], ARGV[1])
for i, name in ipairs(KEYS) do
  if i > 3 and i <= 3 + ARGV[3] then redis.call('SREM', name, ARGV[1]) elseif i ~= 3 then redis.call('DEL', name) end
  if i ~= 3 and redis.call('EXISTS', name) == 0 then redis.call('ZREM', tenant, name) end
end
return 1
""")


class RedisStandups(Standups):
    """One key for each, named in its channel's set and in its people's; `clock` stands for the store's."""

    def __init__(self, link: Link, *, clock: Callable[[], datetime] | None = None) -> None:
        self._link = link
        self._clock = clock

    @override
    async def at(self, place: Place) -> Sequence[Standup]:
        return [one for one in await self._named(keys.standups(place)) if one.place.room == place.room]

    @override
    async def of(self, member: Member) -> Sequence[Standup]:
        return [one for one in await self._named(keys.standups_of(member)) if one.is_personal and one.creator == member]

    @override
    async def knowing(self, member: Member) -> Sequence[Standup]:
        return [one for one in await self._named(keys.standups_of(member)) if is_known(one, member)]

    @override
    async def add(self, standup: Standup) -> None:
        async with self._link() as redis:
            await self._save(redis, standup)

    @override
    async def change(self, standup: Standup, how: Callable[[Standup], Standup]) -> Standup | None:
        place = keys.standup(standup.place, standup.id)
        for _ in range(_TRIES):
            async with self._link() as redis:
                text = octets(await redis.get(place))
                if text is None:
                    return None
                old = _read(text)
                changed = how(old)
                if await self._save(redis, changed, was=text, left=_people(old) - _people(changed)):
                    return changed
        raise TransientError(messages.BUSY)

    @override
    async def delete(self, standup: Standup) -> None:
        for _ in range(_TRIES):
            async with self._link() as redis:
                text = octets(await redis.get(keys.standup(standup.place, standup.id))) or b""
            people = _people(standup).union(*map(_people, _readable([text])))
            users = {one.user for one in people} | set((await self.progress(standup)).chains)
            sets = [keys.standups(standup.place), *map(keys.standups_of, people)]
            told = [keys.reported(standup.place, standup.id, user) for user in users]
            async with self._link() as redis:
                names = [*_keys(standup)[:3], *sets, *told, _tenant(standup)]
                if await _DELETE(redis, keys=names, arguments=[name_of(standup), text, len(sets)]):
                    return
        raise TransientError(messages.BUSY)

    @override
    async def call(self, standup: Standup, day: date) -> None:
        async with self._link() as redis:
            await _CALL(redis, keys=_keys(standup)[:3], arguments=[day.isoformat(), name_of(standup), self._now()])

    @override
    async def progress(self, standup: Standup) -> Progress:
        async with self._link() as redis:
            text = octets(await redis.hget(keys.report(name_of(standup)), "record"))
        try:
            return progress_in(text)
        except ValueError:
            return Progress()

    @override
    async def since(self, standup: Standup, member: Member) -> datetime | None:
        chain = (await self.progress(standup)).chains.get(member.user)
        return chain.since if chain else None

    @override
    async def forget(self, member: Member) -> int:
        known = await self.knowing(member)
        for one in known:
            if without(one, member) is None:
                await self.delete(one)
            else:
                await self.change(one, lambda now: without(now, member) or now)
        async with self._link() as redis:
            names = all_octets(await redis.zrange(keys.tenant(member.platform, member.tenant), 0, -1))
        prefix = f"{classes.PREFIX}:{classes.STANDUP.name}:".encode()
        others = await self.under([name.decode() for name in names if name.startswith(prefix)])  # which tell of whole channels
        async with self._link() as redis:
            await forget(redis, member, others)
            await redis.delete(keys.standups_of(member))
        return len(known)

    async def under(self, places: Sequence[str]) -> list[Standup]:
        """Return the standups of some keys that can be read.

        Raises:
            OutsideError: the store could not be read.
        """
        async with self._link() as redis:
            texts = all_octets(await redis.mget(list(places))) if places else []
        return sorted(_readable(texts), key=lambda one: (one.created, one.id))

    async def _save(self, redis: Redis, standup: Standup, *, was: bytes | str = "", left: Collection[Member] = ()) -> bool:
        names = [*_keys(standup), *map(keys.standups_of, _people(standup)), *map(keys.standups_of, left)]
        arguments: Arguments = [packed(standup), was, name_of(standup), len(left), self._now()]
        return bool(await _SAVE(redis, _whose(standup), names=names, arguments=arguments))

    def _now(self) -> int:
        return milliseconds(self._clock()) if self._clock else 0

    async def _named(self, names: str) -> list[Standup]:
        async with self._link() as redis:
            found = sorted(one.decode() for one in all_octets(await redis.smembers(names)))
        return await self.under([f"{classes.PREFIX}:{classes.STANDUP.name}:{name}" for name in found])


def name_of(standup: Standup) -> str:
    """Return what a standup is called in the store."""
    return keys.standup(standup.place, standup.id).rpartition(":")[2]


def milliseconds(moment: datetime) -> int:
    """Return a time as the store's scripts have it."""
    return round(moment.timestamp() * 1000)


def _people(standup: Standup) -> set[Member]:
    return {standup.creator, *(seat.member for seat in standup.seats)}


def _whose(standup: Standup) -> Member | Place:
    return standup.creator if standup.is_personal else standup.place


def _tenant(standup: Standup) -> str:
    return keys.tenant(_whose(standup).platform, _whose(standup).tenant)


def _keys(standup: Standup) -> list[str]:
    name = name_of(standup)
    return [
        keys.standup(standup.place, standup.id),
        keys.report(name),
        keys.due(VERSION),
        keys.standups(standup.place),
    ]


def _read(text: bytes) -> Standup:
    try:
        return standup_in(text)
    except ValueError:
        raise TransientError(messages.ANOTHER_VERSION) from None


def _readable(texts: Sequence[bytes | None]) -> Iterator[Standup]:
    for text in texts:
        try:
            if text:
                yield standup_in(text)
        except ValueError as error:
            _LOG.warning("standup not read", extra={"fields": {"error": str(error)[:40]}})

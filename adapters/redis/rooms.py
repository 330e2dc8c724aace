"""Switches of places, and what the places of a workspace may be told."""

import json
from collections.abc import Sequence

from typing_extensions import override

from adapters.redis import keys
from adapters.redis.belonging import Belonging
from adapters.redis.client import Link
from core.model import Member
from core.model.chat import Audience, Place
from core.model.kept import Allowance
from core.ports.talking import Allowances, Rooms

_TURN_ON = Belonging("redis.call('SADD', KEYS[1], ARGV[1]) named(KEYS[1]) return 1")
_ALLOW = Belonging("redis.call('HSET', KEYS[1], ARGV[1], ARGV[2]) named(KEYS[1]) return 1")


class RedisRooms(Rooms):
    """A set of what is on for each place."""

    def __init__(self, link: Link) -> None:
        self._link = link

    @override
    async def is_on(self, place: Place, switch: str) -> bool:
        async with self._link() as redis:
            return bool(await redis.sismember(keys.room(place), switch))

    @override
    async def turn(self, place: Place, switch: str, *, is_on: bool) -> None:
        async with self._link() as redis:
            if is_on:
                await _TURN_ON(redis, place, names=[keys.room(place)], arguments=[switch])
            else:
                await redis.srem(keys.room(place), switch)


class RedisAllowances(Allowances):
    """A hash for each workspace: where and what to by whom and for whom."""

    def __init__(self, link: Link) -> None:
        self._link = link

    @override
    async def of(self, platform: str, tenant: str) -> Sequence[Allowance]:
        async with self._link() as redis:
            kept = await redis.hgetall(keys.allowed(platform, tenant))
        rows = [(json.loads(name), json.loads(value)) for name, value in kept.items()]
        return [_allowance(platform, tenant, *row) for row in sorted(rows, key=lambda row: row[1][0])]

    @override
    async def add(self, allowance: Allowance) -> None:
        by = allowance.by
        async with self._link() as redis:
            seconds, rest = await redis.time()
            value = json.dumps([seconds * 1_000_000 + rest, allowance.audience, [by.platform, by.tenant, by.user]])
            await _ALLOW(redis, allowance.place, names=[_hash(allowance)], arguments=[_name(allowance), value])

    @override
    async def remove(self, allowance: Allowance) -> None:
        async with self._link() as redis:
            await redis.hdel(_hash(allowance), _name(allowance))


def _hash(allowance: Allowance) -> str:
    return keys.allowed(allowance.place.platform, allowance.place.tenant)


def _name(allowance: Allowance) -> str:
    return json.dumps([allowance.place.channel, allowance.host, allowance.pattern])


def _allowance(platform: str, tenant: str, name: Sequence[str], value: Sequence[object]) -> Allowance:
    channel, host, pattern = name
    _, audience, by = value
    return Allowance(
        place=Place(platform, tenant, channel),
        host=host,
        pattern=pattern,
        by=Member(*by),  # type: ignore[misc]  # as it was written
        audience=Audience(str(audience)),
    )

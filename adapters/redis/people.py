"""What people set for themselves, sealed; who keeps out of shared places stands in a list of their workspace's, for all who ask."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from typing_extensions import override

from adapters.redis import keys
from adapters.redis.belonging import Belonging
from adapters.redis.client import Link
from adapters.redis.octets import all_octets, octets
from adapters.redis.sealing import Sealer, UnopenedError
from core.model import Member
from core.model.kept import Habits
from core.ports.talking import People

_SETTINGS, _LAST = "settings", "last"
_KEEP = Belonging("redis.call('SET', KEYS[1], ARGV[1]) named(KEYS[1]) return 1")
_HIDE = Belonging("redis.call('SADD', KEYS[1], ARGV[1]) named(KEYS[1]) return 1")


class RedisPeople(People):
    """Habits in a store; what does not open is as if it had never been set."""

    def __init__(self, link: Link, sealer: Sealer) -> None:
        self._link = link
        self._sealer = sealer

    @override
    async def of(self, member: Member) -> Habits:
        places = [keys.habits(member, part) for part in (_SETTINGS, _LAST)]
        async with self._link() as redis:
            settings, last = [octets(one) for one in await redis.mget(places)]
            is_hidden = bool(await redis.sismember(keys.hidden(member.platform, member.tenant), member.user))
        at = self._opened(last, places[1])
        return Habits(
            settings=json.loads(self._opened(settings, places[0]) or "{}"),
            last_recap=datetime.fromisoformat(at) if at else None,
            is_hidden=is_hidden,
        )

    @override
    async def keep_settings(self, member: Member, settings: Mapping[str, object]) -> None:
        await self._keep(member, _SETTINGS, json.dumps(dict(settings)))

    @override
    async def keep_last_recap(self, member: Member, at: datetime) -> None:
        await self._keep(member, _LAST, at.isoformat())

    @override
    async def hide(self, member: Member, *, is_hidden: bool) -> None:
        place = keys.hidden(member.platform, member.tenant)
        async with self._link() as redis:
            await (_HIDE(redis, member, names=[place], arguments=[member.user]) if is_hidden else redis.srem(place, member.user))

    @override
    async def hidden(self, platform: str, tenant: str) -> Sequence[Member]:
        async with self._link() as redis:
            users = all_octets(await redis.smembers(keys.hidden(platform, tenant)))
        return [Member(platform, tenant, user.decode()) for user in sorted(users)]

    @override
    async def forget(self, member: Member) -> bool:
        places = [keys.habits(member, part) for part in (_SETTINGS, _LAST)]
        async with self._link() as redis:
            pipe = redis.pipeline(transaction=True)
            pipe.delete(*places)
            pipe.srem(keys.hidden(member.platform, member.tenant), member.user)
            pipe.zrem(keys.tenant(member.platform, member.tenant), *places)
            return any((await pipe.execute())[:2])

    async def _keep(self, member: Member, part: str, text: str) -> None:
        place = keys.habits(member, part)
        envelope = self._sealer.seal(text, place)
        async with self._link() as redis:
            await _KEEP(redis, member, names=[place], arguments=[envelope])

    def _opened(self, envelope: bytes | None, place: str) -> str:
        try:
            return self._sealer.opened(envelope, place) if envelope is not None else ""
        except UnopenedError:
            return ""

"""What waits for its owner to come back: links that were begun and questions that were asked too early, all sealed."""

from typing_extensions import override

from adapters.redis import classes, keys
from adapters.redis.belonging import Belonging
from adapters.redis.client import Link
from adapters.redis.octets import octets
from adapters.redis.sealing import Sealer, UnopenedError
from core.model import Member, Secret
from core.ports import Waiting

_ASK_LATER = Belonging("redis.call('SET', KEYS[1], ARGV[1], 'EX', ARGV[2]) named(KEYS[1], ARGV[2]) return 1")


class RedisWaiting(Waiting):
    """Texts in a store; one that does not open is as good as gone."""

    def __init__(self, link: Link, sealer: Sealer) -> None:
        self._link = link
        self._sealer = sealer

    @override
    async def keep(self, name: Secret, text: str, *, seconds: int) -> None:
        place = keys.state(name)
        envelope = self._sealer.seal(text, place)
        async with self._link() as redis:
            await redis.set(place, envelope, ex=min(seconds, classes.STATE.seconds or seconds))

    @override
    async def look(self, name: Secret) -> str | None:
        place = keys.state(name)
        async with self._link() as redis:
            return self._opened(octets(await redis.get(place)), place)

    @override
    async def take(self, name: Secret) -> str | None:
        return await self._take(keys.state(name))

    @override
    async def ask_later(self, member: Member, words: str) -> None:
        place = keys.pending(member)
        envelope = self._sealer.seal(words, place)
        async with self._link() as redis:
            await _ASK_LATER(redis, member, names=[place], arguments=[envelope, classes.PENDING.seconds or 0])

    @override
    async def asked(self, member: Member) -> str | None:
        return await self._take(keys.pending(member))

    async def _take(self, place: str) -> str | None:
        async with self._link() as redis:
            return self._opened(octets(await redis.getdel(place)), place)

    def _opened(self, envelope: bytes | None, place: str) -> str | None:
        try:
            return self._sealer.opened(envelope, place) if envelope is not None else None
        except UnopenedError:
            return None

"""Answers of the last day, each sealed under its owner and its id; what another version of Recap wrote is as good as gone."""

import json
from dataclasses import replace

from typing_extensions import override

from adapters.redis import classes, keys
from adapters.redis.belonging import Belonging
from adapters.redis.client import Link
from adapters.redis.nouns import packed, unpacked
from adapters.redis.octets import all_octets, octets
from adapters.redis.sealing import Sealer, UnopenedError
from core.model import Event, Folded, Member, Recap
from core.model.chat import Place, Reach
from core.model.kept import Answer
from core.ports.talking import Answers

VERSION = 1
MOST = 3_000  # events that are kept with an answer, as what explains it

_KEEP = Belonging("""
local seconds = tonumber(ARGV[3])
redis.call('SET', KEYS[1], ARGV[1], 'EX', seconds)
for at = 3, #KEYS do redis.call('SET', KEYS[at], ARGV[2], 'EX', seconds) end
redis.call('SADD', KEYS[2], KEYS[1], unpack(KEYS, 3))
redis.call('EXPIRE', KEYS[2], seconds)
for _, name in ipairs(KEYS) do named(name, seconds) end
return 1
""")


class RedisAnswers(Answers):
    """Answers in a store."""

    def __init__(self, link: Link, sealer: Sealer) -> None:
        self._link = link
        self._sealer = sealer

    @override
    async def keep(self, answer: Answer) -> None:
        owner = answer.owner
        place, names = keys.answer(owner, answer.id), keys.answers(owner)
        text = json.dumps({"v": VERSION, "answer": packed(replace(answer, recap=_bounded(answer.recap)))})
        envelope = self._sealer.seal(text, place)
        async with self._link() as redis:
            await _KEEP(redis, owner, names=[place, names, *_last(answer)], arguments=[envelope, answer.id, classes.ANSWER.seconds or 0])

    @override
    async def named(self, owner: Member, name: str) -> Answer | None:
        place = keys.answer(owner, name)
        async with self._link() as redis:
            envelope = octets(await redis.get(place))
        return self._opened(envelope, place) if envelope is not None else None

    @override
    async def last(self, owner: Member, place: Place) -> Answer | None:
        return await self._at(owner, keys.last(owner, place))

    @override
    async def whispered(self, owner: Member, place: Place) -> Answer | None:
        return await self._at(owner, keys.whispered(owner, place))

    async def has_last(self, owner: Member, *places: Place) -> bool:
        """Say whether somebody was told something in one of some places in the last day, by no whisper.

        Raises:
            OutsideError: the store could not be asked.
        """
        async with self._link() as redis:
            return bool(await redis.exists(*(keys.last(owner, place) for place in places)))

    @override
    async def forget(self, owner: Member) -> int:
        async with self._link() as redis:
            places = all_octets(await redis.smembers(keys.answers(owner)))
            held = [one for one in places if one.startswith(f"{classes.PREFIX}:{classes.ANSWER.name}:".encode())]
            count = await redis.exists(*held) if held else 0
            await redis.delete(keys.answers(owner), *places)
            await redis.zrem(keys.tenant(owner.platform, owner.tenant), keys.answers(owner), *places)
        return int(count)

    async def _at(self, owner: Member, last: str) -> Answer | None:
        async with self._link() as redis:
            name = octets(await redis.get(last))
        return await self.named(owner, name.decode()) if name else None

    def _opened(self, envelope: bytes, place: str) -> Answer | None:
        try:
            kept = json.loads(self._sealer.opened(envelope, place))
            return unpacked(Answer, kept["answer"]) if kept["v"] == VERSION else None
        except (UnopenedError, ValueError):
            return None


def _last(answer: Answer) -> list[str]:
    """Return where an answer stands as the last one: where its owner alone saw it, or in its place and below its message."""
    owner, place = answer.owner, answer.place
    if answer.reach is Reach.ASKER:
        return [keys.whispered(owner, place)]
    below = [replace(place, thread=answer.message)] if answer.message else []
    return [keys.last(owner, one) for one in (place, *below)]


def _bounded(recap: Recap) -> Recap:
    """Return a recap without what nothing asks about again: what stood below the titles, and facts where they are too many."""
    if len(recap.events) > MOST:
        return replace(recap, events=(), folded=Folded())
    folded = recap.folded
    return replace(
        recap,
        events=_bare(recap.events),
        folded=Folded(
            items=tuple(replace(item, events=_bare(item.events)) for item in folded.items),
            copies=tuple(replace(one, of=_bare((one.of,))[0], events=_bare(one.events)) for one in folded.copies),
            noise=tuple(replace(one, events=_bare(one.events)) for one in folded.noise),
        ),
    )


def _bare(events: tuple[Event, ...]) -> tuple[Event, ...]:
    return tuple(replace(event, body="") for event in events)

"""What the reports of a workspace keep of somebody, though no standup names them: up to when they were told, and of which events."""

from collections.abc import Sequence
from dataclasses import replace

from redis.asyncio import Redis

from adapters.redis import keys
from adapters.redis.agreed import progress_in, progress_packed
from adapters.redis.octets import octets
from adapters.redis.scripts import Script
from core.model import Member
from core.model.standup import Standup

_TRIES = 5  # while a hand writes at the same time
_REPLACE = Script("""
if redis.call('HGET', KEYS[1], 'record') ~= ARGV[1] then return 0 end
redis.call('HSET', KEYS[1], 'record', ARGV[2])
return 1
""")


async def forget(redis: Redis, member: Member, standups: Sequence[Standup]) -> None:
    """Take somebody out of what the reports of these standups remember; the next one that tells of them begins anew."""
    for one in standups:
        place = keys.standup(one.place, one.id)
        await redis.delete(keys.reported(one.place, one.id, member.user))
        for _ in range(_TRIES):
            if await _is_out(redis, keys.report(place.rpartition(":")[2]), member.user):
                break


async def _is_out(redis: Redis, report: str, user: str) -> bool:
    """Take a user out of a report's record; return whether that is done, and not that the record was written meanwhile."""
    text = octets(await redis.hget(report, "record"))
    try:
        progress = progress_in(text)
    except ValueError:  # another version's
        return True
    if text is None or user not in progress.chains:
        return True
    chains = {one: chain for one, chain in progress.chains.items() if one != user}
    return bool(await _REPLACE(redis, keys=[report], arguments=[text, progress_packed(replace(progress, chains=chains))]))

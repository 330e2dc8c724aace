"""Sees at the start that the keys are the right ones, and seals everything anew while everything runs."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass

from adapters.redis import classes, keys
from adapters.redis.client import Link
from adapters.redis.octets import all_octets, octets
from adapters.redis.scripts import Script
from adapters.redis.sealing import Sealer, UnopenedError
from core.errors import SettingsError, TransientError
from core.messages import sealing as messages

SEALED = (classes.ACCOUNT, classes.STATE, classes.PENDING, classes.ANSWER, classes.HABITS)
PASSES = 10  # at most: whoever writes meanwhile with an old key is met by the next pass
_CHECK = "the keys are the right ones"

_REPLACE = Script("""
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[2], 'KEEPTTL')
return 1
""")


@dataclass(frozen=True, slots=True)
class Resealed:
    """What a rotation did."""

    count: int
    unopened: int  # they stand as they were


async def accept(link: Link, sealer: Sealer) -> None:
    """See that the keys open the store's check value, which the first start writes.

    Raises:
        SettingsError: they do not; nothing was changed.
        OutsideError: the store could not be asked.
    """
    place = keys.seal()
    async with link() as redis:
        kept = octets(await redis.get(place))
        if kept is None:
            await redis.set(place, sealer.seal(_CHECK, place), nx=True)
            kept = octets(await redis.get(place)) or b""
    try:
        sealer.opened(kept, place)
    except UnopenedError as error:
        raise SettingsError([messages.wrong_key(sealer.numbers(), kept[1:9].hex())]) from error


async def reseal(link: Link, sealer: Sealer) -> Resealed:
    """Seal with the newest key whatever is sealed with another one; what cannot be opened is counted and left.

    Raises:
        OutsideError: the store failed, or others write with an old key; what was done is done, and the next call does the rest.
    """
    count = 0
    for _ in range(PASSES):
        done, unopened, missed = await _pass(link, sealer)
        count += done
        if not missed:
            break
    else:
        raise TransientError(messages.NOT_DONE)
    async with link() as redis:  # last: until here, the old keys are needed
        await redis.set(keys.seal(), sealer.seal(_CHECK, keys.seal()))
    return Resealed(count, unopened)


async def _pass(link: Link, sealer: Sealer) -> tuple[int, int, int]:
    """Go through everything once; count what was sealed anew, what does not open, and what somebody else wrote meanwhile."""
    done = unopened = missed = 0
    async for place in _places(link):
        async with link() as redis:
            old = octets(await redis.get(place))
        if old is None or sealer.is_newest(old):
            continue
        try:
            new = sealer.seal(sealer.opened(old, place), place)
        except UnopenedError:
            unopened += 1
            continue
        async with link() as redis:
            is_done = await _REPLACE(redis, keys=[place], arguments=[old, new])
        done, missed = done + bool(is_done), missed + (not is_done)
    return done, unopened, missed


async def _places(link: Link) -> AsyncGenerator[str, None]:
    for kind in SEALED:
        cursor = -1
        while cursor:
            async with link() as redis:
                cursor, found = await redis.scan(max(cursor, 0), match=f"{classes.PREFIX}:{kind.name}:*", count=500)
            for place in all_octets(found):
                yield place.decode()

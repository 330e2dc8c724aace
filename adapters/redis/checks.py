"""Whether a store may be trusted with tokens; each finding is a sentence with the step that mends it."""

import os
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass

from redis.asyncio import Redis
from redis.exceptions import ResponseError

from adapters.redis import classes, keys
from adapters.redis.client import Link, Store
from core.errors import OutsideError, SettingsError, TransientError
from core.messages import store as messages

OLDEST = 7


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it should be."""

    sentence: str
    is_grave: bool  # Recap does not start with it


async def ready(store: Store, *, within: float, tell: Callable[[str], None], needs_writes: bool = True) -> list[str]:
    """Wait for a store for so many seconds, telling once why, and check it; return what is worth a warning.

    Raises:
        SettingsError: it must not be used as it is set up; every reason at once.
        OutsideError: it did not come, or takes no writes where they are needed.
    """
    try:
        async with store.hasty() as redis:
            await redis.ping()
    except TransientError as error:
        tell(f"{error} {messages.WAITS}")
    await store.patient.repeat(_ping, within=within)
    found = await findings(store)
    if grave := [one.sentence for one in found if one.is_grave]:
        raise SettingsError(grave)
    warnings = [one.sentence for one in found]
    try:
        await try_to_write(store)
    except OutsideError as error:
        if needs_writes:
            raise
        warnings.append(str(error))
    return warnings


async def findings(store: Store, *, clock: Callable[[], float] = time.time) -> list[Finding]:
    """Return what is wrong with how the store is set up, the gravest first; `clock` is this machine's, in seconds since 1970.

    Raises:
        OutsideError: it does not answer.
    """
    async with store.patient() as redis:
        info: Mapping[str, object] = await redis.info("everything")
        memory = await _memory(redis, info, store.where)
    found = [_version(info, store.where), _eviction(info, store.where), memory, _clocks(info, store.where, clock())]
    return sorted((one for one in found if one), key=lambda one: not one.is_grave)


async def try_to_write(store: Store) -> None:
    """See that something can be kept; it is gone after a minute.

    Raises:
        OutsideError: it cannot; the sentence says why.
    """
    async with store.patient() as redis:
        await redis.set(keys.probe(os.urandom(8).hex()), b"", ex=classes.PROBE.seconds)


async def see_kept(link: Link) -> None:
    """See that the disk took the last change: a server that has no room there answers one as if it had, and refuses the next.

    Raises:
        OutsideError: it did not; the sentence says why.
    """
    async with link() as redis:
        await redis.delete(keys.probe(""))  # a change, for which no memory is needed


async def _ping(redis: Redis) -> None:
    await redis.ping()


def _version(info: Mapping[str, object], where: str) -> Finding | None:
    """Valkey began as Redis 7.2, and says so in the same place."""
    version = str(info.get("redis_version", ""))
    major = version.partition(".")[0]
    is_new = major.isdigit() and int(major) >= OLDEST
    return None if is_new else Finding(messages.too_old(where, version), is_grave=True)


def _eviction(info: Mapping[str, object], where: str) -> Finding | None:
    policy = str(info.get("maxmemory_policy", ""))
    if policy == "noeviction":
        return None
    if not policy:
        return Finding(messages.unchecked(where, "maxmemory-policy noeviction"), is_grave=False)
    return Finding(messages.evicts(where, policy), is_grave=True)


def _clocks(info: Mapping[str, object], where: str, now: float) -> Finding | None:
    """Compare the clocks: five minutes too fast, and everything that people say counts as too old to be answered."""
    theirs = info.get("server_time_usec")
    minutes = round(abs(now - theirs / 1_000_000) / 60) if isinstance(theirs, int) else 0
    return Finding(messages.clocks(where, minutes), is_grave=False) if minutes else None


async def _memory(redis: Redis, info: Mapping[str, object], where: str) -> Finding | None:
    """Look at what a restart or a crash would lose; a hosted server may hide its settings, and then only the AOF counts."""
    if str(info.get("aof_enabled", "0")) == "1":
        return None
    with suppress(ResponseError):
        if not (await redis.config_get("save")).get("save"):
            return Finding(messages.forgets(where), is_grave=True)
    return Finding(messages.snapshots_only(where), is_grave=False)

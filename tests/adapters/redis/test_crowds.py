"""Five hundred at once, and a store that is busy: everybody has a turn or is told, in bounded time."""

import asyncio
from dataclasses import replace

import pytest

from adapters.redis.client import Link, Store
from adapters.redis.pool import PATIENT
from core.errors import TransientError
from tests.adapters.redis.harmed import BRISK, ping, refused
from tests.store import Server, clients_of


@pytest.mark.fault("F051")
async def test_five_hundred_at_once_wait_for_their_turn(store: Store) -> None:
    async def once(link: Link) -> None:
        async with link() as redis:
            await redis.incr("a")

    await asyncio.gather(*(once(store.patient) for _ in range(500)))
    async with store.patient() as redis:
        assert await redis.get("a") == b"500"
        assert (await redis.info("clients"))["connected_clients"] <= PATIENT.connections + 1


@pytest.mark.fault("F051")
async def test_five_hundred_at_a_frozen_store_are_told_in_bounded_time(own: Server) -> None:
    loop = asyncio.get_running_loop()
    async with clients_of(own) as store:
        own.pause()
        began = loop.time()
        told = await asyncio.gather(*(ping(store.hasty) for _ in range(500)), return_exceptions=True)
        assert {type(one) for one in told} == {TransientError}
        assert {str(one).partition(" at ")[0] for one in told} == {"The store"}
        assert loop.time() - began < 3
        own.resume()
        await ping(store.hasty)


@pytest.mark.fault("F051")
async def test_who_waits_too_long_for_a_connection_is_told(own: Server) -> None:
    async with clients_of(own, patient=replace(BRISK, connections=1, free=0.05)) as store:
        own.pause()
        told = await asyncio.gather(*(ping(store.patient) for _ in range(3)), return_exceptions=True)
        assert sorted("is busy" in str(one) for one in told) == [False, True, True]
        own.resume()


@pytest.mark.fault("F051")
async def test_a_script_without_an_end_is_told_as_busy(own: Server) -> None:
    own.said("CONFIG", "SET", "busy-reply-threshold", "10")
    endless = asyncio.create_task(asyncio.to_thread(own.said, "EVAL", "while true do end", "0"))
    async with clients_of(own) as store:
        while not await _is_busy(store):
            pass
        own.said("SCRIPT", "KILL")
        await endless
        await ping(store.hasty)


async def _is_busy(store: Store) -> bool:
    try:
        await ping(store.hasty)
    except TransientError as error:
        return "is busy" in str(error)
    return False


@pytest.mark.fault("F051")
async def test_a_server_with_too_many_clients_is_told_as_busy(own: Server) -> None:
    own.said("CONFIG", "SET", "maxclients", "1")
    async with clients_of(own) as store, clients_of(own) as another, store.patient() as redis:
        await redis.ping()
        await refused(another.hasty, TransientError, "is busy|broke")

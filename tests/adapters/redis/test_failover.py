"""Another server takes over, with real Sentinels: what was done is done once, and work goes on without a restart."""

import asyncio
from collections.abc import Iterator

import pytest
from redis.asyncio import Redis

from adapters.redis.address import address
from adapters.redis.client import connected
from adapters.redis.scripts import Script
from core.errors import TransientError
from tests.adapters.redis.sentinels import Trio, trio
from tests.store import free_port, until

COUNT = Script("return redis.call('INCR', KEYS[1])")


@pytest.fixture
def servers() -> Iterator[Trio]:
    with trio() as all_of_them:
        yield all_of_them


@pytest.mark.fault("F043")
@pytest.mark.fault("F052")
async def test_work_goes_on_over_a_failover_and_is_done_once(servers: Trio) -> None:
    done = 0
    async with connected(address(servers.url)) as store:

        async def count(operation: str) -> None:
            async def once(redis: Redis) -> object:
                return await COUNT.once(redis, operation, keys=["a"])

            await store.patient.repeat(once, within=20)

        await count("first")
        servers.fail_over()
        while not servers.has_changed():
            await count(f"during-{done}")
            done += 1
        for number in range(20):
            await count(f"after-{number}")
        async with store.hasty() as redis:
            counted = int(await redis.get("a") or 0)
            assert (await redis.info("server"))["tcp_port"] == servers.replica.port
    assert 20 < counted <= done + 21  # what the old master took last may be lost; nothing counts twice


@pytest.mark.fault("F044")
async def test_writes_that_a_failover_lost_are_just_not_there(servers: Trio) -> None:
    async with connected(address(servers.url)) as store:
        async with store.patient() as redis:
            await redis.set("early", "kept")
            assert await redis.wait(1, 2000) == 1
            servers.replica.pause()
            assert servers.master.said("CLIENT", "KILL", "TYPE", "replica") == ":1"  # so that it falls behind
            await redis.set("late", "lost")
        await asyncio.to_thread(servers.master.kill)
        servers.replica.resume()
        with pytest.raises(TransientError):
            async with store.hasty() as redis:
                await redis.get("early")
        await asyncio.to_thread(until, servers.has_changed, "a new master", seconds=30)
        assert await store.patient.repeat(lambda redis: redis.mget("early", "late"), within=20) == [b"kept", None]


async def test_sentinels_that_are_all_away_are_told() -> None:
    ports = [free_port(), free_port()]
    async with connected(address(f"redis+sentinel://127.0.0.1:{ports[0]},127.0.0.1:{ports[1]}/main")) as store:
        with pytest.raises(TransientError, match=rf"The (store|connection to the store) at 127.0.0.1:{ports[0]}, 127.0.0.1:{ports[1]} "):
            async with store.hasty() as redis:
                await redis.ping()

"""Without a store the host decides, and what a store loses costs once."""

import asyncio

import pytest

from adapters.redis.budget import RedisBudget
from adapters.redis.client import Store
from adapters.redis.lenient import Lenient
from core.errors import RateLimitedError
from tests.adapters.redis.budgets import ANA, HOUR, budget, spent
from tests.adapters.redis.limits import Time
from tests.servers.proxy import Proxy
from tests.store import Server, clients_of


@pytest.mark.fault("F042")
async def test_a_lost_reply_lets_the_call_pass_and_costs_once(server: Server) -> None:
    time = Time()
    async with Proxy(server.socket) as proxy, clients_of(proxy) as clients:
        one = budget(clients, time)
        await one.learn(ANA, "core", left=10, resets=time.after(HOUR))
        await one.spend(ANA, "core")
        proxy.drops = lambda question: b"EVALSHA" in question
        await one.spend(ANA, "core")
        proxy.drops = lambda _: False
        assert await spent([budget(clients, time)], 12) == 8


@pytest.mark.fault("F040")
async def test_without_a_store_the_host_decides_and_a_dead_store_is_not_asked_again_at_once(own: Server) -> None:
    time = Time()
    async with clients_of(own) as clients:
        one = RedisBudget(Lenient(clients.hasty, clock=time.seconds), sleep=time.sleep, clock=time)
        await one.learn(ANA, "core", left=0, resets=time.after(60))
        own.pause()
        loop = asyncio.get_running_loop()
        start = loop.time()
        for _ in range(100):
            await one.spend(ANA, "core")
            await one.learn(ANA, "core", left=5, resets=time.after(60))
        assert loop.time() - start < 2
        own.resume()
        time.go(5)
        with pytest.raises(RateLimitedError):
            await one.spend(ANA, "core")


async def test_a_store_that_is_slow_is_given_up_in_time(server: Server) -> None:
    time = Time()
    async with Proxy(server.socket) as proxy, clients_of(proxy) as clients:
        lenient = Lenient(clients.patient, within=0.5, clock=time.seconds)
        proxy.is_silent = True
        await RedisBudget(lenient, sleep=time.sleep, clock=time).spend(ANA, "core")
        proxy.is_silent = False
        time.go(5)
        assert await lenient(lambda redis: redis.ping())


@pytest.mark.fault("F052")
async def test_forgotten_scripts_are_sent_again(store: Store, server: Server) -> None:
    time = Time()
    one = budget(store, time)
    for _ in range(3):
        server.said("SCRIPT", "FLUSH")
        await one.learn(ANA, "core", left=2, resets=time.after(HOUR))
        server.said("SCRIPT", "FLUSH")
        await one.spend(ANA, "core")
    with pytest.raises(RateLimitedError):
        await one.spend(ANA, "core")

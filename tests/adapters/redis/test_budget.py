"""A host's allowance, shared by all who use an account, on a real store."""

import asyncio
from dataclasses import replace

import pytest

from adapters.redis.address import address
from adapters.redis.budget import RedisBudget
from adapters.redis.client import Store, connected
from adapters.redis.lenient import Lenient
from core.errors import RateLimitedError
from core.model import Secret
from tests.adapters.redis.budgets import ANA, HOUR, budget, spent
from tests.adapters.redis.limits import Time, number_of_keys
from tests.fake_accounts import BOB, account
from tests.store import Server, astray


async def test_a_hundred_calls_at_once_share_what_the_host_says_is_left_exactly(store: Store, server: Server) -> None:
    time = Time()
    async with connected(address(server.url)) as other:
        budgets = [budget(store, time), budget(other, time)]  # as two processes
        await budgets[0].learn(ANA, "core", left=40, resets=time.after(HOUR))
        assert await spent(budgets, 100) == 40
    assert await astray(store) == []


async def test_what_nobody_has_said_anything_of_passes(store: Store) -> None:
    assert await spent([budget(store, Time())], 30) == 30


async def test_a_refusal_names_host_person_and_time(store: Store) -> None:
    time = Time()
    one = budget(store, time)
    await one.learn(ANA, "search", left=1, resets=time.after(60))
    await one.spend(ANA, "search")
    with pytest.raises(
        RateLimitedError, match=r"^github\.com answers ana nothing more of this kind until 09:01 UTC: ask again then\.$"
    ) as told:
        await one.spend(ANA, "search")
    assert told.value.retry_at == time.after(60)
    assert time.slept == []


async def test_accounts_and_kinds_do_not_share_but_tokens_of_one_account_do(store: Store) -> None:
    time = Time()
    one = budget(store, time)
    await one.learn(ANA, "core", left=0, resets=time.after(60))
    assert await spent([one], 3, kind="graphql") == 3
    assert await spent([one], 3, of=replace(ANA, owner=BOB)) == 3
    assert await spent([one], 3, of=replace(ANA, host="ghe.example.org")) == 3
    assert await spent([one], 3, of=replace(ANA, token=Secret("refreshed"), login="renamed")) == 0


async def test_a_short_wait_is_waited_and_a_long_one_is_not(store: Store) -> None:
    time = Time()
    one = budget(store, time)
    await one.learn(ANA, "core", left=0, resets=time.after(4))
    await one.spend(ANA, "core")
    assert time.slept == [4.0]
    await one.learn(ANA, "core", left=0, resets=time.after(6))
    with pytest.raises(RateLimitedError):
        await one.spend(ANA, "core")
    assert time.slept == [4.0]


async def test_waits_end_though_others_are_always_faster(store: Store) -> None:
    time = Time()
    one = budget(store, time)
    await one.learn(ANA, "core", left=0, resets=time.after(3))

    async def overtaken(seconds: float) -> None:
        await time.sleep(seconds)
        await one.learn(ANA, "core", left=0, resets=time.after(3))

    with pytest.raises(RateLimitedError):
        await RedisBudget(Lenient(store.patient), sleep=overtaken, clock=time).spend(ANA, "core")
    assert time.slept == [3.0]


async def test_a_limited_person_delays_nobody_else(store: Store) -> None:
    time = Time()
    held = asyncio.Event()

    async def asleep(_: float) -> None:
        await held.wait()
        time.go(4)

    one = RedisBudget(Lenient(store.patient), sleep=asleep, clock=time)
    await one.learn(ANA, "core", left=0, resets=time.after(4))
    async with asyncio.TaskGroup() as group:
        waits = group.create_task(one.spend(ANA, "core"))
        assert await spent([one], 20, of=account(BOB, number="8")) == 20
        assert not waits.done()
        held.set()


@pytest.mark.fault("F053")
async def test_what_is_known_of_an_allowance_ends_with_the_day(store: Store) -> None:
    time = Time()
    one = budget(store, time)
    await one.spend(ANA, "core")
    await one.learn(ANA, "search", left=0, resets=time.after(60))
    await one.learn(ANA, "graphql", left=9, resets=time.after(60))
    assert await number_of_keys(store) == 3
    assert await astray(store) == []

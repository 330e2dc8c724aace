"""A host's allowance, shared by all who use an account, on a real store."""

import asyncio
from dataclasses import replace

import pytest

from adapters.redis.address import address
from adapters.redis.budget import RedisBudget
from adapters.redis.client import Store, connected
from adapters.redis.lenient import Lenient
from core.errors import RateLimitedError
from core.model import Account, Secret
from tests.adapters.redis.limits import Time, number_of_keys
from tests.fake_accounts import BOB, account
from tests.servers.proxy import Proxy
from tests.store import Server, astray, clients_of

HOUR = 3600
ANA = account(host="github.com", number="7")


def budget(store: Store, time: Time, *, patience: float = 5.0) -> RedisBudget:
    return RedisBudget(Lenient(store.patient), sleep=time.sleep, clock=time, patience=patience)


async def spent(budgets: list[RedisBudget], times: int, *, of: Account = ANA, kind: str = "core") -> int:
    """Spend so often at once, through each in turn, and return how many calls may be made."""
    calls = (budgets[number % len(budgets)].spend(of, kind) for number in range(times))
    told = await asyncio.gather(*calls, return_exceptions=True)
    assert all(isinstance(one, RateLimitedError) for one in told if one is not None)
    return told.count(None)


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


async def test_a_secondary_limit_closes_a_kind_and_leaves_the_allowance(store: Store) -> None:
    time = Time()
    one = budget(store, time)
    await one.learn(ANA, "core", left=50, resets=time.after(HOUR))
    await one.learn(ANA, "core", left=0, resets=time.after(60))
    await one.learn(ANA, "core", left=0, resets=time.after(30))  # an older answer shortens nothing
    time.go(40)
    assert await spent([one], 5) == 0
    time.go(20)
    assert await spent([one], 60) == 50


@pytest.mark.parametrize("seconds", [0, 9, 10])
async def test_calls_on_their_way_are_taken_off_what_the_host_says(store: Store, seconds: int) -> None:
    time = Time()
    one = budget(store, time)
    assert await spent([one], 25) == 25  # before anybody knows that there are 30
    time.go(seconds)
    await one.learn(ANA, "core", left=29, resets=time.after(60))  # the answer to the first
    await one.learn(ANA, "core", left=28, resets=time.after(60))
    assert await spent([one], 25) == 5


async def test_what_the_host_did_not_count_comes_back(store: Store) -> None:
    time = Time()
    one = budget(store, time)
    await one.learn(ANA, "core", left=100, resets=time.after(HOUR))
    assert await spent([one], 90) == 90  # conditional requests, which cost nothing
    until = time.after(HOUR)
    for _ in range(3):
        time.go(10)
        await one.spend(ANA, "core")
        await one.learn(ANA, "core", left=98, resets=until)
    assert await spent([one], 120) >= 90


async def test_another_program_with_the_same_token_is_believed(store: Store) -> None:
    time = Time()
    one = budget(store, time)
    await one.learn(ANA, "core", left=100, resets=time.after(HOUR))
    await one.spend(ANA, "core")
    await one.learn(ANA, "core", left=3, resets=time.after(HOUR))
    assert await spent([one], 10) == 3


async def test_an_answer_from_the_window_before_changes_nothing(store: Store) -> None:
    time = Time()
    one = budget(store, time)
    await one.learn(ANA, "core", left=60, resets=time.after(90))
    await one.learn(ANA, "core", left=1, resets=time.after(30))
    assert await spent([one], 70) == 60


async def test_a_new_window_is_as_large_as_the_last_until_the_host_speaks(store: Store) -> None:
    time = Time()
    one = budget(store, time, patience=1)
    await one.learn(ANA, "core", left=30, resets=time.after(60))
    assert await spent([one], 40) == 30
    time.go(60)
    assert await spent([one], 100) == 30
    await one.learn(ANA, "core", left=29, resets=time.after(60))
    time.go(2)
    assert await spent([one], 10) == 0  # all thirty may have been counted


async def test_a_cost_beyond_any_window_seen_is_not_refused_for_good(store: Store) -> None:
    time = Time()
    one = budget(store, time)
    await one.learn(ANA, "graphql", left=1, resets=time.after(3))
    await one.spend(ANA, "graphql", cost=12)
    await one.spend(ANA, "graphql", cost=12)
    assert time.slept == [3.0, 2.0]


async def test_a_host_with_a_strange_clock_closes_nothing_for_longer_than_an_hour(store: Store) -> None:
    time = Time()
    one = budget(store, time)
    await one.learn(ANA, "core", left=0, resets=time.after(10**8))
    with pytest.raises(RateLimitedError) as told:
        await one.spend(ANA, "core")
    assert told.value.retry_at == time.after(HOUR)
    time.go(HOUR)
    await one.spend(ANA, "core")


@pytest.mark.fault("F190")
@pytest.mark.parametrize("left", [0, 1])
async def test_a_clock_that_is_put_back_holds_nobody_up_for_longer_than_an_hour(store: Store, left: int) -> None:
    time = Time()
    one = budget(store, time)
    await one.learn(ANA, "core", left=left, resets=time.after(HOUR))
    assert await spent([one], 2) == left
    time.go(-24 * HOUR)

    await one.spend(ANA, "core")
    await one.learn(ANA, "core", left=0, resets=time.after(60))
    with pytest.raises(RateLimitedError) as told:
        await one.spend(ANA, "core")

    assert told.value.retry_at == time.after(60)


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
async def test_without_a_store_the_host_decides_and_a_dead_store_is_not_asked_again_at_once() -> None:
    time = Time()
    with Server() as server:
        async with clients_of(server) as clients:
            one = RedisBudget(Lenient(clients.hasty, clock=time.seconds), sleep=time.sleep, clock=time)
            await one.learn(ANA, "core", left=0, resets=time.after(60))
            server.pause()
            loop = asyncio.get_running_loop()
            start = loop.time()
            for _ in range(100):
                await one.spend(ANA, "core")
                await one.learn(ANA, "core", left=5, resets=time.after(60))
            assert loop.time() - start < 2
            server.resume()
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

"""What hosts say of an allowance, late, contradictory or by a strange clock, and what is made of it."""

import pytest

from adapters.redis.client import Store
from core.errors import RateLimitedError
from tests.adapters.redis.budgets import ANA, HOUR, budget, spent
from tests.adapters.redis.limits import Time


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

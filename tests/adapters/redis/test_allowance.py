"""A day's tokens of a language model: reserved, then settled, exactly, on a real store."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from adapters.redis.allowance import Allowance, Reservation
from adapters.redis.client import Store
from core.errors import OutsideError, RateLimitedError
from core.model import Member
from tests.adapters.redis.limits import Time
from tests.servers.proxy import Proxy
from tests.store import Server, astray, clients_of

ANA = Member("slack", "T1", "U1")
BOB = Member("slack", "T1", "U2")
EVE = Member("slack", "T2", "U1")


def allowance(store: Store, time: Time, *, person: int = 10_000, workspace: int = 1_000_000) -> Allowance:
    return Allowance(store.patient, person=person, workspace=workspace, clock=time)


async def reserved(one: Allowance, times: int, tokens: int, *, members: tuple[Member, ...] = (ANA,)) -> list[Reservation]:
    calls = (one.reserve(members[number % len(members)], tokens) for number in range(times))
    told = await asyncio.gather(*calls, return_exceptions=True)
    assert all(isinstance(each, Reservation | RateLimitedError) for each in told)
    return [each for each in told if isinstance(each, Reservation)]


async def spent(store: Store, one: Reservation) -> list[int]:
    async with store.patient() as redis:
        return [int(each or 0) for each in await redis.mget(one.places)]


@pytest.mark.fault("F084")
async def test_a_hundred_at_once_never_pass_the_day_together(store: Store, server: Server) -> None:
    time = Time()
    async with clients_of(server) as other:
        one, two = (allowance(clients, time, person=30_000) for clients in (store, other))
        held = await reserved(one, 50, 1_000) + await reserved(two, 50, 1_000)
    assert len(held) == 30
    assert await spent(store, held[0]) == [30_000, 30_000]
    assert await astray(store) == []


@pytest.mark.fault("F084")
async def test_what_was_settled_is_exact_whatever_runs_at_once(store: Store) -> None:
    time = Time()
    one = allowance(store, time, person=10_000)

    async def call(number: int) -> int:
        try:
            held = await one.reserve(ANA, 1_000)
        except RateLimitedError:
            return 0
        await asyncio.sleep(0)
        await one.settle(held, number * 7)
        return number * 7

    used = sum(await asyncio.gather(*(call(number) for number in range(100))))
    rest = await one.reserve(ANA, 10_000 - used)
    assert await spent(store, rest) == [10_000, 10_000]
    with pytest.raises(RateLimitedError):
        await one.reserve(ANA, 1)


@pytest.mark.fault("F084")
async def test_a_workspace_has_a_day_of_its_own(store: Store) -> None:
    time = Time()
    one = allowance(store, time, person=5_000, workspace=8_000)
    assert len(await reserved(one, 20, 1_000)) == 5
    with pytest.raises(
        RateLimitedError, match=r"^The language model's 5,000 tokens for a person's day are used up; .* at 00:00 UTC\.$"
    ) as told:
        await one.reserve(ANA, 1)
    assert told.value.retry_at == datetime(2026, 11, 21, tzinfo=UTC)
    assert len(await reserved(one, 20, 1_000, members=(BOB,))) == 3
    with pytest.raises(RateLimitedError, match="8,000 tokens for a workspace's day"):
        await one.reserve(BOB, 1)
    assert len(await reserved(one, 20, 1_000, members=(EVE,))) == 5


async def test_a_refusal_takes_nothing(store: Store) -> None:
    one = allowance(store, Time(), person=5_000, workspace=6_000)
    held = (await reserved(one, 1, 4_000))[0]
    assert await reserved(one, 5, 3_000, members=(BOB,)) == []
    assert await spent(store, held) == [4_000, 4_000]


async def test_a_new_day_has_new_tokens_and_an_old_call_does_not_touch_them(store: Store) -> None:
    time = Time(datetime(2026, 11, 20, 23, 59, 30, tzinfo=UTC))
    one = allowance(store, time)
    (late,) = await reserved(one, 1, 10_000)
    async with store.patient() as redis:
        assert all([0 < await redis.ttl(place) <= 31 for place in late.places])
        await redis.delete(*late.places)  # as the store does then
    time.go(60)
    (new,) = await reserved(one, 1, 10_000)
    await one.settle(late, 500)
    assert await spent(store, new) == [10_000, 10_000]
    assert await spent(store, late) == [0, 0]
    assert await astray(store) == []


async def test_a_call_that_needed_more_counts_as_much(store: Store) -> None:
    one = allowance(store, Time())
    (held,) = await reserved(one, 1, 1_000)
    await one.settle(held, 1_500)
    assert await spent(store, held) == [1_500, 1_500]


@pytest.mark.fault("F042")
async def test_settling_twice_or_over_a_lost_reply_settles_once(server: Server, store: Store) -> None:
    async with Proxy(server.socket) as proxy, clients_of(proxy) as clients:
        one = allowance(clients, Time())
        (other,) = await reserved(one, 1, 1_000)
        await one.settle(other, 1_000)
        (held,) = await reserved(one, 1, 1_000)
        lost = iter([True])
        proxy.drops = lambda question: b"EVALSHA" in question and next(lost, False)
        await one.settle(held, 100)
        await one.settle(held, 100)
    assert await spent(store, held) == [1_100, 1_100]


async def test_without_a_store_no_model_is_called_and_nothing_comes_back() -> None:
    time = Time()
    with Server("--appendfsync", "always") as server:
        async with clients_of(server) as clients:
            one = Allowance(clients.hasty, person=1_000, workspace=1_000, clock=time)
            held = await one.reserve(ANA, 600)
            server.kill()
            with pytest.raises(OutsideError):
                await one.reserve(ANA, 1)
            await one.settle(held, 10)
            server.start()
            with pytest.raises(RateLimitedError):
                await one.reserve(ANA, 600)


async def test_the_day_is_utcs_whatever_the_clocks_zone(store: Store) -> None:
    time = Time(datetime(2026, 11, 20, 20, tzinfo=ZoneInfo("America/New_York")))
    (held,) = await reserved(allowance(store, time), 1, 10)
    (same,) = await reserved(allowance(store, replace(time, now=datetime(2026, 11, 21, 1, tzinfo=UTC))), 1, 10)
    assert held.places == same.places
    async with store.patient() as redis:
        assert abs(await redis.ttl(held.places[0]) - timedelta(hours=23).total_seconds()) < 5

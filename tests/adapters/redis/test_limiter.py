"""The limiter on a real store: exact under concurrency, shared by processes, and safe without a store."""

import asyncio
from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapters.redis.address import address
from adapters.redis.client import Store, connected
from adapters.redis.limiter import RedisLimiter
from core.errors import TransientError
from core.limits import COSTS, Call, Count, Rate, Tier, milliseconds, standing
from core.model import Member
from core.tally import Tally
from tests.adapters.redis.limits import Time, number_of_keys
from tests.servers.proxy import Proxy
from tests.store import Server, astray, clients_of

ANA = Member("slack", "T1", "U1")
BOB = Member("slack", "T1", "U2")
EVE = Member("slack", "T2", "U1")
WIDE = (Rate(100_000, 60),)


async def ask(limiter: RedisLimiter, times: int, *, member: Member = ANA, tier: Tier = Tier.USER, call: Call = Call.ASK) -> int:
    """Call so often at once, and return how many calls are allowed."""
    return sum([one.is_allowed for one in await asyncio.gather(*(limiter.admit(member, tier, call) for _ in range(times)))])


@pytest.mark.fault("F184")
async def test_five_hundred_calls_at_once_on_a_limit_of_a_hundred_allow_a_hundred(store: Store, server: Server) -> None:
    limit = (Rate(100, 60),)
    people = [Member("slack", "T1", f"U{number}") for number in range(25)]  # each below a limit of its own
    async with connected(address(server.url)) as other:
        limiters = [RedisLimiter(one.patient, workspace=limit) for one in (store, other)]  # as two processes
        calls = [limiters[number % 2].admit(people[number % 25], Tier.PREMIUM, Call.ASK) for number in range(500)]
        told = await asyncio.gather(*calls)
    assert sum(one.is_allowed for one in told) == 100
    assert min(one.remaining for one in told if one.is_allowed and one.is_shared) == 0
    assert {one.limit for one in told if not one.is_allowed} == {100}
    assert await astray(store) == []


@pytest.mark.origin("S08")
async def test_bursts_minutes_and_hours_bound_a_person_each(store: Store) -> None:
    time = Time()
    limiter = RedisLimiter(store.patient, clock=time)
    assert await ask(limiter, 40) == 30
    for _ in range(3):
        time.go(3.2)
        await ask(limiter, 40)
    refused = await limiter.admit(ANA, Tier.USER, Call.ASK)
    assert (refused.limit, refused.seconds, refused.remaining) == (100, 60, 0)
    time.go(refused.retry_after)
    assert (await limiter.admit(ANA, Tier.USER, Call.ASK)).is_allowed


@pytest.mark.origin("S33")
@pytest.mark.parametrize("seconds", [3, 3600])
async def test_a_window_of_ones_own_stands_beside_the_others_of_its_length(store: Store, seconds: int) -> None:
    limiter = RedisLimiter(store.patient, sustained=Rate(7, seconds), clock=Time())
    assert await ask(limiter, 30) == 7
    refused = await limiter.admit(ANA, Tier.USER, Call.ASK)
    assert (refused.limit, refused.seconds) == (7, seconds)
    with pytest.raises(ValueError, match="calls=4"):
        RedisLimiter(store.patient, sustained=Rate(4, seconds))


@pytest.mark.origin("S24")
@pytest.mark.parametrize(("tier", "an_hour"), [(Tier.GUEST, 100), (Tier.USER, 1_000), (Tier.PREMIUM, 5_000)])
async def test_each_tier_has_its_hour(store: Store, tier: Tier, an_hour: int) -> None:
    time = Time()
    limiter = RedisLimiter(store.patient, workspace=WIDE, clock=time)
    allowed = 0
    for _ in range(an_hour // 100 + 1):
        for calls in (30, 30, 30, 10):
            allowed += await ask(limiter, calls, tier=tier)
            time.go(3.2)
        time.go(51)
    assert allowed == an_hour
    refused = await limiter.admit(ANA, tier, Call.ASK)
    assert (refused.limit, refused.seconds, refused.is_allowed) == (an_hour, 3600, False)


@pytest.mark.origin("S24")
async def test_a_guest_who_links_keeps_what_was_used_and_may_go_on(store: Store) -> None:
    time = Time()
    limiter = RedisLimiter(store.patient, clock=time)
    for _ in range(4):
        await ask(limiter, 30, tier=Tier.GUEST)
        time.go(60)
    assert not (await limiter.admit(ANA, Tier.GUEST, Call.ASK)).is_allowed
    assert (await limiter.admit(ANA, Tier.USER, Call.ASK)).is_allowed
    assert await ask(limiter, 29) == 29


async def test_people_and_workspaces_do_not_share_a_window_but_a_workspaces_people_do(store: Store) -> None:
    limiter = RedisLimiter(store.patient, workspace=(Rate(40, 60),), clock=Time())
    assert await ask(limiter, 30) == 30
    assert await ask(limiter, 30, member=BOB) == 10
    refused = await limiter.admit(BOB, Tier.USER, Call.ASK)
    assert (refused.is_shared, refused.limit) == (True, 40)
    assert await ask(limiter, 30, member=EVE) == 30


@pytest.mark.parametrize("call", list(Call))
async def test_a_call_costs_what_its_kind_costs(store: Store, call: Call) -> None:
    limiter = RedisLimiter(store.patient, clock=Time())
    assert await ask(limiter, 40, call=call) == 30 // COSTS[call]


async def test_a_workspace_must_have_room_for_every_call(store: Store) -> None:
    with pytest.raises(ValueError, match="calls=4"):
        RedisLimiter(store.patient, workspace=(Rate(4, 60),))


@pytest.mark.fault("F048")
async def test_a_full_store_refuses_what_must_be_counted_and_lets_the_rest_pass(own: Server) -> None:
    async with clients_of(own) as clients:
        limiter = RedisLimiter(clients.hasty)
        own.said("CONFIG", "SET", "maxmemory", "100kb")
        with pytest.raises(TransientError, match="no memory left"):
            await limiter.admit(ANA, Tier.USER, Call.LINK)
        assert (await limiter.admit(ANA, Tier.USER, Call.STATUS)).is_allowed


@pytest.mark.origin("S09")
async def test_an_answer_holds_limit_remaining_reset_and_retry_after(store: Store) -> None:
    time = Time()
    limiter = RedisLimiter(store.patient, clock=time)
    first = await limiter.admit(ANA, Tier.USER, Call.LINK)
    assert (first.limit, first.remaining, first.retry_after, first.retry_at) == (30, 25, 0, None)
    assert 3.0 <= (first.resets - time.now).total_seconds() <= 3.15
    await ask(limiter, 25)
    refused = await limiter.admit(ANA, Tier.USER, Call.ASK)
    assert (refused.limit, refused.remaining, refused.retry_after) == (30, 0, 4)
    assert refused.retry_at == refused.resets == first.resets


async def test_the_stores_clock_is_used_where_none_is_given(store: Store) -> None:
    limiter = RedisLimiter(store.patient)
    assert (await limiter.admit(ANA, Tier.USER, Call.ASK)).is_allowed
    async with store.patient() as redis:
        seconds, _ = await redis.time()
    one = await limiter.admit(ANA, Tier.USER, Call.ASK)
    assert 0 < one.resets.timestamp() - seconds < 5


@pytest.mark.fault("F053")
@pytest.mark.fault("F183")
async def test_windows_end_with_their_rate_and_stay_small(store: Store) -> None:
    time = Time()
    limiter = RedisLimiter(store.patient, clock=time)
    for _ in range(200):
        await limiter.admit(ANA, Tier.USER, Call.STATUS)
        time.go(30)
    assert await number_of_keys(store) == 5
    assert await astray(store) == []
    async with store.patient() as redis:
        for name in [one async for one in redis.scan_iter()]:
            assert await redis.hlen(name) <= 21
            assert 0 < await redis.pttl(name) <= 3600 * 1_050


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.integers(-500, 4_000), st.sampled_from(Call), st.sampled_from([ANA, BOB])), min_size=1, max_size=50),
    st.integers(min_value=0, max_value=10**9),
)
async def test_the_store_counts_as_this_process_does_even_when_clocks_step_back(
    server: Server, calls: Sequence[tuple[int, Call, Member]], start: int
) -> None:
    server.said("FLUSHALL")
    time, tally, workspace = Time(), Tally(), (Rate(25, 3), Rate(40, 60))
    time.go(start / 1_000)
    async with clients_of(server) as clients:
        limiter = RedisLimiter(clients.patient, workspace=workspace, clock=time)
        for pause, call, member in calls:
            time.go(pause / 1_000)
            rates = limiter._rates(member, Tier.GUEST)
            now = milliseconds(time.now)
            expected = tally.hit(rates, now=now, cost=COSTS[call])
            marked = [Count(one.rate, one.used, one.fits, one.empty, place > 2) for place, one in enumerate(expected)]
            assert await limiter.admit(member, Tier.GUEST, call) == standing(marked, now)


@pytest.mark.fault("F184")
@pytest.mark.origin("S31")
@pytest.mark.parametrize("call", list(Call))
async def test_without_a_store_what_must_be_counted_is_refused_and_the_rest_has_a_local_window(own: Server, call: Call) -> None:
    async with clients_of(own) as clients:
        limiter = RedisLimiter(clients.hasty)
        assert (await limiter.admit(ANA, Tier.USER, call)).is_allowed
        own.kill()
        if call in (Call.LINK, Call.MODEL):
            with pytest.raises(TransientError, match=r"must be counted, and cannot be now\. .*the store at"):
                await limiter.admit(ANA, Tier.USER, call)
        else:
            assert await ask(limiter, 40, call=call) == 30
        own.start()
        assert (await limiter.admit(ANA, Tier.USER, call)).is_allowed


@pytest.mark.fault("F184")
async def test_a_frozen_store_holds_a_call_up_for_half_a_second_at_most(own: Server) -> None:
    async with clients_of(own) as clients:
        limiter = RedisLimiter(clients.hasty)
        own.pause()
        loop = asyncio.get_running_loop()
        start = loop.time()
        assert (await limiter.admit(ANA, Tier.USER, Call.STATUS)).is_allowed
        with pytest.raises(TransientError):
            await limiter.admit(ANA, Tier.USER, Call.MODEL)
        assert loop.time() - start < 3  # twice half a second, on a machine that does much else
        own.resume()


@pytest.mark.fault("F042")
async def test_a_lost_reply_counts_once(server: Server) -> None:
    async with Proxy(server.socket) as proxy, clients_of(proxy) as clients:
        limiter = RedisLimiter(clients.hasty)
        await limiter.admit(BOB, Tier.USER, Call.ASK)
        proxy.drops = lambda question: b"EVALSHA" in question
        with pytest.raises(TransientError):
            await limiter.admit(ANA, Tier.USER, Call.LINK)
        proxy.drops = lambda _: False
        assert (await limiter.admit(ANA, Tier.USER, Call.STATUS)).remaining == 30 - 5 - 1


@pytest.mark.fault("F052")
async def test_a_forgotten_script_is_sent_again_and_counts_once(store: Store, server: Server) -> None:
    limiter = RedisLimiter(store.patient, clock=Time())
    for left in (29, 28, 27):
        assert server.said("SCRIPT", "FLUSH") == "+OK"
        assert (await limiter.admit(ANA, Tier.USER, Call.ASK)).remaining == left

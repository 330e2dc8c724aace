"""A store that is away, slow or mute: a sentence in bounded time, and back without a restart."""

import asyncio

import pytest
from redis.asyncio import Redis

from adapters.redis.client import Link, Store
from adapters.redis.pool import HASTY, PATIENT
from adapters.redis.scripts import Script
from core.errors import TransientError
from core.model import Member
from tests.adapters.redis.harmed import BRISK, ping, refused
from tests.servers.proxy import Proxy
from tests.store import Server, clients_of

COUNT = Script("return redis.call('INCRBY', KEYS[1], ARGV[1])")
ANA = Member("slack", "T1", "U1")


@pytest.mark.fault("F040")
async def test_a_store_that_goes_away_is_told_and_used_again_when_it_is_back(own: Server) -> None:
    async with clients_of(own) as store:
        for link in (store.hasty, store.patient):
            await ping(link)
        await asyncio.to_thread(own.stop)
        assert await refused(store.hasty, TransientError, "cannot be reached .* check that it runs\\.$") < 0.6
        assert await refused(store.patient, TransientError, "cannot be reached") < 3
        own.start()
        for link in (store.hasty, store.patient):
            await ping(link)


@pytest.mark.fault("F040")
async def test_a_patient_call_outlasts_a_short_restart(own: Server) -> None:
    async with clients_of(own) as store:
        await asyncio.to_thread(own.stop)
        async with asyncio.TaskGroup() as group:
            group.create_task(ping(store.patient))
            await asyncio.to_thread(own.start)


@pytest.mark.fault("F041")
async def test_a_black_hole_costs_the_hasty_half_a_second_and_delays_nobody_else(own: Server, proxy: Proxy, store: Store) -> None:
    async with clients_of(proxy, patient=BRISK) as behind:
        for link in (behind.hasty, behind.patient):
            await ping(link)
        proxy.is_silent = True
        call = asyncio.create_task(refused(behind.hasty, TransientError, "did not answer in time"))
        for _ in range(20):
            await ping(store.patient)
        assert not call.done()  # so that the loop was free
        assert await call < 0.7
        assert await refused(behind.hasty, TransientError, "did not answer in time") < 0.7
        assert await refused(behind.patient, TransientError, "did not answer in time") < 2
        proxy.is_silent = False
        for link in (behind.hasty, behind.patient):
            await ping(link)
    assert own.said("PING") == "+PONG"


@pytest.mark.fault("F041")
async def test_a_frozen_server_is_told_and_used_again_when_it_wakes(own: Server) -> None:
    async with clients_of(own, patient=BRISK) as store:
        own.pause()
        assert await refused(store.hasty, TransientError, "did not answer in time") < 0.7
        assert await refused(store.patient, TransientError, "did not answer in time") < 2
        own.resume()
        await ping(store.patient)


@pytest.mark.fault("F041")
async def test_a_late_answer_is_never_taken_for_the_next_one(own: Server) -> None:
    async with clients_of(own) as store:
        async with store.patient() as redis:
            await redis.mset({"a": "1", "b": "2"})
        async with store.hasty() as redis:
            assert await redis.get("a") == b"1"
        own.pause()
        with pytest.raises(TransientError):
            async with store.hasty() as redis:
                await redis.get("a")
        own.resume()
        async with store.hasty() as redis:
            assert await redis.get("b") == b"2"


@pytest.mark.fault("F041")
async def test_a_slow_store_is_too_slow_for_the_hasty_alone(proxy: Proxy) -> None:
    proxy.delay = 0.5  # seconds; the patient one has five for an answer
    async with clients_of(proxy) as store:
        assert await refused(store.hasty, TransientError, "did not answer in time") < 0.7
        await ping(store.patient)


@pytest.mark.fault("F041")
async def test_calls_that_are_each_quick_enough_are_bounded_together(proxy: Proxy) -> None:
    proxy.delay = 0.3
    async with clients_of(proxy) as store:
        with pytest.raises(TransientError, match="did not answer in time"):
            await _twice(store.hasty)
        await _twice(store.patient)


async def _twice(link: Link) -> None:
    async with link() as redis:
        await redis.get("a")
        await redis.get("b")


@pytest.mark.fault("F041")
async def test_connections_that_lead_nowhere_cost_one_failure_for_all_of_them(proxy: Proxy) -> None:
    async with clients_of(proxy, patient=BRISK) as store:
        await asyncio.gather(*(ping(store.patient) for _ in range(5)))
        proxy.forget()
        await refused(store.patient, TransientError, "did not answer in time")
        await asyncio.gather(*(ping(store.patient) for _ in range(5)))


@pytest.mark.fault("F041")
@pytest.mark.parametrize("is_rude", [False, True])
async def test_a_connection_that_breaks_in_an_answer_is_told(proxy: Proxy, *, is_rude: bool) -> None:
    proxy.is_rude = is_rude
    proxy.drops = lambda question: b"PING" in question
    async with clients_of(proxy) as store:
        await refused(store.patient, TransientError, "The connection to the store at .* broke")
        proxy.drops = lambda _: False
        await ping(store.patient)


@pytest.mark.fault("F041")
async def test_the_proxys_silence_lasts_for_new_connections(proxy: Proxy) -> None:
    proxy.is_silent = True
    async with clients_of(proxy) as store:
        assert await refused(store.hasty, TransientError, "did not answer in time") < 0.7


@pytest.mark.fault("F042")
async def test_a_command_whose_answer_was_lost_is_not_sent_again(own: Server, proxy: Proxy) -> None:
    proxy.drops = lambda question: b"INCR" in question
    async with clients_of(proxy) as store:
        for link in (store.hasty, store.patient):
            with pytest.raises(TransientError):
                async with link() as redis:
                    await redis.incr("a")
    assert own.said("INCR", "a") == ":3"


@pytest.mark.fault("F042")
@pytest.mark.parametrize("lost", [1, 2, 3])
async def test_a_script_whose_answers_were_lost_has_its_effect_once(own: Server, proxy: Proxy, lost: int) -> None:
    left = [lost]

    def drops(question: bytes) -> bool:
        left[0] -= b"EVAL" in question
        return left[0] >= 0 and b"EVAL" in question

    proxy.drops = drops
    async with clients_of(proxy) as store:

        async def count(redis: Redis) -> object:
            return await COUNT.once(redis, "op-1", keys=["a"], arguments=[5])

        assert await store.patient.repeat(count, within=5) == 5
        assert await store.patient.repeat(count, within=5) == 5
    assert own.said("INCR", "a") == ":6"


async def test_the_bounds_are_what_the_design_says() -> None:
    assert HASTY.whole == 0.5
    assert HASTY.attempts == 0
    assert PATIENT.answer > 2  # XREADGROUP may block for two seconds

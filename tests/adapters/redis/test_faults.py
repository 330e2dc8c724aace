"""A store that is away, slow, mute, full or strict: a sentence in bounded time, nothing done twice, and back without a restart."""

import asyncio
from collections.abc import AsyncGenerator, Iterator
from dataclasses import replace

import pytest
from redis.asyncio import Redis
from redis.exceptions import RedisError

from adapters.redis import failures, keys
from adapters.redis.client import Link, Store
from adapters.redis.pool import HASTY, PATIENT
from adapters.redis.scripts import Script
from core.errors import AuthError, OutsideError, PermanentError, TransientError
from core.model import Member, Secret
from tests.store import Proxy, Server, astray, clients_of, free_port, until

BRISK = replace(PATIENT, whole=1.0, connect=0.2, answer=0.3, free=0.3)  # the patient one, for tests without patience
COUNT = Script("return redis.call('INCRBY', KEYS[1], ARGV[1])")
ANA = Member("slack", "T1", "U1")


@pytest.fixture
def own() -> Iterator[Server]:
    """A server that the test may harm."""
    with Server() as server:
        yield server


@pytest.fixture
async def proxy(own: Server) -> AsyncGenerator[Proxy, None]:
    """What stands between the test and its server."""
    async with Proxy(own) as one:
        yield one


async def ping(link: Link) -> None:
    async with link() as redis:
        assert await redis.ping()


async def refused(link: Link, kind: type[OutsideError], match: str) -> float:
    """See that a call fails as it should; return the seconds that it took."""
    loop = asyncio.get_running_loop()
    began = loop.time()
    with pytest.raises(kind, match=match):
        await ping(link)
    return loop.time() - began


@pytest.mark.fault("F040")
async def test_a_store_that_goes_away_is_told_and_used_again_when_it_is_back(own: Server) -> None:
    async with clients_of(own) as store:
        for link in (store.hasty, store.patient):
            await ping(link)
        await asyncio.to_thread(own.stop)
        assert await refused(store.hasty, TransientError, "cannot be reached .*Recap goes on by itself") < 0.6
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


@pytest.mark.fault("F048")
async def test_a_full_store_takes_no_writes_still_reads_and_goes_on(own: Server) -> None:
    async with clients_of(own) as store:
        async with store.patient() as redis:
            await redis.set("a", "1")
        own.said("CONFIG", "SET", "maxmemory", "1")
        with pytest.raises(PermanentError, match="has no memory left, so nothing new can be kept: raise its maxmemory"):
            async with store.patient() as redis:
                await redis.set("b", "2")
        with pytest.raises(PermanentError, match="has no memory left"):
            async with store.patient() as redis:
                await COUNT.once(redis, "op", keys=["b"], arguments=[1])
        async with store.hasty() as redis:
            assert await redis.get("a") == b"1"
        own.said("CONFIG", "SET", "maxmemory", "0")
        async with store.patient() as redis:
            assert await redis.set("b", "2")


@pytest.mark.fault("F048")
async def test_what_fails_is_logged_by_its_kind_alone(own: Server, caplog: pytest.LogCaptureFixture) -> None:
    own.said("CONFIG", "SET", "maxmemory", "1")
    async with clients_of(own) as store:
        with pytest.raises(PermanentError):
            async with store.patient() as redis:
                await redis.set("canary", "canary")
    (record,) = caplog.records
    assert (record.levelname, record.msg, record.__dict__["fields"]) == ("WARNING", "store failed", {"error": "OOM"})


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


@pytest.mark.fault("F043")
@pytest.mark.parametrize(
    ("settings", "kind", "match"),
    [
        ([("REPLICAOF", "127.0.0.1", "1")], TransientError, "takes no writes, as while another server takes over"),
        (
            [("CONFIG", "SET", "replica-serve-stale-data", "no"), ("REPLICAOF", "127.0.0.1", "1")],
            TransientError,
            "while another server takes over",
        ),
        ([("CONFIG", "SET", "min-replicas-to-write", "1")], TransientError, "while another server takes over"),
        ([("ACL", "SETUSER", "default", "-set")], AuthError, "does not let this user run a command"),
    ],
    ids=["READONLY", "MASTERDOWN", "NOREPLICAS", "NOPERM"],
)
async def test_what_a_real_server_refuses_is_told_as_what_it_is(
    own: Server, settings: list[tuple[str, ...]], kind: type[OutsideError], match: str
) -> None:
    for words in settings:
        assert own.said(*words) == "+OK"
    async with clients_of(own) as store:
        for write in (_set, _set_in_a_pipeline, _set_in_a_script):
            with pytest.raises(kind, match=match):
                async with store.patient() as redis:
                    await write(redis)


async def _set(redis: Redis) -> None:
    await redis.set("a", "b")


async def _set_in_a_pipeline(redis: Redis) -> None:
    async with redis.pipeline() as pipeline:
        pipeline.set("a", "b")
        pipeline.expire("a", 5)
        await pipeline.execute()


async def _set_in_a_script(redis: Redis) -> None:
    await Script("return redis.call('SET', KEYS[1], 'b')")(redis, keys=["a"])


@pytest.mark.fault("F043")
async def test_a_cluster_without_its_slots_is_told() -> None:
    with Server("--cluster-enabled", "yes", port=free_port()) as server:
        async with clients_of(server) as store:
            with pytest.raises(TransientError, match="while another server takes over"):
                async with store.patient() as redis:
                    await redis.set("a", "b")


@pytest.mark.fault("F043")
async def test_a_server_that_still_reads_its_data_is_told_and_then_used(own: Server) -> None:
    own.said("EVAL", "for number = 1, 5000 do redis.call('SET', 'key-' .. number, '') end", "0")
    own.stop()
    own.options += ["--key-load-delay", "200"]  # microseconds; it answers after each 1,024 keys
    own.start(answer=["-LOADING"])
    async with clients_of(own) as store:
        await refused(store.hasty, TransientError, "is starting and still reads its data")
        await store.patient.repeat(Redis.ping, within=20)
        async with store.patient() as redis:
            assert await redis.dbsize() == 5000


@pytest.mark.fault("F190")
async def test_a_store_that_cannot_write_to_its_disk_is_told(own: Server) -> None:
    (own.folder / "dump.rdb").mkdir()  # what it would write there cannot be put in place
    own.said("CONFIG", "SET", "save", "3600 1")
    own.said("SET", "a", "1")
    own.said("BGSAVE")
    until(lambda: own.said("SET", "a", "2").startswith("-MISCONF"), "a server that has noticed")
    async with clients_of(own) as store:
        with pytest.raises(PermanentError, match=r"cannot write to its disk, so it takes no changes: free some space"):
            async with store.patient() as redis:
                await redis.set("a", "3")
        async with store.patient() as redis:
            assert await redis.get("a") is not None


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


@pytest.mark.fault("F049")
async def test_what_others_wrote_under_our_names_harms_only_that_name(store: Store) -> None:
    async with store.patient() as redis:
        await redis.rpush(keys.accounts(ANA), "rubbish")
        await redis.set(keys.pending(ANA), "fine")
    with pytest.raises(PermanentError, match="that Recap did not write"):
        async with store.patient() as redis:
            await redis.smembers(keys.accounts(ANA))
    async with store.patient() as redis:
        assert await redis.get(keys.pending(ANA)) == b"fine"


@pytest.mark.fault("F053")
async def test_after_mixed_work_only_what_has_an_owner_stays(store: Store) -> None:
    async def work(number: int) -> None:
        member = Member("slack", "T1", f"U{number % 7}")
        async with store.patient() as redis:
            await redis.sadd(keys.accounts(member), str(number))
            await redis.set(keys.pending(member), "?", ex=keys.PENDING.seconds)
            await redis.set(keys.state(Secret(str(number))), "", ex=keys.STATE.seconds)
            await COUNT.once(redis, f"op-{number % 50}", keys=[keys.accounts(Member("a", "b", "c"))], arguments=[1])

    await asyncio.gather(*(work(number) for number in range(300)))
    assert await astray(store) == []
    async with store.patient() as redis:
        assert await redis.get(keys.accounts(Member("a", "b", "c"))) == b"50"


@pytest.mark.fault("F050")
async def test_no_secret_is_in_what_a_failure_shows() -> None:
    with Server("--requirepass", "canary-1", port=free_port()) as server:
        server.url = f"redis://:canary-2@127.0.0.1:{server.port}"
        async with clients_of(server) as store:
            with pytest.raises(AuthError) as told:
                await ping(store.patient)
    shown = [str(told.value), repr(told.value)]
    for cause in failures._below(told.value):
        assert isinstance(cause, RedisError | OutsideError)
        shown += [str(cause), repr(cause)]
    assert len(shown) > 4
    assert not any("canary" in text for text in shown)


async def test_the_bounds_are_what_the_design_says() -> None:
    assert HASTY.whole == 0.5
    assert HASTY.attempts == 0
    assert PATIENT.answer > 2  # XREADGROUP may block for two seconds

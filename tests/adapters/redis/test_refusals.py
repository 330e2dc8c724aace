"""What a store refuses is told as what it is, harms nothing else, and passes without a restart."""

import asyncio

import pytest
from redis.asyncio import Redis
from redis.exceptions import RedisError

from adapters.redis import classes, failures, keys
from adapters.redis.client import Store
from adapters.redis.scripts import Script
from core.errors import AuthError, OutsideError, PermanentError, TransientError
from core.model import Member, Secret
from tests.adapters.redis.harmed import ping
from tests.store import Server, astray, clients_of, free_port, until

COUNT = Script("return redis.call('INCRBY', KEYS[1], ARGV[1])")
ANA = Member("slack", "T1", "U1")


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
    with Server("--cluster-enabled", "yes", "--cluster-port", str(free_port()), port=free_port()) as server:
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
        with pytest.raises(TransientError, match=r"is starting and still reads its data"):
            await ping(store.hasty)
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
            await redis.set(keys.pending(member), "?", ex=classes.PENDING.seconds)
            await redis.set(keys.state(Secret(str(number))), "", ex=classes.STATE.seconds)
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

"""REDIS_URL is checked, what redis-py raises becomes a sentence, and no sentence holds a secret."""

import asyncio
import gc
import ssl
import traceback
from collections.abc import Callable

import pytest
from redis import exceptions as redis

from adapters.redis import failures
from adapters.redis.address import Address, address
from adapters.redis.client import Store, connected
from adapters.redis.scripts import Script
from core.errors import AuthError, OutsideError, PermanentError, SettingsError, TransientError
from core.model import Secret
from tests.store import Server, clients_of, free_port

COUNT = Script("return redis.call('INCRBY', KEYS[1], ARGV[1])")


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("redis://localhost", Address(hosts=(("localhost", 6379),))),
        ("redis://127.0.0.1:7000/3", Address(hosts=(("127.0.0.1", 7000),), database=3)),
        ("redis://[::1]/", Address(hosts=(("::1", 6379),))),
        ("redis://:p%40ss@cache.example.org", Address(hosts=(("cache.example.org", 6379),), password=Secret("p@ss"))),
        ("redis://ana:secret@10.0.0.7:6380/0", Address(hosts=(("10.0.0.7", 6380),), user="ana", password=Secret("secret"))),
        ("rediss://:s@cache.example.org", Address(hosts=(("cache.example.org", 6379),), password=Secret("s"), is_tls=True)),
        ("unix:///run/redis.sock", Address(socket="/run/redis.sock")),
        ("unix://:s@/run/a%20b.sock?db=2", Address(socket="/run/a b.sock", database=2, password=Secret("s"))),
        ("redis+sentinel://localhost/main", Address(hosts=(("localhost", 26379),), master="main")),
        (
            "rediss+sentinel://:s@a.example.org:1,b.example.org,[2001:db8::1]/main/4",
            Address(
                hosts=(("a.example.org", 1), ("b.example.org", 26379), ("2001:db8::1", 26379)),
                master="main",
                database=4,
                password=Secret("s"),
                is_tls=True,
            ),
        ),
    ],
)
def test_an_address_is_read(url: str, expected: Address) -> None:
    assert address(url) == expected


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("http://localhost", r"begins with redis://, rediss://"),
        ("localhost:6379", r"begins with redis://"),
        ("", r"begins with redis://"),
        ("redis://", r"write it like redis://:PASSWORD@HOST:6379/0"),
        ("redis://localhost:canary", r"write it like"),
        ("redis://localhost:99999", r"write it like"),
        ("redis://localhost/canary", r"write it like"),
        ("redis://localhost/1/2", r"write it like"),
        ("redis://localhost/12345", r"write it like"),
        ("redis://[canary", r"write it like"),
        ("redis://localhost,127.0.0.1", r"write it like"),
        ("unix://canary", r"write it like"),
        ("unix://host/canary", r"write it like"),
        ("redis+sentinel://localhost", r"redis\+sentinel://:PASSWORD@HOST:26379,HOST:26379/NAME"),
        ("redis+sentinel://localhost/a/b", r"redis\+sentinel://:PASSWORD@HOST:26379"),
        ("redis+sentinel://localhost/a/1/2", r"redis\+sentinel://:PASSWORD@HOST:26379"),
        ("rediss://:canary@cache.example.org?ssl_cert_reqs=none", r"an option ssl_cert_reqs that Recap does not take"),
        ("redis://localhost?socket_timeout=canary", r"an option socket_timeout"),
        ("redis://localhost?ssl_ca_certs=/a", r"an option ssl_ca_certs"),
        ("redis://localhost?can%20ary=1", r"an option \? that"),
        ("redis://localhost?canary", r"write it like"),
    ],
)
def test_an_address_that_is_not_understood_is_told_and_not_shown(url: str, sentence: str) -> None:
    with pytest.raises(SettingsError, match=sentence) as refused:
        address(url)
    assert "canary" not in "".join(traceback.format_exception(refused.value)).replace(url, "")


@pytest.mark.fault("F191")
@pytest.mark.parametrize(
    "url",
    [
        "redis://10.0.0.7",
        "redis://redis:6379/0",
        "redis://localhost.example.org",
        "redis://ana@10.0.0.7",
        "rediss://cache.example.org",
        f"rediss://cache.example.org?ssl_ca_certs={__file__}",
        "redis+sentinel://localhost,10.0.0.7/main",
        "redis://0.0.0.0",
    ],
)
def test_another_machine_without_a_password_is_refused(url: str) -> None:
    with pytest.raises(SettingsError, match=r"names another machine without a password"):
        address(url)


@pytest.mark.fault("F050")
def test_an_address_shows_no_password() -> None:
    read = address("redis://ana:canary@cache.example.org:7000/3")
    assert read.where == "the store at cache.example.org:7000"
    assert "canary" not in repr(read)
    assert address("redis://[::1]").where == "the store at [::1]:6379"
    assert address("unix:///run/redis.sock").where == "the store at /run/redis.sock"
    assert address("unix:///run/redis.sock", is_embedded=True).where == "the embedded store"


@pytest.mark.parametrize(
    ("error", "kind", "sentence"),
    [
        (redis.BusyLoadingError("x", status_code="LOADING"), TransientError, "still reads its data"),
        (redis.ReadOnlyError("x", status_code="READONLY"), TransientError, "while another server takes over"),
        (redis.MasterDownError("x", status_code="MASTERDOWN"), TransientError, "while another server takes over"),
        (redis.ClusterDownError("x", status_code="CLUSTERDOWN"), TransientError, "while another server takes over"),
        (redis.ResponseError("NOREPLICAS Not enough good replicas to write."), TransientError, "while another server takes over"),
        (redis.ResponseError("MISCONF Errors writing to the AOF file"), PermanentError, "cannot write to its disk"),
        (redis.ResponseError("BUSY Valkey is busy running a script"), TransientError, "is busy"),
        (redis.ResponseError("Command # 1 (SET a b) of pipeline caused error: NOREPLICAS x"), TransientError, "takes over"),
        (redis.ConnectionError("max number of clients reached", status_code="ERR"), TransientError, "is busy"),
        (redis.NoPermissionError("x", status_code="NOPERM"), AuthError, r"allow ~recap:\* and \+@all"),
        (redis.MovedError("1 127.0.0.1:1", status_code="MOVED"), PermanentError, "is a Redis Cluster"),
        (redis.InvalidResponse("Protocol Error: b'H'"), PermanentError, "is not a Redis server"),
        (ssl.SSLCertVerificationError("x"), PermanentError, "No TLS connection"),
        (redis.TimeoutError("Timeout connecting to server"), TransientError, "did not take the connection in time"),
        (redis.TimeoutError("Timeout reading"), TransientError, "did not answer in time"),
        (redis.ConnectionError("Connection closed by server."), TransientError, "connection to the store at x broke"),
        (OSError(113, "No route to host"), TransientError, "broke"),
        (OSError(24, "Too many open files"), TransientError, "“Too many open files” of Recap itself; raise that limit"),
    ],
)
def test_what_a_server_refuses_is_classified(error: Exception, kind: type[OutsideError], sentence: str) -> None:
    told = failures.failure(error, "the store at x")
    assert type(told) is kind
    with pytest.raises(kind, match=sentence):
        raise told


async def test_a_database_that_is_not_there_is_told_as_that(server: Server) -> None:
    async with connected(address(f"{server.url}?db=99")) as store:
        with pytest.raises(PermanentError, match="has no database of the number that REDIS_URL ends with"):
            async with store.patient() as client:
                await client.ping()


async def test_a_mistake_of_ours_stays_one(store: Store) -> None:
    async with store.patient() as client:
        await client.set("a", "b")
    with pytest.raises(redis.ResponseError, match="unknown command"):
        async with store.patient() as client:
            await client.execute_command("NONSENSE")  # type: ignore[no-untyped-call]  # theirs
    with pytest.raises(redis.ResponseError):
        async with store.patient() as client:
            await COUNT(client, keys=["a"], arguments=["x"])


@pytest.mark.fault("F049")
async def test_something_else_under_our_name_is_told(store: Store) -> None:
    async with store.patient() as client:
        await client.set("a", "b")
    with pytest.raises(PermanentError, match=r"holds something under a name of Recap's that Recap did not write"):
        async with store.patient() as client:
            await client.lrange("a", 0, 1)


@pytest.mark.fault("F052")
@pytest.mark.parametrize("forget", [lambda server: server.said("SCRIPT", "FLUSH"), lambda server: (server.stop(), server.start())])
async def test_a_script_is_sent_again_where_the_server_forgot_it(own: Server, forget: Callable[[Server], object]) -> None:
    async with clients_of(own) as store:
        for expected in (2, 4, 6):
            async with store.patient() as client:
                assert await COUNT(client, keys=["a"], arguments=[2]) == expected
            if expected == 4:
                await asyncio.to_thread(forget, own)


async def test_a_script_runs_once_for_each_operation(store: Store) -> None:
    answers = Script("redis.call('INCR', KEYS[1]) return {ARGV[1], 7, false, {true, 'x'}}")
    async with store.patient() as client:
        first = await answers.once(client, "op-1", keys=["a"], arguments=["é"])
        again = await answers.once(client, "op-1", keys=["a"], arguments=["é"])
        assert first == again
        assert await client.get("a") == b"1"
        await answers.once(client, "op-2", keys=["a"], arguments=["é"])
        assert await client.get("a") == b"2"


async def test_repeating_ends_with_what_does_not_pass(store: Store) -> None:
    attempts = []

    async def refused(_: object) -> None:
        attempts.append(1)
        raise PermanentError("no")

    with pytest.raises(PermanentError):
        await store.patient.repeat(refused, within=5)
    assert len(attempts) == 1


async def test_the_hasty_and_the_patient_client_are_closed(own: Server) -> None:
    async with clients_of(own) as store, store.hasty() as hasty, store.patient() as patient:
        await asyncio.gather(hasty.ping(), patient.ping())
    gc.collect()  # what was left open would warn
    assert "connected_clients:1" in own.answer("INFO", "clients")


async def test_a_database_of_its_own_is_used() -> None:
    with Server(port=free_port()) as server:
        server.url += "/5"
        async with clients_of(server) as store, store.patient() as client:
            await client.set("a", "b")
        assert "db5:keys=1" in server.answer("INFO", "keyspace")


@pytest.mark.fault("F189")
async def test_a_task_that_is_told_to_end_ends_wherever_a_call_stands(store: Store) -> None:
    async def calls() -> None:
        while True:
            async with store.patient() as redis:
                await redis.ping()

    for steps in range(60):
        calling = asyncio.ensure_future(calls())
        for _ in range(steps):
            await asyncio.sleep(0)
        calling.cancel()
        done, _ = await asyncio.wait([calling], timeout=1)
        assert done, steps
        assert calling.cancelled()

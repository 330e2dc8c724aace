"""A store is checked before it is trusted with tokens."""

import asyncio
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from adapters.redis import checks
from adapters.redis.checks import findings, ready, try_to_write
from adapters.redis.client import Store
from adapters.redis.opening import opened
from core.errors import AuthError, PermanentError, SettingsError, TransientError
from core.model import Secret
from tests.store import Server, astray, clients_of, free_port


@pytest.fixture
def told() -> list[str]:
    return []


@pytest.fixture
def bare() -> Iterator[Server]:
    """A server as it comes."""
    with Server(keeps=False) as server:
        yield server


async def test_a_store_that_is_set_up_well_has_nothing_to_tell(store: Store, told: list[str]) -> None:
    assert await ready(store, within=1, tell=told.append) == []
    assert told == []
    assert await astray(store) == []


@pytest.mark.fault("F028", "F190")
@pytest.mark.parametrize(("seconds", "told"), [(20, []), (-70, ["differ by 1 minute:"]), (360, ["differ by 6 minutes:"])])
async def test_clocks_that_differ_are_a_warning(store: Store, seconds: int, told: list[str]) -> None:
    found = await findings(store, clock=lambda: time.time() + seconds)
    assert [one.is_grave for one in found] == [False for _ in told]
    assert all(words in one.sentence for one, words in zip(found, told, strict=True))


@pytest.mark.fault("F047")
@pytest.mark.parametrize("policy", ["allkeys-lru", "volatile-ttl", "allkeys-random"])
async def test_a_store_that_throws_keys_away_is_refused(bare: Server, policy: str, told: list[str]) -> None:
    bare.said("CONFIG", "SET", "maxmemory-policy", policy)
    async with clients_of(bare) as store:
        with pytest.raises(SettingsError, match=rf"throws keys away when its memory is full \({policy}\).* `maxmemory-policy noeviction`"):
            await ready(store, within=1, tell=told.append)


@pytest.mark.fault("F045")
async def test_snapshots_alone_are_a_warning_and_nothing_at_all_is_refused(bare: Server, told: list[str]) -> None:
    async with clients_of(bare) as store:
        (warning,) = await ready(store, within=1, tell=told.append)
        assert "writes snapshots alone, so a crash loses the newest minutes: set `appendonly yes`" in warning
        bare.said("CONFIG", "SET", "save", "")
        with pytest.raises(SettingsError, match=r"keeps nothing over a restart: set `appendonly yes`"):
            await ready(store, within=1, tell=told.append)


@pytest.mark.fault("F191")
async def test_every_reason_is_told_at_once(bare: Server, told: list[str]) -> None:
    bare.said("CONFIG", "SET", "maxmemory-policy", "allkeys-lru")
    bare.said("CONFIG", "SET", "save", "")
    async with clients_of(bare) as store:
        with pytest.raises(SettingsError) as refused:
            await ready(store, within=1, tell=told.append)
    assert len(refused.value.problems) == 2


async def test_a_server_that_hides_its_settings_is_judged_by_what_it_shows(told: list[str]) -> None:
    with Server("--rename-command", "CONFIG", "", "--save", "", keeps=False) as hosted:
        async with clients_of(hosted) as store:
            assert len(await ready(store, within=1, tell=told.append)) == 1


def test_versions_are_told_apart() -> None:
    for version, is_new in (("7.0.0", True), ("10.1.2", True), ("6.2.14", False), ("", False), ("unknown", False)):
        assert (checks._version({"redis_version": version}, "x") is None) == is_new


def test_a_policy_that_is_not_shown_is_a_warning() -> None:
    found = checks._eviction({}, "x")
    assert found is not None
    assert not found.is_grave
    assert "check them yourself: maxmemory-policy noeviction" in found.sentence


@pytest.mark.fault("F043")
async def test_a_replica_takes_no_writes(own: Server, told: list[str]) -> None:
    own.said("REPLICAOF", "127.0.0.1", str(free_port()))
    own.said("CONFIG", "SET", "replica-serve-stale-data", "yes")
    async with clients_of(own) as store:
        with pytest.raises(TransientError, match=r"takes no writes, as while another server takes over"):
            await ready(store, within=0.1, tell=told.append)
        (warning,) = await ready(store, within=0.1, tell=told.append, needs_writes=False)
        assert "takes no writes" in warning


@pytest.mark.fault("F048")
async def test_a_full_store_is_told() -> None:
    with Server("--maxmemory", "1") as server:
        async with clients_of(server) as store:
            assert await findings(store) == []
            with pytest.raises(PermanentError, match=r"has no memory left"):
                await try_to_write(store)


@pytest.mark.fault("F040")
async def test_a_start_waits_for_the_store_and_says_why(own: Server, told: list[str]) -> None:
    heard = asyncio.Event()

    def hear(sentence: str) -> None:
        told.append(sentence)
        heard.set()

    own.stop()
    async with clients_of(own) as store:
        async with asyncio.TaskGroup() as group:
            waiting = group.create_task(ready(store, within=20, tell=hear))
            await heard.wait()
            own.start()
        assert waiting.result() == []
    assert len(told) == 1
    assert "cannot be reached (no such file or directory): check that it runs. Recap waits for it." in told[0]


@pytest.mark.fault("F040")
async def test_a_start_does_not_wait_forever(own: Server, told: list[str]) -> None:
    own.stop()
    async with clients_of(own) as store:
        with pytest.raises(TransientError, match=r"cannot be reached"):
            await ready(store, within=0.1, tell=told.append)


async def test_a_port_where_nobody_listens_is_told_in_the_systems_words(told: list[str]) -> None:
    port = free_port()
    with pytest.raises(TransientError, match=rf"The store at 127\.0\.0\.1:{port} cannot be reached \(connection refused\): check"):
        async with opened(Secret(f"redis://127.0.0.1:{port}"), Path("/nowhere"), tell=told.append, within=0.1):
            pass


@pytest.mark.fault("F050")
async def test_a_wrong_password_is_told_at_once_and_never_shown(told: list[str]) -> None:
    with Server("--requirepass", "right-canary", port=free_port()) as server:
        with pytest.raises(AuthError, match=r"127.0.0.1:\d+ refused the user name or password: correct them in REDIS_URL") as refused:
            async with opened(Secret(f"redis://:wrong-canary@127.0.0.1:{server.port}"), Path("/nowhere"), tell=told.append):
                pass
        assert "canary" not in str(refused.value) + repr(refused.value)
        async with opened(Secret(f"redis://:right-canary@127.0.0.1:{server.port}"), Path("/nowhere"), tell=told.append) as store:
            assert store.where == f"the store at 127.0.0.1:{server.port}"
    assert told == []


async def test_without_an_address_a_server_is_embedded(tmp_path: Path, told: list[str], caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", "recap")
    async with opened(Secret(""), tmp_path / "store", tell=told.append) as store:
        assert store.where == "the embedded store"
        async with store.hasty() as redis:
            assert await redis.ping()
    assert told == []
    assert "store embedded" in caplog.messages


async def test_warnings_are_told(bare: Server, told: list[str]) -> None:
    async with opened(Secret(bare.url), Path("/nowhere"), tell=told.append):
        pass
    assert len(told) == 1
    assert "snapshots alone" in told[0]

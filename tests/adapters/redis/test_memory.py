"""What was fetched before: never another's, never for good, gone with the account, on a real store."""

import zlib
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from adapters.redis import classes, keys, memory
from adapters.redis.accounts import RedisAccounts
from adapters.redis.client import Store
from adapters.redis.lenient import Lenient
from adapters.redis.memory import RedisMemory, place
from adapters.redis.sealing import Sealer
from core.model import Account, Member, Provider, Secret
from tests.adapters.redis.limits import Time, linked, number_of_keys
from tests.fake_accounts import ANA, BOB, account
from tests.store import Server, astray, clients_of

PAST = 3600
TEXT = st.text(max_size=6)
ACCOUNTS = st.builds(
    account,
    owner=st.builds(Member, TEXT, TEXT, TEXT),
    host=TEXT,
    number=TEXT,
    provider=st.sampled_from(Provider),
    scopes=st.lists(TEXT, max_size=3, unique=True).map(lambda one: tuple(sorted(one))),
)


def remembering(store: Store, *, entries: int = memory.ENTRIES) -> RedisMemory:
    return RedisMemory(Lenient(store.patient), entries=entries)


def viewer(one: Account) -> tuple[object, ...]:
    return one.owner, one.provider, one.host, one.id, one.scopes


async def test_what_was_kept_is_recalled(store: Store) -> None:
    ana = await linked(store)
    one = remembering(store)
    for value in (b"", b"short", b"long " * 10_000, bytes(range(256))):
        await one.keep(ana, "repositories", value, seconds=PAST)
        assert await one.recall(ana, "repositories") == value
    assert await one.recall(ana, "identity") is None


@pytest.mark.fault("F142")
async def test_two_people_never_get_each_others_answers(store: Store) -> None:
    ana = await linked(store, account(ANA, host="github.com", number="1"))
    others = [
        replace(ana, owner=BOB),  # the same account at the host, linked by another
        replace(ana, owner=Member("slack", "T1", ANA.user)),
        replace(ana, owner=Member(ANA.platform, "T2", ANA.user)),
        replace(ana, host="ghe.example.org"),
        replace(ana, provider=Provider.GITLAB, id="2"),
        replace(ana, scopes=("repo",)),
    ]
    one = remembering(store)
    await one.keep(ana, "week", b"a private repository", seconds=PAST)
    for other in others:
        await linked(store, other)
        assert await one.recall(other, "week") is None
        await one.keep(other, "week", b"theirs", seconds=PAST)
    assert await one.recall(ana, "week") == b"a private repository"


@pytest.mark.fault("F142")
@given(ACCOUNTS, ACCOUNTS, TEXT, TEXT)
def test_another_viewer_or_question_has_another_key(one: Account, other: Account, key: str, another: str) -> None:
    assume((viewer(one), key) != (viewer(other), another))
    assert place(one, key) != place(other, another)


@pytest.mark.fault("F142")
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ACCOUNTS, ACCOUNTS)
async def test_no_viewer_recalls_what_another_kept(server: Server, one: Account, other: Account) -> None:
    assume(viewer(one) != viewer(other))
    server.said("FLUSHALL")
    async with clients_of(server) as clients:
        for whose in (one, other):
            await linked(clients, whose)
        kept = remembering(clients)
        await kept.keep(one, "week", b"private", seconds=PAST)
        assert await kept.recall(other, "week") is None
        assert await kept.recall(one, "week") == b"private"


async def test_a_new_token_or_login_finds_what_was_kept(store: Store) -> None:
    ana = await linked(store)
    one = remembering(store)
    await one.keep(ana, "week", b"kept", seconds=PAST)
    assert await one.recall(replace(ana, token=Secret("refreshed"), login="renamed"), "week") == b"kept"


@pytest.mark.fault("F053")
async def test_everything_ends_at_the_latest_after_thirty_days(store: Store) -> None:
    ana = await linked(store)
    one = remembering(store)
    await one.keep(ana, "short", b"1", seconds=5)
    await one.keep(ana, "long", b"2", seconds=10**9)
    await one.keep(ana, "never", b"3", seconds=0)
    await one.keep(ana, "later", b"4", seconds=5)  # the index lasts as long as what lasts longest
    async with store.patient() as redis:
        assert 0 < await redis.ttl(place(ana, "short")) <= 5
        assert await redis.ttl(place(ana, "long")) == classes.MEMORY.seconds
        assert await redis.ttl(keys.memories(ana)) == classes.MEMORY.seconds
    assert await one.recall(ana, "never") is None
    assert await astray(store) == []


@pytest.mark.fault("F053")
async def test_an_entry_is_packed_and_one_that_is_too_large_is_not_kept(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    ana = await linked(store)
    one = remembering(store)
    await one.keep(ana, "text", b"a commit " * 50_000, seconds=PAST)
    async with store.patient() as redis:
        assert await redis.strlen(place(ana, "text")) < 5_000
    monkeypatch.setattr(memory, "PACKED", 2_000)
    noise = zlib.compress(bytes(number * number % 251 for number in range(5_000))) + b"".join(str(n).encode() for n in range(3_000))
    await one.keep(ana, "noise", noise, seconds=PAST)
    monkeypatch.setattr(memory, "LARGEST", 1_000)
    await one.keep(ana, "zeros", bytes(1_001), seconds=PAST)
    await one.keep(ana, "fits", bytes(1_000), seconds=PAST)
    assert [await one.recall(ana, key) is None for key in ("noise", "zeros", "fits")] == [True, True, False]


@pytest.mark.fault("F053")
async def test_an_account_has_so_many_entries_and_those_that_end_first_make_room(store: Store) -> None:
    ana = await linked(store)
    one = remembering(store, entries=3)
    for number in range(10):
        await one.keep(ana, f"page {number}", b"x", seconds=PAST - 100 * number)
        await one.keep(ana, "week", b"x", seconds=2 * PAST)
    kept = [key for key in ("week", *(f"page {number}" for number in range(10))) if await one.recall(ana, key)]
    assert kept == ["week", "page 0", "page 1"]
    assert await number_of_keys(store) == 3 + 2  # the index and the account


async def test_the_index_forgets_what_has_ended(store: Store) -> None:
    ana = await linked(store)
    one = remembering(store)
    async with store.patient() as redis:
        await redis.zadd(keys.memories(ana), {"ended": 1})
    await one.keep(ana, "week", b"x", seconds=PAST)
    async with store.patient() as redis:
        assert await redis.zcard(keys.memories(ana)) == 1


@pytest.mark.fault("F053")
async def test_what_was_kept_for_an_account_goes_with_it_and_does_not_come_back(store: Store) -> None:
    accounts = RedisAccounts(store.patient, Sealer(lambda: [bytes(32)]))
    ana, other = account(number="1"), account(number="2")
    one = remembering(store)
    for whose in (ana, other):
        await accounts.save(whose)
        for key in ("week", "repositories"):
            await one.keep(whose, key, b"private", seconds=PAST)
    await accounts.remove(ana)
    await one.keep(ana, "late", b"fetched while it was removed", seconds=PAST)
    assert [await one.recall(ana, key) for key in ("week", "repositories", "late")] == [None, None, None]
    assert await one.recall(other, "week") == b"private"
    await accounts.remove(other)
    assert await number_of_keys(store) == 0


async def test_an_accounts_memory_can_be_erased_alone(store: Store) -> None:
    ana, bob = await linked(store), await linked(store, account(BOB))
    one = remembering(store)
    for whose in (ana, bob):
        await one.keep(whose, "week", b"private", seconds=PAST)
    await one.forget(ana)
    assert await one.recall(ana, "week") is None
    assert await one.recall(bob, "week") == b"private"


@pytest.mark.fault("F049")
@pytest.mark.parametrize("garbage", [b"", b"\1", b"\1garbage", b"\2" + zlib.compress(b"x"), b"\1" + zlib.compress(b"x" * 100)[:-4]])
async def test_garbage_is_nothing(store: Store, garbage: bytes) -> None:
    ana = await linked(store)
    async with store.patient() as redis:
        await redis.set(place(ana, "week"), garbage)
    assert await remembering(store).recall(ana, "week") is None


@pytest.mark.fault("F049")
async def test_a_value_of_another_type_is_nothing_and_what_stands_beside_it_is_recalled(store: Store) -> None:
    ana = await linked(store)
    one = remembering(store)
    await one.keep(ana, "week", b"kept", seconds=PAST)
    async with store.patient() as redis:
        await redis.hset(place(ana, "other"), "a", "b")
    assert await one.recall(ana, "other") is None
    assert await one.recall(ana, "week") == b"kept"


async def test_a_packed_giant_is_not_unpacked(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    ana = await linked(store)
    one = remembering(store)
    await one.keep(ana, "week", bytes(10**6), seconds=PAST)
    monkeypatch.setattr(memory, "LARGEST", 10**5)
    assert await one.recall(ana, "week") is None


@pytest.mark.fault("F048")
async def test_a_full_store_keeps_nothing_new_and_still_recalls(own: Server) -> None:
    async with clients_of(own) as clients:
        ana = await linked(clients)
        one = remembering(clients)
        await one.keep(ana, "week", b"kept", seconds=PAST)
        own.said("CONFIG", "SET", "maxmemory", "100kb")
        await one.keep(ana, "more", b"more", seconds=PAST)
        assert await one.recall(ana, "more") is None
        assert await one.recall(ana, "week") == b"kept"


@pytest.mark.fault("F040")
async def test_a_lost_store_recalls_nothing_and_comes_back_by_itself() -> None:
    time = Time()
    with Server("--appendfsync", "always") as server:
        async with clients_of(server) as clients:
            ana = await linked(clients)
            one = RedisMemory(Lenient(clients.hasty, clock=time.seconds))
            await one.keep(ana, "week", b"kept", seconds=PAST)
            server.kill()
            assert await one.recall(ana, "week") is None
            await one.keep(ana, "week", b"lost", seconds=PAST)
            await one.forget(ana)
            server.start()
            time.go(5)
            assert await one.recall(ana, "week") == b"kept"


@pytest.mark.fault("F052")
async def test_a_forgotten_script_is_sent_again(store: Store, server: Server) -> None:
    ana = await linked(store)
    one = remembering(store)
    for value in (b"1", b"2"):
        server.said("SCRIPT", "FLUSH")
        await one.keep(ana, "week", value, seconds=PAST)
        assert await one.recall(ana, "week") == value

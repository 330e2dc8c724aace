"""Accounts: one contract for the fake and the store, then what only the store must do."""

import asyncio
import os
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
import pytest_asyncio

from adapters.redis import accounts as module
from adapters.redis import keys
from adapters.redis.accounts import RedisAccounts
from adapters.redis.client import Store
from adapters.redis.lenient import Lenient
from adapters.redis.memory import RedisMemory
from adapters.redis.octets import all_octets, octets
from adapters.redis.pending import RedisWaiting
from adapters.redis.resealing import accept, reseal
from adapters.redis.sealing import Sealer, UnopenedError
from adapters.redis.turns import RedisTurns
from core.errors import SettingsError, TransientError
from core.model import Account, Member, Provider, Secret
from core.ports import Accounts, Turns, Waiting
from tests.fake_accounts import ANA, BOB, FakeAccounts, FakeTurns, FakeWaiting, account
from tests.store import Server, astray

OLD, NEW = os.urandom(32), os.urandom(32)


def sealer(*numbered: bytes) -> Sealer:
    return Sealer(lambda: numbered or (NEW,))


@pytest.fixture(params=["fake", "store"])
def accounts(request: pytest.FixtureRequest) -> Accounts:
    return FakeAccounts() if request.param == "fake" else RedisAccounts(request.getfixturevalue("store").patient, sealer())


@pytest.fixture(params=["fake", "store"])
def waiting(request: pytest.FixtureRequest) -> Waiting:
    return FakeWaiting() if request.param == "fake" else RedisWaiting(request.getfixturevalue("store").patient, sealer())


@pytest.fixture(params=["fake", "store"])
def turns(request: pytest.FixtureRequest) -> Turns:
    return FakeTurns() if request.param == "fake" else RedisTurns(request.getfixturevalue("store").patient)


WHOLE = account(
    name="Ana",
    emails=("ana@example.org", "a@example.net"),
    node="U_1",
    refresh=Secret("rt-1"),
    expires=datetime(2026, 5, 1, 12, tzinfo=UTC),
    scopes=("read_api",),
    is_granted=True,
)


async def test_an_account_comes_back_as_it_was(accounts: Accounts) -> None:
    assert await accounts.of(ANA) == []
    assert await accounts.save(WHOLE)
    assert await accounts.of(ANA) == [WHOLE]


@pytest.mark.fault("F144")
async def test_accounts_are_told_apart_by_every_part_of_their_owner_and_place(accounts: Accounts) -> None:
    owners = [
        Member(*parts)
        for parts in (("slack", "t", "u"), ("discord", "t", "u"), ("slack", "t2", "u"), ("slack", "t", "u2"), ("slack", "tu", ""))
    ]
    for number, owner in enumerate(owners):
        await accounts.save(account(owner, login=f"login{number}"))
    for number, owner in enumerate(owners):
        assert [one.login for one in await accounts.of(owner)] == [f"login{number}"]


async def test_several_accounts_come_in_the_order_of_linking(accounts: Accounts) -> None:
    several = [
        account(number="9"),
        account(number="10"),
        account(host="git.example.org", number="9"),
        account(host="github.com", number="9", provider=Provider.GITHUB),
    ]
    for one in several:
        await accounts.save(one)
    renamed = replace(several[0], login="ana2")
    await accounts.save(renamed)
    assert await accounts.of(ANA) == [renamed, *several[1:]]


async def test_an_account_is_kept_only_in_the_place_of_what_it_was_made_from(accounts: Accounts) -> None:
    await accounts.save(WHOLE)
    second, third = replace(WHOLE, refresh=Secret("rt-2")), replace(WHOLE, refresh=Secret("rt-3"))
    assert await accounts.save(second, unless_changed_from=Secret("rt-1"))
    assert not await accounts.save(third, unless_changed_from=Secret("rt-1"))
    assert await accounts.of(ANA) == [second]
    assert await accounts.save(second, unless_changed_from=Secret("rt-1")), "a reply may have been lost"


async def test_an_account_that_was_erased_is_not_kept_again_by_a_late_refresh(accounts: Accounts) -> None:
    await accounts.save(WHOLE)
    await accounts.remove(WHOLE)
    await accounts.remove(WHOLE)
    assert not await accounts.save(replace(WHOLE, refresh=Secret("rt-2")), unless_changed_from=Secret("rt-1"))
    assert await accounts.of(ANA) == []


async def test_only_one_of_many_refreshes_is_kept(accounts: Accounts) -> None:
    await accounts.save(WHOLE)
    several = [replace(WHOLE, refresh=Secret(f"new-{number}")) for number in range(20)]
    kept = await asyncio.gather(*(accounts.save(one, unless_changed_from=Secret("rt-1")) for one in several))
    assert kept.count(True) == 1
    assert await accounts.of(ANA) == [several[kept.index(True)]]


async def test_what_waits_is_taken_once(waiting: Waiting) -> None:
    name = Secret("state-1")
    await waiting.keep(name, "begun", seconds=60)
    assert await waiting.look(name) == "begun"
    taken = await asyncio.gather(*(waiting.take(name) for _ in range(10)))
    assert sorted(taken, key=str) == [None] * 9 + ["begun"]
    assert await waiting.look(name) is None


async def test_a_question_waits_for_its_own_member(waiting: Waiting) -> None:
    await waiting.ask_later(ANA, "last month")
    await waiting.ask_later(ANA, "last week")
    assert await waiting.asked(BOB) is None
    assert await waiting.asked(ANA) == "last week"
    assert await waiting.asked(ANA) is None


async def test_one_has_the_turn_until_it_is_given_back(turns: Turns) -> None:
    ticket = await turns.take(WHOLE)
    assert ticket
    assert await turns.take(WHOLE) is None
    assert await turns.take(replace(WHOLE, owner=BOB))
    await turns.leave(WHOLE, "another")
    assert await turns.take(WHOLE) is None
    await turns.leave(WHOLE, ticket)
    assert await turns.take(WHOLE)


@pytest.mark.fault("F127")
async def test_nothing_in_the_store_shows_a_token_or_stays_too_long(store: Store, server: Server) -> None:
    await RedisAccounts(store.patient, sealer()).save(replace(WHOLE, token=Secret("canary-token"), refresh=Secret("canary-refresh")))
    waiting = RedisWaiting(store.patient, sealer())
    await waiting.keep(Secret("canary-state"), "canary-verifier", seconds=10_000)
    await waiting.ask_later(ANA, "canary-question")
    await RedisTurns(store.patient).take(WHOLE)
    async with store.patient() as redis:
        for name in all_octets(await redis.keys("*")):
            assert b"canary" not in (octets(await redis.dump(name)) or b"") + name
    assert await astray(store) == []
    logs = b"".join(path.read_bytes() for path in server.folder.rglob("*.aof"))
    assert b"recap:account:" in logs, "the scan sees what is written"
    assert b"canary" not in logs


@pytest.mark.fault("F129")
async def test_an_envelope_in_anothers_place_is_a_dead_account(store: Store) -> None:
    accounts = RedisAccounts(store.patient, sealer())
    mine, theirs = account(ANA, login="ana"), account(BOB, login="bob")
    await accounts.save(mine)
    await accounts.save(theirs)
    async with store.patient() as redis:
        await redis.set(keys.account(theirs), await redis.get(keys.account(mine)) or b"")
    (dead,) = await accounts.of(BOB)
    assert (dead.is_dead, dead.login, dead.token) == (True, "", Secret(""))
    assert (dead.host, dead.id) == (theirs.host, theirs.id)


@pytest.mark.fault("F128")
async def test_what_cannot_be_opened_is_never_written_over_but_can_be_erased(store: Store) -> None:
    await RedisAccounts(store.patient, sealer(OLD)).save(WHOLE)
    accounts = RedisAccounts(store.patient, sealer(NEW))
    with pytest.raises(UnopenedError):
        await accounts.save(account())
    assert await RedisAccounts(store.patient, sealer(OLD)).of(ANA) == [WHOLE]
    await accounts.remove(WHOLE)
    assert await accounts.of(ANA) == []


async def fetched(store: Store, *accounts: Account) -> None:
    memory = RedisMemory(Lenient(store.hasty))
    for one in accounts:
        await memory.keep(one, "week", b"facts", seconds=60)
        assert await memory.recall(one, "week") == b"facts"


@pytest.mark.fault("F130")
async def test_erasing_an_account_erases_what_was_fetched_with_it(store: Store) -> None:
    accounts, other = RedisAccounts(store.patient, sealer()), replace(WHOLE, owner=BOB)
    await accounts.save(other)
    before = await everything(store)
    await accounts.save(WHOLE)
    await fetched(store, WHOLE)
    await accounts.remove(WHOLE)
    assert await everything(store) == before


async def test_linking_again_forgets_what_another_token_fetched_and_renewing_does_not(store: Store) -> None:
    accounts, memory = RedisAccounts(store.patient, sealer()), RedisMemory(Lenient(store.hasty))
    await accounts.save(WHOLE)
    await fetched(store, WHOLE)
    await accounts.save(WHOLE, unless_changed_from=WHOLE.refresh)
    assert await memory.recall(WHOLE, "week") == b"facts"
    await accounts.save(WHOLE)
    assert await memory.recall(WHOLE, "week") is None


async def everything(store: Store) -> set[bytes]:
    async with store.patient() as redis:
        return set(all_octets(await redis.keys("*")))


@pytest.mark.fault("F070")
@pytest.mark.parametrize("how", ["renewed", "linked"])
async def test_somebody_who_saves_between_a_look_and_a_save_is_not_written_over_unseen(
    store: Store, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    accounts, other = (RedisAccounts(store.patient, sealer()) for _ in range(2))
    await accounts.save(WHOLE)
    theirs, mine = (replace(WHOLE, refresh=Secret(text)) for text in ("theirs", "mine"))
    run = module._SAVE

    async def late(*arguments: Any, **words: Any) -> Any:
        monkeypatch.setattr(module, "_SAVE", run)
        assert await other.save(theirs, unless_changed_from=WHOLE.refresh)
        return await run(*arguments, **words)

    monkeypatch.setattr(module, "_SAVE", late)
    kept = await accounts.save(mine, unless_changed_from=WHOLE.refresh if how == "renewed" else None)
    assert (kept, await accounts.of(ANA)) == ((False, [theirs]) if how == "renewed" else (True, [mine]))


async def test_a_save_that_others_always_get_ahead_of_gives_up(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    async def lost(*_: object, **__: object) -> int:
        return 0

    monkeypatch.setattr("adapters.redis.accounts._SAVE", lost)
    with pytest.raises(TransientError, match="Somebody else"):
        await RedisAccounts(store.patient, sealer()).save(WHOLE)


@pytest.mark.fault("F128")
async def test_a_wrong_key_is_refused_at_the_start(store: Store) -> None:
    await accept(store.patient, sealer(OLD))
    await accept(store.patient, sealer(NEW, OLD))
    with pytest.raises(SettingsError, match=sealer(OLD).numbers()[0]):
        await accept(store.patient, sealer(NEW))
    await accept(store.patient, sealer(OLD))


@pytest_asyncio.fixture
async def crowd(store: Store) -> list[Account]:
    accounts = RedisAccounts(store.patient, sealer(OLD))
    several = [account(Member("slack", "t", f"u{number}"), refresh=Secret(f"rt-{number}")) for number in range(60)]
    for one in several:
        await accounts.save(one)
    return several


@pytest.mark.fault("F128")
@pytest.mark.origin("S12")
async def test_keys_rotate_again_and_again_while_tokens_are_refreshed(store: Store, crowd: list[Account]) -> None:
    ring = [OLD]
    one = Sealer(lambda: tuple(ring))
    accounts, waiting = RedisAccounts(store.patient, one), RedisWaiting(store.patient, one)
    await accept(store.patient, one)
    await waiting.ask_later(ANA, "last week")
    is_over = False

    async def load() -> dict[str, str]:
        newest = {member.owner.user: member for member in crowd}
        turn = 0
        while not is_over:
            now = newest[f"u{turn % 60}"]
            then = replace(now, refresh=Secret(f"{turn}"))
            assert await accounts.save(then, unless_changed_from=now.refresh)
            newest[now.owner.user], turn = then, turn + 1
            await asyncio.sleep(0)
        return {user: member.refresh.reveal() for user, member in newest.items() if member.refresh}

    running = asyncio.create_task(load())
    for _ in range(4):
        ring.insert(0, os.urandom(32))
        await asyncio.sleep(0.01)
        done = await reseal(store.patient, one)
        assert done.unopened == 0
        del ring[1:]  # at once: nothing needs the old one
    is_over = True
    newest = await running
    for member in crowd:
        (kept,) = await accounts.of(member.owner)
        assert kept.refresh == Secret(newest[member.owner.user])
    assert await waiting.asked(ANA) == "last week"
    await accept(store.patient, one)


@pytest.mark.fault("F128")
async def test_a_rotation_leaves_what_it_cannot_open(store: Store, crowd: list[Account]) -> None:
    lost = sealer(os.urandom(32))
    await RedisAccounts(store.patient, lost).save(WHOLE)
    done = await reseal(store.patient, sealer(NEW, OLD))
    assert (done.count, done.unopened) == (len(crowd), 1)
    assert await RedisAccounts(store.patient, lost).of(ANA) == [WHOLE]
    assert (await reseal(store.patient, sealer(NEW))).count == 0
    assert await astray(store) == []


async def test_a_rotation_that_others_undo_says_so(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    async def lost(*_: object, **__: object) -> int:
        return 0

    await RedisAccounts(store.patient, sealer(OLD)).save(WHOLE)
    monkeypatch.setattr("adapters.redis.resealing._REPLACE", lost)
    with pytest.raises(TransientError, match="old key"):
        await reseal(store.patient, sealer(NEW, OLD))


async def test_what_waits_and_does_not_open_is_gone(store: Store) -> None:
    await RedisWaiting(store.patient, sealer(OLD)).ask_later(ANA, "last week")
    assert await RedisWaiting(store.patient, sealer(NEW)).asked(ANA) is None

"""What the store holds of an account: nothing that can be read, nothing in another's place, and nothing after its end."""

from dataclasses import replace

import pytest

from adapters.redis import keys
from adapters.redis.accounts import RedisAccounts
from adapters.redis.client import Store
from adapters.redis.lenient import Lenient
from adapters.redis.memory import RedisMemory
from adapters.redis.octets import all_octets, octets
from adapters.redis.pending import RedisWaiting
from adapters.redis.sealing import UnopenedError
from adapters.redis.turns import RedisTurns
from core.model import Account, Secret
from tests.adapters.redis.sealed import NEW, OLD, WHOLE, sealer
from tests.fake_accounts import ANA, BOB, account
from tests.store import Server, astray


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

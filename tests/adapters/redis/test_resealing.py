"""Keys rotate while accounts are in use, and a wrong one is refused."""

import asyncio
import os
from dataclasses import replace

import pytest
import pytest_asyncio

from adapters.redis.accounts import RedisAccounts
from adapters.redis.client import Store
from adapters.redis.pending import RedisWaiting
from adapters.redis.resealing import accept, reseal
from adapters.redis.sealing import Sealer
from core.errors import SettingsError, TransientError
from core.model import Account, Member, Secret
from tests.adapters.redis.sealed import NEW, OLD, WHOLE, sealer
from tests.fake_accounts import ANA, account
from tests.store import astray


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

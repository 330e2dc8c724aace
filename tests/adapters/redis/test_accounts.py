"""Accounts: one contract for the fake and the store, and saves that meet each other."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from adapters.redis import accounts as module
from adapters.redis.accounts import RedisAccounts
from adapters.redis.client import Store
from core.errors import TransientError
from core.model import Member, Provider, Secret
from core.ports import Accounts
from tests.adapters.redis.sealed import WHOLE, sealer
from tests.fake_accounts import ANA, FakeAccounts, account


@pytest.fixture(params=["fake", "store"])
def accounts(request: pytest.FixtureRequest) -> Accounts:
    return FakeAccounts() if request.param == "fake" else RedisAccounts(request.getfixturevalue("store").patient, sealer())


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

"""Who was told of a dead token: the store and its fake behave alike, and linking anew forgets it."""

from dataclasses import replace

import pytest

from adapters.redis import keys
from adapters.redis.accounts import RedisAccounts
from adapters.redis.client import Store
from adapters.redis.notices import TELLING, RedisNotices
from adapters.redis.sealing import Sealer
from core.model import Secret
from core.ports.talking import Notices
from tests.fake_accounts import ANA, BOB, account
from tests.fake_kept import FakeNotices

ONE = account(ANA)
SEALER = Sealer(lambda: [b"k" * 32])


@pytest.fixture(params=["fake", "store"])
def notices(request: pytest.FixtureRequest) -> Notices:
    return FakeNotices() if request.param == "fake" else RedisNotices(request.getfixturevalue("store").patient)


@pytest.mark.fault("F060")
async def test_one_tells_and_it_is_told_once(notices: Notices) -> None:
    assert [await notices.claim(ONE) for _ in range(3)] == [True, False, False]
    assert await notices.claim(replace(ONE, owner=BOB))
    await notices.told(ONE)

    assert not await notices.claim(ONE)


async def test_claim_lasts_a_minute_and_what_was_told_until_the_account_is_linked_anew(store: Store) -> None:
    notices, accounts = RedisNotices(store.patient), RedisAccounts(store.patient, SEALER)
    await accounts.save(ONE)
    await notices.claim(ONE)
    async with store.patient() as redis:
        assert 0 < await redis.ttl(keys.notice(ONE)) <= TELLING
        await notices.told(ONE)
        assert await redis.ttl(keys.notice(ONE)) == -1

    await accounts.save(replace(ONE, is_dead=True))
    assert not await notices.claim(ONE)
    await accounts.save(replace(ONE, token=Secret("new")))
    assert await notices.claim(ONE)
    await accounts.remove(ONE)
    await notices.told(ONE)  # too late: the next death is told again
    assert await notices.claim(ONE)


async def test_death_of_a_token_does_not_touch_another_one(store: Store) -> None:
    accounts = RedisAccounts(store.patient, SEALER)
    await accounts.save(replace(ONE, token=Secret("new")))

    assert not await accounts.save(replace(ONE, is_dead=True))
    assert not await accounts.save(replace(ONE, owner=BOB, is_dead=True))

    assert [one.is_dead for one in await accounts.of(ANA)] == [False]
    assert await accounts.of(BOB) == []

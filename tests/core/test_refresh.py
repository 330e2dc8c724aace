"""Tokens are renewed once, by one, before they end."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from core.errors import AuthError, PermanentError, TransientError
from core.model import Provider
from tests.core.connecting import USER, desk
from tests.core.refreshing import linked, refresher
from tests.fake_accounts import FakeTurns, account


async def test_a_token_that_lasts_is_given_out_as_it_is() -> None:
    async with desk() as one:
        kept = await linked(one)
        assert await refresher(one).fresh(kept) is kept
        assert one.server.refreshed == 0
    forever = account()
    assert await refresher(one).fresh(forever) is forever


@pytest.mark.fault("F070")
@pytest.mark.parametrize("provider", list(Provider))
async def test_a_token_is_renewed_before_it_ends(provider: Provider) -> None:
    async with desk(provider=provider) as one:
        kept = await linked(one)
        one.now += timedelta(minutes=116)
        fresh = await refresher(one).fresh(kept)
        assert fresh.token != kept.token
        assert one.server.is_live(fresh.token)
        assert one.accounts.kept == [fresh]
        assert fresh.expires == one.now + timedelta(hours=2)


@pytest.mark.fault("F070")
async def test_many_who_need_a_token_renew_it_once() -> None:
    async with desk() as one:
        kept = await linked(one)
        one.now += timedelta(hours=3)
        turns = FakeTurns()
        fresh = await asyncio.gather(*(refresher(one, turns=turns).fresh(kept) for _ in range(30)))
        assert one.server.refreshed == 1
        assert len({each.token for each in fresh}) == 1
        assert one.server.is_live(fresh[0].token)
        assert turns.taken == {}


@pytest.mark.fault("F060")
async def test_a_token_that_a_host_refuses_is_renewed_or_nobody_is_asked_with_it_again() -> None:
    async with desk() as one:
        kept = await linked(one)
        fresh = await refresher(one).another(kept)
        assert fresh
        assert one.server.is_live(fresh.token)
        assert fresh.token != kept.token

        assert await refresher(one).another(kept) == fresh, "which somebody renewed meanwhile"
        assert one.accounts.kept == [fresh]

        lasting = replace(fresh, refresh=None)
        one.accounts.kept[:] = [lasting]
        assert await refresher(one).another(lasting) is None
        with pytest.raises(AuthError, match="refused the token of ana"):
            await refresher(one).fresh(one.accounts.kept[0])
        assert await refresher(one).another(lasting) is None
        assert [account.is_dead for account in one.accounts.kept] == [True]


async def test_what_cannot_be_kept_serves_the_answer_at_hand() -> None:
    async with desk() as one:
        kept = await linked(one)
        one.now += timedelta(hours=3)
        one.accounts.breaks = [TransientError("away")] * 2
        fresh = await refresher(one).fresh(kept)
        assert one.accounts.kept == [fresh]
        one.now += timedelta(hours=3)
        one.accounts.breaks = [TransientError("away")] * 5
        assert one.server.is_live((await refresher(one).fresh(fresh)).token)
        assert one.accounts.kept == [fresh]


@pytest.mark.fault("F048")
async def test_a_store_that_has_no_room_for_what_was_got_is_not_asked_again() -> None:
    async with desk() as one:
        kept = await linked(one)
        one.now += timedelta(hours=3)
        one.accounts.breaks = [PermanentError("full"), PermanentError("full still")]
        fresh = await refresher(one).fresh(kept)
        assert one.server.is_live(fresh.token)
        assert one.accounts.kept == [kept]
        assert len(one.accounts.breaks) == 1


async def test_a_token_that_nothing_renews_is_used_to_its_end() -> None:
    async with desk() as one:
        kept = account(expires=one.now + timedelta(minutes=1))
        one.accounts.kept = [kept]
        assert await refresher(one).fresh(kept) is kept
        one.now += timedelta(minutes=2)
        with pytest.raises(AuthError):
            await refresher(one).fresh(kept)
        assert one.accounts.kept[0].is_dead


async def test_a_server_may_let_the_old_refresh_token_stand() -> None:
    async with desk() as one:
        kept = await linked(one)
        one.now += timedelta(hours=3)
        from aiohttp import web

        one.server.says["/oauth/token"] = web.json_response(
            {"access_token": one.server.personal(USER, "read_api").reveal(), "token_type": "bearer"}
        )
        fresh = await refresher(one).fresh(kept)
        assert fresh.refresh == kept.refresh
        assert fresh.expires is None
        assert fresh.scopes == kept.scopes

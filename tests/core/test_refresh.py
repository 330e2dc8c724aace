"""Tokens are renewed once, by one, and lost ones are told."""

import asyncio
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from core.connect import Site
from core.errors import AuthError, OutsideError, PermanentError, TransientError
from core.model import Account, Profile, Provider, Secret
from core.refresh import Refresher
from tests.core.test_connect import NOON, USER, Desk, desk
from tests.fake_accounts import ANA, FakeTurns, account


async def linked(one: Desk) -> Account:
    return (await one.connector.by_device(ANA, one.site, lambda code: one.server.approve(code.typed, USER))).account


@dataclass
class Fast:
    """A sleep that lets others go on."""

    one: Desk
    seconds: float = 0

    async def __call__(self, seconds: float) -> None:
        self.seconds += seconds
        await asyncio.sleep(0)


def refresher(one: Desk, *, turns: FakeTurns | None = None, site: Site | None = None) -> Refresher:
    return Refresher(
        accounts=one.accounts, turns=turns or FakeTurns(), sites=lambda *_: site or one.site, now=lambda: one.now, sleep=Fast(one)
    )


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


@pytest.mark.fault("F070")
async def test_who_died_between_the_exchange_and_the_save_leaves_a_prompt_to_link_again() -> None:
    async with desk() as one:
        kept = await linked(one)
        assert kept.refresh
        one.now += timedelta(hours=3)
        await one.site.flow().refreshed(kept.refresh)  # and then, nothing more
        with pytest.raises(AuthError, match=r"recap connect gitlab --host git\.test"):
            await refresher(one).fresh(kept)
        (dead,) = one.accounts.kept
        assert dead.is_dead
        with pytest.raises(AuthError, match="refused the token of ana"):
            await refresher(one).fresh(dead)
        with pytest.raises(AuthError):
            await refresher(one).fresh(kept)
        assert one.server.refreshed == 1


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


@pytest.mark.fault("F070")
async def test_a_token_that_came_for_an_erased_account_is_revoked() -> None:
    async with desk() as one:
        kept = await linked(one)
        one.now += timedelta(hours=3)
        one.server.hold = asyncio.Event()
        running = asyncio.create_task(refresher(one).fresh(kept))
        await one.server.holding.wait()
        await one.accounts.remove(kept)
        one.server.hold.set()
        with pytest.raises(AuthError):
            await running
        assert not any(issued.is_live for issued in one.server.tokens.values())
        assert one.accounts.kept == []


async def test_an_account_that_was_linked_anew_meanwhile_is_used() -> None:
    async with desk() as one:
        kept = await linked(one)
        one.now += timedelta(hours=3)
        newer = await linked(one)
        assert await refresher(one).fresh(kept) == newer
        by_hand = replace(newer, refresh=None, expires=None)
        one.accounts.kept = [by_hand]
        assert await refresher(one).fresh(kept) == by_hand
        assert one.server.refreshed == 0


@pytest.mark.fault("F073")
async def test_tokens_that_come_for_somebody_else_are_not_used() -> None:
    async with desk() as one:
        kept = await linked(one)
        one.now += timedelta(hours=3)

        async def mixed_up(_token: Secret, _api: str) -> Profile:
            return Profile(id="666", login="mallory")

        with pytest.raises(AuthError, match="another account"):
            await refresher(one, site=replace(one.site, identify=mixed_up)).fresh(kept)
        assert one.accounts.kept[0].is_dead


async def test_a_host_that_cannot_say_who_it_is_just_now_is_believed_for_now() -> None:
    async with desk() as one:
        kept = await linked(one)
        one.now += timedelta(hours=3)

        async def away(_token: Secret, _api: str) -> Profile:
            raise OutsideError("away")

        fresh = await refresher(one, site=replace(one.site, identify=away)).fresh(kept)
        assert one.accounts.kept == [fresh]


async def test_a_host_that_is_away_is_told_only_when_the_token_has_ended() -> None:
    async with desk() as one:
        kept = await linked(one)
    one.now = NOON + timedelta(minutes=118)
    assert await refresher(one).fresh(kept) is kept
    one.now += timedelta(hours=1)
    with pytest.raises(TransientError, match="cannot be reached"):
        await refresher(one).fresh(kept)
    assert not one.accounts.kept[0].is_dead


async def test_a_turn_that_lasts_too_long_is_told() -> None:
    async with desk() as one:
        kept = await linked(one)
        one.now += timedelta(hours=3)
        turns = FakeTurns()
        await turns.take(kept)
        with pytest.raises(TransientError, match="Another process"):
            await refresher(one, turns=turns).fresh(kept)
        assert one.server.refreshed == 0


async def test_a_turn_that_cannot_be_given_back_runs_out_by_itself() -> None:
    async with desk() as one:
        kept = await linked(one)
        one.now += timedelta(hours=3)
        fresh = await refresher(one, turns=FakeTurns(breaks=[TransientError("away")])).fresh(kept)
        assert one.accounts.kept == [fresh]


async def test_a_token_that_nothing_renews_is_used_to_its_end() -> None:
    async with desk() as one:
        kept = account(expires=one.now + timedelta(minutes=1))
        one.accounts.kept = [kept]
        assert await refresher(one).fresh(kept) is kept
        one.now += timedelta(minutes=2)
        with pytest.raises(AuthError):
            await refresher(one).fresh(kept)
        assert one.accounts.kept[0].is_dead


async def test_an_account_that_does_not_open_says_what_to_do() -> None:
    async with desk() as one:
        with pytest.raises(AuthError, match="RECAP_SECRET_KEYS"):
            await refresher(one).fresh(account(login="", token=Secret(""), is_dead=True))


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

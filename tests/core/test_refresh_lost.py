"""What came too late, for somebody else or not at all is no token to ask with, and its owner is told."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from core.errors import AuthError, OutsideError, TransientError
from core.model import Profile, Secret
from tests.core.connecting import NOON, desk
from tests.core.refreshing import linked, refresher
from tests.fake_accounts import FakeTurns, account


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


async def test_an_account_that_does_not_open_says_what_to_do() -> None:
    async with desk() as one:
        with pytest.raises(AuthError, match="RECAP_SECRET_KEYS"):
            await refresher(one).fresh(account(login="", token=Secret(""), is_dead=True))

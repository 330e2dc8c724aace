"""Who works at which standup, in a real store: one at a time, whatever is lost, late or away."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from adapters.redis import keys
from adapters.redis.address import address
from adapters.redis.client import Store, connected
from adapters.redis.outbox import RedisOutbox
from adapters.redis.standups import name_of
from core.errors import OutsideError
from core.model.standup import VERSION, Chain, Progress, Stage, newest
from tests.adapters.redis.due import NOW, begun, report
from tests.store import Server, astray


@pytest.mark.fault("F020")
async def test_what_one_has_claimed_nobody_else_gets_until_the_lease_is_over(store: Store) -> None:
    house, standup = await begun(store)

    [claim] = await house.outbox.claim(5)
    assert claim.standup == standup
    assert claim.now == NOW
    assert await house.outbox.claim(5) == []
    house.now += timedelta(seconds=46)
    [again] = await house.outbox.claim(5)

    assert not await house.outbox.keep(claim, Progress())
    assert not await house.outbox.leave(claim, Progress(), None)
    assert await house.outbox.renew(claim) is None
    await house.outbox.release(claim)
    assert await house.outbox.renew(again) == standup


@pytest.mark.fault("F042")
async def test_what_is_written_twice_has_one_effect(store: Store) -> None:
    house, standup = await begun(store)
    [claim] = await house.outbox.claim(5)
    progress = Progress(report=report(stage=Stage.TOLD, message="1"), chains={"U1": Chain(NOW, NOW)})

    for _ in range(2):
        assert await house.outbox.keep(claim, progress, told={"U1": {"a", "b"}})
    assert await house.outbox.leave(claim, progress, NOW)
    assert not await house.outbox.leave(claim, progress, NOW + timedelta(days=1))  # somebody else may have it now

    [again] = await house.outbox.claim(5)
    assert again.progress == progress
    assert set(await house.outbox.told(standup, "U1")) == {"a", "b"}


async def test_release_hands_over_at_once(store: Store) -> None:
    house, _ = await begun(store)
    [claim] = await house.outbox.claim(5)

    await house.outbox.release(claim)

    assert len(await house.outbox.claim(5)) == 1


async def test_what_is_let_go_until_later_is_taken_up_then_and_at_once_where_it_was_changed(store: Store) -> None:
    house, standup = await begun(store)
    later = timedelta(seconds=3)

    [claim] = await house.outbox.claim(5)
    await house.outbox.release(claim, house.now + later)
    assert await house.outbox.claim(5) == []
    house.now += later
    [claim] = await house.outbox.claim(5)
    await house.outbox.stray(claim)
    await house.outbox.release(claim, house.now + later)

    [claim] = await house.outbox.claim(5)
    assert (claim.standup, claim.strays) == (standup, 1)


async def test_a_change_while_it_is_held_is_looked_at_when_it_is_left(store: Store) -> None:
    house, standup = await begun(store)
    [claim] = await house.outbox.claim(5)
    await house.standups.change(standup, lambda one: replace(one, pause="By hand."))

    assert await house.outbox.leave(claim, Progress(), NOW + timedelta(days=1))

    [again] = await house.outbox.claim(5)
    assert again.standup.pause == "By hand."


async def test_a_call_lasts_until_its_date_is_dealt_with(store: Store) -> None:
    house, standup = await begun(store)
    [claim] = await house.outbox.claim(5)
    await house.standups.call(standup, date(2026, 11, 17))
    await house.outbox.leave(claim, Progress(last=date(2026, 11, 16)), None)

    [again] = await house.outbox.claim(5)
    assert again.called == date(2026, 11, 17)
    await house.outbox.leave(again, Progress(report=report()), NOW)
    [later] = await house.outbox.claim(5)

    assert later.called is None
    assert newest(await house.standups.progress(standup)) == date(2026, 11, 17)


async def test_what_is_deleted_is_in_nobody_s_hand_and_leaves_nothing(store: Store) -> None:
    house, standup = await begun(store)
    [claim] = await house.outbox.claim(5)
    assert not await house.outbox.is_gone(claim)
    await house.outbox.keep(claim, Progress(chains={"U9": Chain(NOW, NOW)}), told={"U9": {"a"}})
    await house.standups.delete(standup)

    assert await house.outbox.is_gone(claim)
    assert not await house.outbox.keep(claim, Progress())
    await house.outbox.stray(claim)
    await house.standups.call(standup, NOW.date())
    assert await house.standups.change(standup, lambda one: one) is None
    async with store.patient() as link:
        assert await link.keys("*") == []


@pytest.mark.fault("F040")
@pytest.mark.fault("F045")
async def test_a_store_that_goes_and_comes_back_loses_no_report() -> None:
    with Server("--appendfsync", "everysec") as server:
        async with connected(address(server.url)) as store:
            house, _ = await begun(store)
            server.kill()
            await house.tick()
            assert house.posted == []
            server.start()
            await house.waits(minutes=1)

            assert len(house.posted) == 1


@pytest.mark.fault("F044")
async def test_writes_that_a_failover_loses_post_nothing_again(store: Store) -> None:
    house, standup = await begun(store)
    async with store.patient() as link:
        before = await link.hgetall(keys.report(name_of(standup)))
    await house.tick()
    async with store.patient() as link:
        await link.delete(keys.report(name_of(standup)))
        await link.zadd(keys.due(VERSION), {name_of(standup): 1})
    assert before == {}

    await house.waits(minutes=1)

    assert house.board.calls.count("post") == 1


async def test_every_key_has_a_class_and_ends_when_it_says(store: Store) -> None:
    house, _ = await begun(store)
    await house.tick()

    assert await astray(store) == []


@pytest.mark.fault("F041")
async def test_a_store_that_hangs_is_left_after_a_while_and_the_rest_goes_on(own: Server) -> None:
    async with connected(address(own.url)) as store:
        outbox = RedisOutbox(store.hasty)
        own.pause()
        with pytest.raises(OutsideError):
            await outbox.claim(5)
        own.resume()

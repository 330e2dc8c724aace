"""Who works at which standup, in a real store: one at a time, whatever is lost, late, full, garbage or of another version."""

import asyncio
from collections.abc import Awaitable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import redis

from adapters.redis import keys
from adapters.redis.address import address
from adapters.redis.agreed import packed, progress_in, progress_packed, standup_in
from adapters.redis.client import Store, connected
from adapters.redis.outbox import RedisOutbox
from adapters.redis.standups import name_of
from core.calendar import Rhythm
from core.errors import OutsideError, TransientError
from core.model import Member
from core.model.chat import Place
from core.model.standup import VERSION, Chain, Progress, Report, Seat, Stage, Standup, newest
from tests.standups import House
from tests.store import Server, astray

NOW = datetime(2026, 11, 17, 9, 30, tzinfo=UTC)
ANA = Member("slack", "T1", "U1")


async def begun(store: Store) -> tuple[House, Standup]:
    house = House(store)
    standup = await house.agreed(house.person("Ana Lima"))
    house.now = NOW
    return house, standup


def report(**more: object) -> Report:
    values: dict[str, object] = {"day": NOW.date(), "due": NOW, "until": NOW}
    return Report(**values | more)  # type: ignore[arg-type]  # a test's own values


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


@pytest.mark.fault("F049")
async def test_garbage_is_set_aside_and_its_neighbours_are_not(store: Store) -> None:
    house, standup = await begun(store)
    others = [await house.agreed(standup.creator, id=f"o{number}") for number in range(5)]
    places = [keys.standup(one.place, one.id) for one in others]
    async with store.patient() as link:
        await link.set(places[0], b"\x00\xff garbage")
        await link.set(places[1], b'{"v": 1, "id": 5}')
        await link.delete(places[2])
        await link.lpush(places[2], "a list")
        await link.set(keys.report(name_of(others[3])), "a text where a hash belongs")
        await link.hset(keys.report(name_of(others[4])), "record", "[]")

    claims = await house.outbox.claim(10)

    assert {claim.standup.id for claim in claims} == {standup.id, others[4].id}
    assert next(claim for claim in claims if claim.standup.id == others[4].id).progress == Progress()
    assert [one.id for one in await house.standups.at(house.team)] == [standup.id, "o3", "o4"]
    assert await house.outbox.claim(10) == []
    [claim] = [one for one in claims if one.standup.id == standup.id]
    async with store.patient() as link:
        await link.set(keys.standup(standup.place, standup.id), "garbage")
        await link.hset(keys.report(name_of(standup)), "record", "garbage")
    assert await house.outbox.renew(claim) is None
    assert await house.standups.progress(standup) == Progress()


@pytest.mark.fault("F035")
async def test_another_version_s_standups_are_left_alone(store: Store) -> None:
    house, standup = await begun(store)
    newer = packed(standup).replace('"v":1', '"v":2').replace('"pause"', '"else":1,"pause"')
    async with store.patient() as link:
        await link.zrem(keys.due(VERSION), name_of(standup))
        await link.zadd(keys.due(VERSION + 1), {name_of(standup): 1})
        await link.set(keys.standup(standup.place, standup.id), newer)

    await house.tick()

    assert await house.standups.at(house.team) == []
    assert house.posted == []
    async with store.patient() as link:
        assert (await link.get(keys.standup(standup.place, standup.id))) == newer.encode()
    with pytest.raises(ValueError, match="v"):
        standup_in(newer.encode())
    with pytest.raises(TransientError, match="Another version of Recap"):
        await house.standups.change(standup, lambda one: one)


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


async def test_people_join_at_the_same_time_and_none_is_lost(store: Store) -> None:
    house, standup = await begun(store)
    people = [Member("slack", "T1", f"V{number}") for number in range(12)]

    def joining(member: Member) -> Awaitable[Standup | None]:
        return house.standups.change(standup, lambda one: replace(one, seats=(*one.seats, Seat(member))))

    await asyncio.gather(*(joining(one) for one in people))

    [kept] = await house.standups.at(house.team)
    assert {seat.member for seat in kept.seats} == set(people)


async def test_a_change_that_never_wins_says_so(store: Store) -> None:
    house, standup = await begun(store)
    place, count = keys.standup(standup.place, standup.id), iter(range(100))
    raw = redis.Redis(unix_socket_path=house.store.where.removeprefix("the store at "))

    def outrun(one: Standup) -> Standup:
        raw.set(place, packed(replace(one, words=f"others were first, {next(count)}")))
        return replace(one, is_silent=True)

    with raw, pytest.raises(TransientError, match="Many people"):
        await house.standups.change(standup, outrun)


async def test_forgetting_a_person_erases_them_everywhere(store: Store) -> None:
    house, standup = await begun(store)
    ben, cleo = Member("slack", "T1", "U8"), Member("slack", "T1", "U9")
    await house.standups.change(standup, lambda one: replace(one, seats=(Seat(ben, has_joined=True), Seat(cleo))))
    own = await house.agreed(cleo, id="own", place=Place("slack", "T1", "D9"), is_personal=True)

    assert await house.standups.of(cleo) == [own]
    assert await house.standups.forget(cleo) == 2
    assert await house.standups.of(cleo) == []
    assert await house.standups.forget(standup.creator) == 1
    [left] = await house.standups.at(house.team)
    assert (left.creator, left.seats) == (ben, (Seat(ben, has_joined=True),))
    assert await house.standups.forget(ben) == 1
    assert await house.standups.at(house.team) == []


async def test_every_key_has_a_class_and_ends_when_it_says(store: Store) -> None:
    house, _ = await begun(store)
    await house.tick()

    assert await astray(store) == []


async def test_what_is_kept_comes_back_as_it_was() -> None:
    rhythm = Rhythm(
        at=NOW.time(), zone="Asia/Tokyo", first=NOW.date(), days=(1, 3), weeks=2, phase=1, country="DE-BY", skipped=(date(2026, 12, 24),)
    )
    place = Place("discord", "G1", "C1", "")
    standup = Standup(id="x", place=place, creator=ANA, rhythm=rhythm, created=NOW, seats=(Seat(ANA),), words="in acme/web", is_silent=True)
    progress = Progress(last=NOW.date(), report=report(since=NOW, tries=3, is_called=True), strikes=2, notified=("pause",))

    assert standup_in(packed(standup).encode()) == standup
    assert progress_in(progress_packed(progress).encode()) == progress
    assert progress_in(None) == Progress()
    for garbage in (b'{"v": 2}', b"[]", b'{"v": 1, "last": null, "report": {"day": 1}, "chains": {}, "strikes": 0, "notified": []}'):
        with pytest.raises(ValueError, match=r"\w"):
            progress_in(garbage)
    with pytest.raises(ValueError, match="zone"):
        standup_in(packed(standup).replace("+00:00", "").encode())


@pytest.mark.fault("F041")
async def test_a_store_that_hangs_is_left_after_a_while_and_the_rest_goes_on() -> None:
    with Server() as server:
        async with connected(address(server.url)) as store:
            outbox = RedisOutbox(store.hasty)
            server.pause()
            with pytest.raises(OutsideError):
                await outbox.claim(5)
            server.resume()

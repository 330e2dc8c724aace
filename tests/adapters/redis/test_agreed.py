"""What was agreed comes back as it was: changed by many at once, beside garbage, and of another version."""

import asyncio
from collections.abc import Awaitable
from dataclasses import replace
from datetime import date

import pytest
import redis

from adapters.redis import keys
from adapters.redis.agreed import packed, progress_in, progress_packed, standup_in
from adapters.redis.client import Store
from adapters.redis.standups import name_of
from core.calendar import Rhythm
from core.errors import TransientError
from core.model import Member
from core.model.chat import Place
from core.model.standup import VERSION, Progress, Seat, Standup
from tests.adapters.redis.due import ANA, NOW, begun, report


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

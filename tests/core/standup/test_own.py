"""A recap of one's own comes to oneself alone, at the time that was said."""

from dataclasses import replace

import pytest

from adapters.redis.client import Store
from core.messages import agreeing as messages
from core.model import Member, Visibility
from tests.core.standup.facts import done
from tests.core.standup.room import Room
from tests.standups import House


@pytest.mark.parametrize("whom", ["<@U2>", "<@&S1>", "everyone", "github:ben last week", "last week <@U2>"])
async def test_a_recap_of_one_s_own_is_of_nobody_else(store: Store, whom: str) -> None:
    room = Room(store)
    ana = room.house.person("Ana Lima")

    said = await room.types(ana, f"every friday 16:00 {whom}", command="recap")

    assert said == f"/recap every brings your own work, so leave “{whom.replace('last week', '').strip()}” out."
    assert await room.house.standups.of(ana) == []


async def test_a_recap_of_one_s_own_comes_every_week(store: Store) -> None:
    room = Room(store)
    ana = room.house.person("Ana Lima")
    room.house.work[ana] = [done("Add login", "2026-11-17 11:00")]

    assert await room.types(ana, "every", command="recap") == "Nothing comes to you by itself. Have it: /recap every friday 16:00"
    said = await room.types(ana, "every friday 16:00 as bullets in acme/web", command="recap")
    assert said == (
        "Your recap comes to you in a direct message: 16:00 · Fri · UTC · “as bullets in acme/web”, first on Fri 20 Nov. "
        "To end it: /recap every off"
    )
    assert "comes to you already: 16:00" in await room.types(ana, "every friday 16:00 as bullets in acme/web", command="recap")
    await room.house.goes_to("2026-11-20 16:00")

    assert "Added login" in room.house.told(ana)[0]
    assert await room.types(ana, "every", command="recap") == "1. 16:00 · Fri · UTC · “as bullets in acme/web”"
    assert await room.types(ana, "every resume", command="recap") == messages.NOT_PAUSED
    [own] = await room.house.standups.of(ana)
    await room.house.standups.change(own, lambda one: replace(one, pause="They take no messages."))
    assert "first on Fri 27 Nov" in await room.types(ana, "every resume", command="recap")
    assert await room.types(ana, "every off", command="recap") == "Ended, and what was kept of it is erased."


async def test_a_recap_of_one_s_own_without_an_account_says_that_nothing_is_seen(store: Store) -> None:
    room = Room(store)
    ana = room.house.person("Ana Lima", is_connected=False)

    assert (await room.types(ana, "every friday 16:00", command="recap")).endswith(f"\n{messages.TO_SEE}")


async def test_a_recap_of_one_s_own_comes_on_the_same_day_where_its_time_is_still_to_come(store: Store) -> None:
    room = Room(store)
    ana = room.house.person("Ana Lima")
    room.house.work[ana] = [done("Add login", "2026-11-16 11:00")]

    assert "first on Mon 16 Nov" in await room.types(ana, "every monday 16:00", command="recap")
    assert "first on Mon 23 Nov" in await room.types(ana, "every monday 06:00", command="recap")
    await room.house.goes_to("2026-11-16 16:00")

    assert "Added login" in room.house.told(ana)[0]


async def test_a_recap_of_one_s_own_that_goes_while_it_is_resumed_is_told(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    room = Room(store)
    ana = room.house.person("Ana Lima")
    await room.types(ana, "every friday 16:00", command="recap")
    [own] = await room.house.standups.of(ana)
    paused = await room.house.standups.change(own, lambda one: replace(one, pause="They take no messages."))
    await room.house.standups.delete(own)

    async def seen(member: Member) -> object:
        assert member == ana
        return [paused]

    monkeypatch.setattr(room.house.standups, "of", seen)
    assert await room.types(ana, "every resume", command="recap") == messages.OWN_GONE


async def test_a_recap_of_one_s_own_comes_to_oneself_alone(store: Store) -> None:
    house = House(store)
    ana = house.person("Ana Lima")
    place = house.chat.direct_of(ana)
    house.work[ana] = [done("Add login", "2026-11-16 11:00", visibility=Visibility.PRIVATE)]
    await house.agreed(ana, place=place, is_personal=True, is_whole_channel=False)

    await house.goes_to("2026-11-17 09:30")

    [told] = house.told(ana)
    assert told.startswith("Your recap · Tue 17 Nov")
    assert "Added login" in told
    assert house.board.stands[0][3].buttons == ()


async def test_a_recap_of_one_s_own_may_name_another_window(store: Store) -> None:
    house = House(store)
    ana = house.person("Ana Lima")
    house.work[ana] = [done("Add login", "2026-11-09 11:00")]
    place = house.chat.direct_of(ana)
    await house.agreed(ana, place=place, is_personal=True, is_whole_channel=False, words="last week as bullets")

    await house.reports(17, 18)

    assert ["Added login" in text for text in house.told(ana)] == [True, True]

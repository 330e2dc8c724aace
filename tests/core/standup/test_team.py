"""Whom a question means by "the team": the people of the standups of a place, else of one's own."""

from datetime import UTC, datetime

import pytest

from adapters.redis.client import Store
from core.model.standup import Seat
from core.standup.team import Teams
from tests.standups import House


def teams(house: House) -> Teams:
    return Teams(standups=house.standups, directory=lambda _: house.chat.directory)


async def test_team_of_a_channel_is_who_its_standups_tell_of(store: Store) -> None:
    house = House(store)
    ana, ben, cleo = house.person("Ana Lima"), house.person("Ben Okafor"), house.person("Cleo Park")
    await house.agreed(ana, seats=(Seat(cleo), Seat(ben, has_joined=True)), is_whole_channel=False)
    assert await teams(house)(cleo, house.team) == [ben, cleo]

    await house.agreed(ana)
    assert await teams(house)(ana, house.team) == [ben, cleo, ana]


@pytest.mark.fault("F148")
async def test_elsewhere_it_is_the_team_that_one_belongs_to_and_nobody_elses(store: Store) -> None:
    house = House(store)
    ana, ben, cleo = house.person("Ana Lima"), house.person("Ben Okafor"), house.person("Cleo Park")
    twin = house.chat.person("Ben Okafor", tenant="T2", user=ben.user)
    await house.agreed(ana, seats=(Seat(ana, has_joined=True), Seat(ben)), is_whole_channel=False)
    await house.agreed(ana, is_personal=True, is_whole_channel=False, seats=(Seat(ana, has_joined=True),))

    for member in (ana, ben):
        assert await teams(house)(member, house.chat.direct_of(member)) == [ana, ben]
    for member in (cleo, twin):
        assert await teams(house)(member, house.chat.direct_of(member)) == []


@pytest.mark.fault("F148")
async def test_who_made_a_standup_and_left_its_channel_has_no_team_there(store: Store) -> None:
    house = House(store)
    ana = house.person("Ana Lima")
    house.person("Ben Okafor")
    await house.agreed(ana)
    house.chat.rooms[house.team][1].remove(ana)

    assert await teams(house)(ana, house.chat.direct_of(ana)) == []


async def test_last_standup_is_up_to_when_one_was_told_of_here_or_where_one_has_a_seat(store: Store) -> None:
    house = House(store)
    ana, ben, cleo = house.person("Ana Lima"), house.person("Ben Okafor"), house.person("Cleo Park")
    elsewhere = house.chat.direct_of(ana)
    await house.agreed(ana, seats=(Seat(ana, has_joined=True), Seat(ben)), is_whole_channel=False)
    await house.agreed(ana, is_personal=True, is_whole_channel=False, seats=(Seat(ana, has_joined=True),), at="10:30")
    assert await teams(house).last(ana, house.team) is None

    await house.goes_to("2026-11-17 09:30")
    await house.goes_to("2026-11-17 10:30")

    for place in (house.team, elsewhere):
        assert await teams(house).last(ben, place) == datetime(2026, 11, 17, 9, 30, tzinfo=UTC)
        assert await teams(house).last(ana, place) == datetime(2026, 11, 17, 9, 30, tzinfo=UTC)
        assert await teams(house).last(cleo, place) is None

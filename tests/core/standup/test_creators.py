"""Whose accounts a report is seen through: members' own, else the creator's, and what a creator who is gone leaves."""

from dataclasses import replace

import pytest

from adapters.redis.client import Store
from core.model.standup import Seat
from tests.core.standup.facts import BEN, done
from tests.standups import House


async def test_members_are_seen_by_the_creator_until_they_join_and_connect(store: Store) -> None:
    house = House(store)
    ana, ben = house.person("Ana Lima"), house.person("Ben Okafor")
    cleo = house.person("Cleo Park", is_connected=False)
    seen = done("Fix export", "2026-11-16 10:00", BEN)
    house.work[ana] = [done("Add login", "2026-11-16 11:00"), seen]
    house.work[ben] = [seen, done("Add secret work", "2026-11-16 12:00", BEN)]
    standup = await house.agreed(ana)

    await house.reports(17)
    assert "Told as Ana Lima sees it: Ben Okafor, Cleo Park (not joined, or not connected)." in house.posted[0]
    assert "export" in house.posted[0]
    assert "secret work" not in house.posted[0]
    assert "Nothing seen of Cleo Park." in house.posted[0]

    await house.standups.change(standup, lambda one: replace(one, seats=(Seat(ben, has_joined=True), Seat(cleo, has_joined=True))))
    await house.goes_to("2026-11-18 09:30")

    assert "secret work" in house.posted[1]  # their own accounts show more, and what the last report could not see is told now
    assert "Told as Ana Lima sees it: Cleo Park (not joined, or not connected)." in house.posted[1]


@pytest.mark.fault("F030")
async def test_a_creator_who_left_takes_nobody_else_along(store: Store) -> None:
    house = House(store)
    ana, ben = house.person("Ana Lima"), house.person("Ben Okafor")
    cleo = house.person("Cleo Park", is_connected=False)
    house.work[ben] = [done("Fix export", "2026-11-16 10:00", BEN)]
    house.work[ana] = [done("Add login", "2026-11-16 11:00")]
    await house.agreed(ana, seats=(Seat(ana, has_joined=True), Seat(ben, has_joined=True), Seat(cleo)), is_whole_channel=False)
    house.chat.people[ana] = replace(house.chat.people[ana], is_gone=True)

    await house.goes_to("2026-11-17 09:30")

    assert "export" in house.posted[0]
    assert "login" not in house.posted[0]
    assert "Ana Lima, who made this standup, is no longer here" in house.posted[0]
    assert "Could not look at Cleo Park: no account is linked" in house.posted[0]


@pytest.mark.fault("F030")
async def test_a_creator_whose_token_is_refused_takes_nobody_else_along(store: Store) -> None:
    house = House(store)
    ana, ben = house.person("Ana Lima"), house.person("Ben Okafor")
    house.work[ben] = [done("Fix export", "2026-11-16 10:00", BEN)]
    await house.agreed(ana, seats=(Seat(ben, has_joined=True),), is_whole_channel=False)
    house.accounts.kept[0] = replace(house.accounts.kept[0], is_dead=True)

    await house.reports(17, 18)

    assert "export" in house.posted[0]
    assert "Nobody did anything" in house.posted[1]


@pytest.mark.fault("F030")
async def test_a_creator_whom_the_platform_no_longer_knows_shows_nothing(store: Store) -> None:
    house = House(store)
    ana, ben = house.person("Ana Lima"), house.person("Ben Okafor", is_connected=False)
    await house.agreed(ana, seats=(Seat(ben, has_joined=True),), is_whole_channel=False)
    del house.chat.people[ana]

    await house.goes_to("2026-11-17 09:30")

    assert "Could not look at Ben Okafor: no account is linked" in house.posted[0]


@pytest.mark.fault("F060")
async def test_a_member_whose_token_is_refused_is_seen_through_the_creator_and_named(store: Store) -> None:
    house = House(store)
    ana, ben = house.person("Ana Lima"), house.person("Ben Okafor")
    house.work[ana] = [done("Fix export", "2026-11-16 10:00", BEN)]
    await house.agreed(ana, seats=(Seat(ben, has_joined=True),), is_whole_channel=False)
    house.accounts.kept[1] = replace(house.accounts.kept[1], is_dead=True)

    await house.goes_to("2026-11-17 09:30")

    assert "Told as Ana Lima sees it: Ben Okafor" in house.posted[0]
    assert "export" in house.posted[0]
    assert "The hosts no longer take the tokens of Ben Okafor" in house.posted[0]

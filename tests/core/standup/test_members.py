"""Of whom a report tells, as far as it goes; who could not be looked at is named, and who keeps out is not."""

from dataclasses import replace

import pytest

from adapters.redis.client import Store
from core.errors import TransientError
from core.model.chat import Audience
from core.model.standup import Seat
from core.standup.digest import MOST
from core.standup.team import LISTED
from tests.core.standup.facts import BEN, done
from tests.standups import House


async def test_who_cannot_be_looked_at_is_named_with_why_and_told_the_next_time(store: Store) -> None:
    house = House(store)
    ana = house.person("Ana Lima")
    await house.agreed(ana)
    house.work[ana] = [done("Add login", "2026-11-16 11:00")]
    house.breaks[ana] = TransientError("gitlab.com is away")

    house.work[ana], kept = [], house.work[ana]
    await house.reports(17)
    assert "Could not look at Ana Lima: " in house.posted[0]
    assert "Nobody could be looked at." in house.posted[0]  # which is not that nobody did anything
    assert "Nobody did anything" not in house.posted[0]

    house.work[ana] = kept
    del house.breaks[ana]
    await house.goes_to("2026-11-18 09:30")

    assert "Added login" in house.posted[1]


async def test_where_nobody_tells_who_is_there_it_is_told_of_who_joined_and_the_creator(store: Store) -> None:
    house = House(store)
    ana, ben = house.person("Ana Lima"), house.person("Ben Okafor")
    house.work[ana], house.work[ben] = [done("Add login", "2026-11-16 11:00")], [done("Fix export", "2026-11-16 10:00", BEN)]
    await house.agreed(ana, seats=(Seat(ben, has_joined=True),))
    house.chat.lists_members = False

    await house.goes_to("2026-11-17 09:30")

    assert "export" in house.posted[0]
    assert "login" in house.posted[0]
    assert "It tells nobody who is there." in house.posted[0]


async def test_a_channel_of_many_is_told_of_as_far_as_one_report_goes(store: Store) -> None:
    house = House(store)
    ana = house.person("Ana Lima")
    for number in range(MOST + 2):
        house.person(f"Person {number}", is_connected=False)
    await house.agreed(ana)

    await house.goes_to("2026-11-17 09:30")

    assert "\n3 more people are in this channel than one report tells of" in house.posted[0]


async def test_where_not_all_are_listed_there_are_at_least_so_many(store: Store) -> None:
    house = House(store)
    ana = house.person("Ana Lima", is_connected=False)
    for number in range(LISTED - 1):
        house.person(f"Person {number}", is_connected=False)
    await house.agreed(ana)

    await house.goes_to("2026-11-17 09:30")

    assert "At least 160 more people are in this channel" in house.posted[0]


async def test_somebody_unknown_or_too_slow_is_named(store: Store) -> None:
    house = House(store)
    ana, ben = house.person("Ana Lima"), house.person("Ben Okafor")
    await house.agreed(ana)
    del house.chat.people[ben]
    house.chat.open_to(house.team, Audience.MEMBERS)

    await house.goes_to("2026-11-17 09:30")

    assert f"Could not look at <@{ben.user}>: Nobody knows them." in house.posted[0]


async def test_a_platform_that_does_not_answer_leaves_the_members_named(store: Store) -> None:
    house = House(store)
    ana = house.person("Ana Lima")
    await house.agreed(ana, is_whole_channel=False, seats=(Seat(ana, has_joined=True),))
    house.chat.directory.is_away = True

    await house.goes_to("2026-11-17 09:30")

    assert f"Could not look at <@{ana.user}>: The platform does not answer." in house.posted[0]


async def test_people_are_called_alike_in_every_line_of_a_report(store: Store) -> None:
    house = House(store)
    ana = house.person("Ana Lima")
    await house.agreed(ana)
    house.person("Ben Okafor")
    house.chat.people[ana] = replace(house.chat.people[ana], name="ana")
    house.work[ana] = [done("Add login", "2026-11-16 10:00")]

    await house.goes_to("2026-11-17 09:30")

    assert "Told as Ana Lima sees it: Ben Okafor" in house.posted[0]
    assert "Ana Lima · Mon 16" in house.posted[0]


@pytest.mark.fault("F145")
async def test_who_linked_no_account_and_keeps_out_is_not_told_of(store: Store) -> None:
    house = House(store)
    ana, ben = house.person("Ana Lima"), house.person("Ben Okafor", is_connected=False)
    house.work[ana] = [done("Add login", "2026-11-16 11:00"), done("Ship the export", "2026-11-16 10:00", BEN)]
    await house.agreed(ana)
    await house.people.hide(ben, is_hidden=True)

    await house.goes_to("2026-11-17 09:30")

    assert "login" in house.posted[0]
    assert "export" not in house.posted[0]


@pytest.mark.fault("F145")
async def test_who_keeps_out_and_did_not_join_is_counted_and_nothing_else_is_said_of_them(store: Store) -> None:
    house = House(store)
    ana, ben = house.person("Ana Lima"), house.person("Ben Okafor")
    together = replace(done("Add login", "2026-11-16 11:00"), others=(BEN,))
    house.work[ana] = [together, done("Ship the export", "2026-11-16 10:00", BEN)]
    standup = await house.agreed(ana, is_whole_channel=True)
    await house.people.hide(ben, is_hidden=True)

    await house.reports(17)
    assert "Ben" not in house.posted[0]
    assert "hidden" not in house.posted[0]
    assert house.posted[0].count("Added login") == 1
    assert "1 person is left out, as they wish" in house.posted[0]

    house.work[ben] = [done("Add the form", "2026-11-17 11:00", BEN)]
    await house.standups.change(standup, lambda one: replace(one, seats=(Seat(ben, has_joined=True),)))
    await house.goes_to("2026-11-18 09:30")
    assert "Added the form" in house.posted[1]  # who joins wants to be told of there

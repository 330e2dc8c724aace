"""What a report tells: everybody's part since their last one, through whose accounts, and who is not told of."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from adapters.redis.client import Store
from core.errors import AuthError, TransientError
from core.model import EventKind, Visibility
from core.model.chat import Audience
from core.model.standup import Seat
from core.standup.digest import MOST
from core.standup.team import LISTED
from tests.core.standup.facts import ANA, BEN, done
from tests.standups import House
from tests.threads import did, request


async def test_windows_chain_over_days_and_weekends(store: Store) -> None:
    house = House(store)
    ana = house.person("Ana Lima")
    await house.agreed(ana)
    house.work[ana] = [
        done("Add login", "2026-11-16 10:00"),
        done("Add logout", "2026-11-17 09:45"),
        done("Add export", "2026-11-21 12:00"),
    ]

    for day in (17, 18, 19, 20, 23):
        await house.goes_to(f"2026-11-{day} 09:30")
        await house.waits(minutes=3)

    assert ["login" in text for text in house.posted] == [True, False, False, False, False]
    assert ["logout" in text for text in house.posted] == [False, True, False, False, False]
    assert ["export" in text for text in house.posted] == [False, False, False, False, True]
    assert "Ana Lima · Fri 20 Nov 09:30 – Mon 23 Nov 09:30 (UTC) · acme/web" in house.posted[4]


async def test_work_that_surfaces_late_is_told_by_the_next_report_and_marked(store: Store) -> None:
    house = House(store)
    ana = house.person("Ana Lima")
    await house.agreed(ana)
    await house.goes_to("2026-11-17 09:30")
    await house.waits(minutes=3)

    house.work[ana] = [done("Add login (#412)", "2026-11-16 10:00"), done("Add logout", "2026-11-17 10:00")]
    await house.goes_to("2026-11-18 09:30")
    await house.waits(minutes=3)
    await house.goes_to("2026-11-19 09:30")

    first = house.work[ana][0].ref[:7]
    assert f"Done before the last report, but seen only now: {first}" in house.posted[1]
    assert "login" in house.posted[1]
    assert "login" not in house.posted[2]


async def test_references_of_one_number_are_told_apart_in_a_report(store: Store) -> None:
    house = House(store)
    ana, ben = house.person("Ana Lima"), house.person("Ben Okafor")
    house.work[ana] = [done("Add login (#1)", "2026-11-16 10:00"), done("Add logout (#2)", "2026-11-16 10:30")]
    invoices = done("Add invoices (#1)", "2026-11-16 11:00", BEN)
    house.work[ben] = [replace(invoices, repository="acme/billing")]
    standup = await house.agreed(ana)
    await house.standups.change(standup, lambda one: replace(one, seats=(Seat(ben, has_joined=True),)))

    await house.goes_to("2026-11-17 09:30")

    assert "(#1)" in house.posted[0]
    assert "Added invoices (acme/billing#1)" in house.posted[0]


async def test_what_surfaced_late_in_another_repository_is_named_with_it(store: Store) -> None:
    house = House(store)
    ana = house.person("Ana Lima")
    await house.agreed(ana)
    await house.goes_to("2026-11-17 09:30")
    await house.waits(minutes=3)

    opened = did(EventKind.PULL_OPENED, request("#7", "Add export", author=ANA), actor=ANA, at=datetime(2026, 11, 16, 9, tzinfo=UTC))
    late = replace(opened, repository="acme/billing", visibility=Visibility.PUBLIC, host="gitlab.com")
    house.work[ana] = [late, done("Add logout", "2026-11-17 10:00"), done("Add login", "2026-11-17 11:00")]
    await house.goes_to("2026-11-18 09:30")

    assert "seen only now: acme/billing#7" in house.posted[1]


async def test_a_rebased_commit_is_not_told_again(store: Store) -> None:
    house = House(store)
    ana = house.person("Ana Lima")
    await house.agreed(ana)
    work = done("Add login", "2026-11-16 10:00")
    house.work[ana] = [work]
    await house.goes_to("2026-11-17 09:30")
    await house.waits(minutes=3)

    house.work[ana] = [replace(work, ref="f" * 40)]
    await house.goes_to("2026-11-18 09:30")

    assert "login" not in house.posted[1]


async def test_members_are_seen_by_the_creator_until_they_join_and_connect(store: Store) -> None:
    house = House(store)
    ana, ben = house.person("Ana Lima"), house.person("Ben Okafor")
    cleo = house.person("Cleo Park", is_connected=False)
    seen = done("Fix export", "2026-11-16 10:00", BEN)
    house.work[ana] = [done("Add login", "2026-11-16 11:00"), seen]
    house.work[ben] = [seen, done("Add secret work", "2026-11-16 12:00", BEN)]
    standup = await house.agreed(ana)

    await house.goes_to("2026-11-17 09:30")
    await house.waits(minutes=3)
    assert "Told as Ana Lima sees it: Ben Okafor, Cleo Park (not joined, or not connected)." in house.posted[0]
    assert "export" in house.posted[0]
    assert "secret work" not in house.posted[0]
    assert "Nothing seen of Cleo Park." in house.posted[0]

    await house.standups.change(standup, lambda one: replace(one, seats=(Seat(ben, has_joined=True), Seat(cleo, has_joined=True))))
    await house.goes_to("2026-11-18 09:30")

    assert "secret work" in house.posted[1]  # their own accounts show more, and what the last report could not see is told now
    assert "Told as Ana Lima sees it: Cleo Park (not joined, or not connected)." in house.posted[1]


async def test_who_cannot_be_looked_at_is_named_with_why_and_told_the_next_time(store: Store) -> None:
    house = House(store)
    ana = house.person("Ana Lima")
    await house.agreed(ana)
    house.work[ana] = [done("Add login", "2026-11-16 11:00")]
    house.breaks[ana] = TransientError("gitlab.com is away")

    house.work[ana], kept = [], house.work[ana]
    await house.goes_to("2026-11-17 09:30")
    await house.waits(minutes=3)
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

    for day in (17, 18):
        await house.goes_to(f"2026-11-{day} 09:30")
        await house.waits(minutes=3)

    assert "export" in house.posted[0]
    assert "Nobody did anything" in house.posted[1]


async def test_only_what_the_channel_may_read_is_told_and_the_rest_is_counted_once(store: Store) -> None:
    house = House(store)
    ana = house.person("Ana Lima")
    await house.agreed(ana)
    hidden = done("Add secret work", "2026-11-16 11:00", visibility=Visibility.PRIVATE)
    house.work[ana] = [done("Add login", "2026-11-16 10:00"), hidden]

    await house.goes_to("2026-11-17 09:30")
    await house.waits(minutes=3)
    await house.goes_to("2026-11-18 09:30")

    assert "secret" not in "".join(house.posted)
    assert "1 in a private repository" in house.posted[0] or "hidden" in house.posted[0]
    assert [button.name for button in house.board.stands[0][3].buttons] == ["standup-join", "allow"]
    assert "hidden" not in house.posted[1]


async def test_silence_is_kept_where_nobody_did_anything_and_the_window_goes_on(store: Store) -> None:
    house = House(store)
    ana = house.person("Ana Lima")
    await house.agreed(ana, is_silent=True)

    await house.goes_to("2026-11-17 09:30")
    await house.waits(minutes=3)
    assert house.posted == []
    house.work[ana] = [done("Add login", "2026-11-17 11:00")]
    await house.goes_to("2026-11-18 09:30")

    assert "Tue 17 Nov 09:30 – Wed 18 Nov 09:30" in house.posted[0]


async def test_silence_is_broken_where_somebody_could_not_be_looked_at(store: Store) -> None:
    house = House(store)
    ana = house.person("Ana Lima")
    house.breaks[ana] = AuthError("expired")
    await house.agreed(ana, is_silent=True)

    await house.goes_to("2026-11-17 09:30")

    assert "Could not look at" in house.posted[0]


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

    for day in (17, 18):
        await house.goes_to(f"2026-11-{day} 09:30")
        await house.waits(minutes=3)

    assert ["Added login" in text for text in house.told(ana)] == [True, True]


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


@pytest.mark.fault("F024")
async def test_a_report_is_due_at_its_zone_s_time_through_the_year(store: Store) -> None:
    house = House(store, now=datetime(2026, 10, 28, 12, tzinfo=UTC))
    ana = house.person("Ana Lima")
    await house.agreed(ana, zone="America/New_York", first=date(2026, 10, 30))
    dues = []
    for _ in range(7 * 24 * 4):
        before = house.board.calls.count("post")
        await house.waits(minutes=15)
        if house.board.calls.count("post") > before:
            dues.append(house.now)
        if len(dues) == 3:
            break

    assert [f"{one:%d %H:%M}" for one in dues] == ["30 13:30", "02 14:30", "03 14:30"]  # clocks went back on Sunday


async def test_a_platform_that_does_not_answer_leaves_the_members_named(store: Store) -> None:
    house = House(store)
    ana = house.person("Ana Lima")
    await house.agreed(ana, is_whole_channel=False, seats=(Seat(ana, has_joined=True),))
    house.chat.directory.is_away = True

    await house.goes_to("2026-11-17 09:30")

    assert f"Could not look at <@{ana.user}>: The platform does not answer." in house.posted[0]


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


async def test_days_of_somebody_without_a_zone_begin_in_utc(store: Store) -> None:
    house = House(store)
    ana, ben = house.person("Ana Lima", zone="Europe/Lisbon"), house.person("Ben Okafor", zone="Nowhere/Else")

    assert (await house.askers.of(ana)).zone.key == "Europe/Lisbon"
    assert (await replace(house.askers, zone="").of(ben)).zone.key == "UTC"


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

    await house.goes_to("2026-11-17 09:30")
    await house.waits(minutes=3)
    assert "Ben" not in house.posted[0]
    assert "hidden" not in house.posted[0]
    assert house.posted[0].count("Added login") == 1
    assert "1 person is left out, as they wish" in house.posted[0]

    house.work[ben] = [done("Add the form", "2026-11-17 11:00", BEN)]
    await house.standups.change(standup, lambda one: replace(one, seats=(Seat(ben, has_joined=True),)))
    await house.goes_to("2026-11-18 09:30")
    assert "Added the form" in house.posted[1]  # who joins wants to be told of there

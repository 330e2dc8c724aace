"""Reports that come late or were missed: what the next one tells of their days, and of whom."""

from dataclasses import replace
from datetime import date, time

import pytest

from adapters.redis.client import Store
from core.errors import TransientError
from core.messages import standup as messages
from core.standup.plan import from_now_on
from tests.core.standup.facts import BEN, done
from tests.core.standup.mornings import TUESDAY, begun


@pytest.mark.fault("F023")
async def test_a_run_that_is_late_says_so(store: Store) -> None:
    house, _ = await begun(store)

    await house.goes_to("2026-11-17 09:50")

    assert house.posted[0].splitlines()[1] == "Due at 09:30, posted at 09:50: Recap was not running, or could not post."


@pytest.mark.fault("F023")
async def test_a_report_that_could_not_be_posted_in_time_says_so_too(store: Store) -> None:
    house, _ = await begun(store)
    house.board.before["find"] = [TransientError("Away.")] * 11

    await house.goes_to(TUESDAY)
    while not house.posted:
        await house.waits(seconds=30)

    assert house.now.minute > 45
    assert house.posted[0].splitlines()[1].startswith(f"Due at 09:30, posted at {house.now:%H:%M}:")


@pytest.mark.fault("F023")
async def test_a_run_that_was_missed_is_one_notice_and_the_next_report_tells_its_days(store: Store) -> None:
    house, _ = await begun(store)

    await house.goes_to("2026-11-17 14:00")
    await house.waits(minutes=3)
    await house.goes_to("2026-11-17 15:00")

    assert len(house.posted) == 1
    assert house.posted[0].startswith("The report of Tue 17 Nov, 09:30, was missed: Recap was not running.")


@pytest.mark.fault("F023")
async def test_days_without_a_process_are_one_notice(store: Store) -> None:
    house, _ = await begun(store)

    await house.goes_to("2026-11-20 14:00")
    await house.waits(minutes=3)
    await house.waits(minutes=3)

    assert len(house.posted) == 1
    assert house.posted[0].startswith("The reports of Tue 17 Nov, Wed 18 Nov, Thu 19 Nov and Fri 20 Nov, 09:30, were missed: ")


async def test_a_report_that_is_called_for_is_posted_though_there_is_nothing_to_tell(store: Store) -> None:
    house, standup = await begun(store)
    await house.standups.change(standup, lambda one: replace(one, is_silent=True))
    await house.goes_to(TUESDAY)
    assert house.posted == []

    await house.standups.call(standup, date(2026, 11, 17))
    await house.waits(seconds=2)

    assert ["Nobody did anything" in text for text in house.posted] == [True]


@pytest.mark.fault("F023")
async def test_a_first_report_that_was_missed_loses_no_work(store: Store) -> None:
    house, _ = await begun(store)
    [ana] = house.chat.people
    house.work[ana] = [
        done("Add login", "2026-11-13 10:00"),
        done("Add logout", "2026-11-16 10:00"),
        done("Add export", "2026-11-18 09:45"),
    ]

    await house.goes_to("2026-11-18 14:00")
    await house.waits(minutes=3)
    await house.goes_to("2026-11-19 09:30")

    assert house.posted[0] == (
        "The reports of Tue 17 Nov and Wed 18 Nov, 09:30, were missed: Recap was not running. The next one tells what they would have told."
    )
    assert ["login" in house.posted[1], "logout" in house.posted[1], "export" in house.posted[1]] == [False, True, True]


@pytest.mark.fault("F023")
async def test_reports_that_were_missed_are_named_above_the_one_that_tells_their_days(store: Store) -> None:
    house, _ = await begun(store)
    [ana] = house.chat.people
    house.work[ana] = [done("Add logout", "2026-11-16 10:00")]

    await house.goes_to("2026-11-18 09:31")

    assert house.posted[0].splitlines()[1] == (
        "The report of Tue 17 Nov, 09:30, was missed: Recap was not running. This one tells what it would have told."
    )
    assert "logout" in house.posted[0]


async def test_a_first_report_that_was_put_off_tells_all_since_it_was_agreed_on(store: Store) -> None:
    house, standup = await begun(store)
    [ana] = house.chat.people
    house.work[ana] = [done(f"Add part {day}", f"2026-11-{day} 12:00") for day in (13, 16, 17, 18, 19)]
    await house.standups.change(standup, lambda one: replace(one, pause="By hand."))
    await house.goes_to("2026-11-19 13:00")
    await house.standups.change(standup, lambda one: from_now_on(replace(one, pause=""), house.now))

    await house.goes_to("2026-11-20 09:30")

    assert [f"part {day}" in house.posted[0] for day in (13, 16, 17, 18, 19)] == [False, True, True, True, True]


async def test_a_first_report_that_was_put_off_for_months_goes_back_two_weeks(store: Store) -> None:
    house, standup = await begun(store)
    [ana] = house.chat.people
    house.work[ana] = [done("Add login", "2027-02-04 12:00"), done("Add logout", "2027-02-10 12:00")]
    await house.standups.change(standup, lambda one: replace(one, rhythm=replace(one.rhythm, first=date(2027, 2, 22))))

    await house.goes_to("2027-02-22 09:30")

    assert ["login" in house.posted[0], "logout" in house.posted[0]] == [False, True]


async def test_who_comes_while_reports_are_missed_loses_no_work_either(store: Store) -> None:
    house, _ = await begun(store)
    await house.reports(17)
    [ana] = house.chat.people
    house.person("Ben Okafor")
    house.work[ana] = [done("Add export", "2026-11-17 15:00", actor=BEN)]

    await house.goes_to("2026-11-18 14:00")
    await house.waits(minutes=3)
    await house.goes_to("2026-11-20 09:31")

    assert "The report of Thu 19 Nov, 09:30, was missed" in house.posted[2]
    assert "export" in house.posted[2]


def test_many_missed_reports_are_counted() -> None:
    days = [date(2026, 11, day) for day in (16, 17, 18, 19, 20, 23)]

    assert messages.missed(days, time(9, 30)).startswith("The 6 reports of Mon 16 Nov to Mon 23 Nov, 09:30, were missed: ")

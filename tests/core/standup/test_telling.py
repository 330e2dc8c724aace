"""What a report tells: the work since the last one, each once, or that there was none."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from adapters.redis.client import Store
from core.errors import AuthError
from core.model import EventKind, Visibility
from core.model.standup import Seat
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

    await house.reports(17, 18, 19, 20, 23)

    assert ["login" in text for text in house.posted] == [True, False, False, False, False]
    assert ["logout" in text for text in house.posted] == [False, True, False, False, False]
    assert ["export" in text for text in house.posted] == [False, False, False, False, True]
    assert "Ana Lima · Fri 20 Nov 09:30 – Mon 23 Nov 09:30 (UTC) · acme/web" in house.posted[4]


async def test_work_that_surfaces_late_is_told_by_the_next_report_and_marked(store: Store) -> None:
    house = House(store)
    ana = house.person("Ana Lima")
    await house.agreed(ana)
    await house.reports(17)

    house.work[ana] = [done("Add login (#412)", "2026-11-16 10:00"), done("Add logout", "2026-11-17 10:00")]
    await house.reports(18)
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
    await house.reports(17)

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
    await house.reports(17)

    house.work[ana] = [replace(work, ref="f" * 40)]
    await house.goes_to("2026-11-18 09:30")

    assert "login" not in house.posted[1]


async def test_only_what_the_channel_may_read_is_told_and_the_rest_is_counted_once(store: Store) -> None:
    house = House(store)
    ana = house.person("Ana Lima")
    await house.agreed(ana)
    hidden = done("Add secret work", "2026-11-16 11:00", visibility=Visibility.PRIVATE)
    house.work[ana] = [done("Add login", "2026-11-16 10:00"), hidden]

    await house.reports(17)
    await house.goes_to("2026-11-18 09:30")

    assert "secret" not in "".join(house.posted)
    assert "1 in a private repository" in house.posted[0] or "hidden" in house.posted[0]
    assert [button.name for button in house.board.stands[0][3].buttons] == ["standup-join", "allow"]
    assert "hidden" not in house.posted[1]


async def test_silence_is_kept_where_nobody_did_anything_and_the_window_goes_on(store: Store) -> None:
    house = House(store)
    ana = house.person("Ana Lima")
    await house.agreed(ana, is_silent=True)

    await house.reports(17)
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


async def test_days_of_somebody_without_a_zone_begin_in_utc(store: Store) -> None:
    house = House(store)
    ana, ben = house.person("Ana Lima", zone="Europe/Lisbon"), house.person("Ben Okafor", zone="Nowhere/Else")

    assert (await house.askers.of(ana)).zone.key == "Europe/Lisbon"
    assert (await replace(house.askers, zone="").of(ben)).zone.key == "UTC"

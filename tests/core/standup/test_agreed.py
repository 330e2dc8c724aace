"""What an edit of a standup means for the dates that it is due on."""

from datetime import UTC, date, datetime

import pytest

from adapters.redis.client import Store
from core.calendar import is_on
from core.standup.agreed import changed
from core.standup.words import wanted
from tests.standups import House


@pytest.mark.fault("F026")
@pytest.mark.parametrize("at", ["2026-11-21 10:30", "2026-11-21 18:00"])
async def test_a_day_that_is_added_when_its_time_is_over_is_not_made_up_for(store: Store, at: str) -> None:
    house = House(store)
    standup = await house.agreed(house.person("Ana Lima"))
    await house.reports(20)

    house.now = datetime.fromisoformat(at).replace(tzinfo=UTC)  # a Saturday
    await house.standups.change(standup, lambda one: changed(one, wanted("daily"), house.now))
    await house.tick()
    assert len(house.posted) == 1
    await house.goes_to("2026-11-22 09:30")

    assert len(house.posted) == 2


async def test_a_holiday_that_is_one_no_longer_is_not_made_up_for_when_its_time_is_over(store: Store) -> None:
    house = House(store, now=datetime(2026, 12, 23, 8, tzinfo=UTC))
    standup = await house.agreed(house.person("Ana Lima"))
    await house.standups.change(standup, lambda one: changed(one, wanted("holidays PT"), house.now))
    await house.goes_to("2026-12-24 09:30")
    await house.waits(minutes=3)

    house.now = datetime(2026, 12, 25, 10, tzinfo=UTC)
    await house.standups.change(standup, lambda one: changed(one, wanted("no holidays"), house.now))
    await house.tick()

    assert len(house.posted) == 1


async def test_weeks_take_turns_from_the_date_where_the_standup_is(store: Store) -> None:
    house = House(store)
    standup = await house.agreed(house.person("Ana Lima"), zone="Asia/Tokyo", first=date(2026, 11, 2))
    now = datetime(2026, 11, 15, 23, tzinfo=UTC)  # Monday morning in Tokyo

    edited = changed(standup, wanted("every other week"), now)

    assert is_on(date(2026, 11, 16), edited.rhythm, lambda _: False)
    assert not is_on(date(2026, 11, 23), edited.rhythm, lambda _: False)

"""When something is due: one instant for each local date, in every zone, whatever its clocks do."""

import os
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.calendar import EVERY_DAY, WORKDAYS, Rhythm, due_between, instant, is_on, last_due, local, midnight, next_due, phase_of

IS_LONG = bool(os.environ.get("RECAP_TEST_CALENDAR"))  # every zone, every transition, 48 times of day: about a minute
TIMES = [time(minute // 60, minute % 60) for minute in range(0, 1440, 30)]
SHORT = ("Africa/Cairo", "America/New_York", "America/Santiago", "Asia/Beirut", "Asia/Gaza", "Australia/Lord_Howe", "Pacific/Apia", "UTC")
ZONES = sorted(available_timezones() - {"localtime"}) if IS_LONG else SHORT
YEARS = range(2024, 2038)
DAY = timedelta(days=1)


def never(_: date) -> bool:
    return False


def rhythm(at: str = "09:30", zone: str = "Europe/Lisbon", **more: object) -> Rhythm:
    values: dict[str, object] = {"at": time.fromisoformat(at), "zone": zone, "first": date(2000, 1, 1), "days": EVERY_DAY}
    return Rhythm(**values | more)  # type: ignore[arg-type]  # a test's own values


def transitions(zone: str) -> Iterator[date]:
    """Yield the dates of a zone near which its clocks change, by looking at noon of each day."""
    there, before = ZoneInfo(zone), None
    day = date(min(YEARS), 1, 1)
    while day.year in YEARS:
        offset = datetime.combine(day, time(12), tzinfo=there).utcoffset()
        if before is not None and offset != before:
            yield day
        before, day = offset, day + DAY


@pytest.mark.fault("F024")
def test_each_local_date_has_one_instant_in_every_zone_around_every_transition() -> None:
    cells = 0
    for zone in ZONES:
        for change in transitions(zone):
            days = [change + count * DAY for count in range(-2, 3)]
            for at in TIMES:
                one = rhythm(at.isoformat("minutes"), zone)
                dues = [instant(day, one) for day in days]
                assert all(earlier < later for earlier, later in pairwise(dues)), (zone, change, at)
                found = list(due_between(one, dues[0], dues[-1] + timedelta(seconds=1), never))
                assert found == days, (zone, change, at)
                assert all(last_due(one, due, never) == day for day, due in zip(days, dues, strict=True)), (zone, change, at)
                cells += len(days)
    assert cells > 10_000


@pytest.mark.fault("F024")
@pytest.mark.parametrize(
    ("zone", "day", "at", "due"),
    [
        ("America/New_York", "2026-11-01", "01:30", "2026-11-01 05:30"),  # twice on the clock: the first time
        ("America/New_York", "2026-03-08", "02:30", "2026-03-08 07:30"),  # never on the clock: as if it had not been moved yet
        ("Africa/Cairo", "2026-04-24", "00:00", "2026-04-23 22:00"),  # a day without its midnight
        ("America/Santiago", "2026-09-06", "00:30", "2026-09-06 04:30"),
        ("Australia/Lord_Howe", "2026-10-04", "02:15", "2026-10-03 15:45"),  # half an hour is left out
    ],
)
def test_a_time_that_is_left_out_or_comes_twice_is_due_once(zone: str, day: str, at: str, due: str) -> None:
    assert instant(date.fromisoformat(day), rhythm(at, zone)) == datetime.fromisoformat(due).replace(tzinfo=UTC)


@pytest.mark.fault("F024")
def test_a_date_that_a_zone_left_out_does_not_make_the_next_one_come_twice() -> None:
    apia = rhythm("09:30", "Pacific/Apia")  # there was no 30 December 2011
    start, end = datetime(2011, 12, 28, tzinfo=UTC), datetime(2012, 1, 2, tzinfo=UTC)

    found = list(due_between(apia, start, end, never))

    assert [day.day for day in found] == [28, 29, 30, 31, 1, 2]
    assert len({instant(day, apia) for day in found}) == 5  # those of the 30th and the 31st are the same
    assert last_due(apia, datetime(2011, 12, 30, 20, tzinfo=UTC), never) == date(2011, 12, 31)


def oracle(one: Rhythm, day: date, holidays: Sequence[date]) -> bool:
    """Say what is due by counting days one by one from a Monday of the week in which counting began."""
    if day < one.first or day.weekday() not in one.days or day in one.skipped or (one.country and day in holidays):
        return False
    monday, week = date(1, 1, 1), 0
    week = (day - monday).days // 7
    return week % one.weeks == one.phase


@pytest.mark.fault("F032")
@given(
    first=st.dates(date(2024, 1, 1), date(2031, 1, 1)),
    days=st.sets(st.integers(0, 6), min_size=1),
    weeks=st.integers(1, 3),
    holidays=st.lists(st.dates(date(2024, 1, 1), date(2031, 12, 31)), max_size=30),
    skips=st.lists(st.integers(0, 40), max_size=5),
    zone=st.sampled_from(SHORT),
    at=st.sampled_from(TIMES),
    offset=st.integers(-10, 400),
)
def test_dates_agree_with_counting_day_by_day(
    *, first: date, days: set[int], weeks: int, holidays: list[date], skips: list[int], zone: str, at: time, offset: int
) -> None:
    one = Rhythm(
        at=at,
        zone=zone,
        first=first,
        days=tuple(sorted(days)),
        weeks=weeks,
        phase=phase_of(first, weeks),
        country="PT",
        skipped=tuple(first + count * DAY for count in skips),
    )
    start = datetime.combine(first, time(), tzinfo=UTC) + offset * DAY
    end = start + 40 * DAY

    def off(day: date) -> bool:
        return day in holidays

    around = [first + (offset + count) * DAY for count in range(-3, 45)]
    expected = [day for day in around if oracle(one, day, holidays) and start <= instant(day, one) < end]
    assert list(due_between(one, start, end, off)) == expected
    if expected:
        assert next_due(one, start - timedelta(microseconds=1), off) == expected[0]
        assert last_due(one, end - timedelta(microseconds=1), off) == expected[-1]


@pytest.mark.fault("F032")
def test_every_other_week_goes_on_over_the_end_of_a_year() -> None:
    """2026 has 53 weeks: Monday 21 December, 4 January, not 11 January."""
    one = rhythm(days=(0,), weeks=2, phase=phase_of(date(2026, 12, 21), 2), first=date(2026, 12, 21))

    found = list(due_between(one, datetime(2026, 12, 20, tzinfo=UTC), datetime(2027, 2, 1, tzinfo=UTC), never))

    assert found == [date(2026, 12, 21), date(2027, 1, 4), date(2027, 1, 18)]


def test_nothing_is_due_before_the_first_date_or_where_every_day_is_off() -> None:
    one = rhythm(first=date(2026, 11, 17), country="PT")
    now = datetime(2026, 11, 16, 12, tzinfo=UTC)

    assert last_due(one, now, never) is None
    assert last_due(one, now + DAY, lambda _: True) is None
    assert next_due(one, now, lambda _: True) is None
    assert next_due(one, now, never) == date(2026, 11, 17)
    assert last_due(rhythm(country="PT"), now, lambda _: True) is None
    assert not is_on(date(2026, 11, 16), one, never)
    assert WORKDAYS == (0, 1, 2, 3, 4)


def test_dates_and_midnights_are_those_of_the_zone() -> None:
    one = rhythm(zone="Asia/Tokyo")

    assert local(datetime(2026, 11, 16, 15, tzinfo=UTC), one) == date(2026, 11, 17)
    assert midnight(date(2026, 11, 17), one) == datetime(2026, 11, 16, 15, tzinfo=UTC)

"""Weeks, quarters and sprints start where the asker's do; days off are skipped."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.asking.days import add_months, begin, midnight, step
from core.asking.grammar import parse
from core.asking.vocabulary import Unit
from core.model import Asker, Sprint
from tests.core.asking.asking import ASKER, NOW, ask, days

ZONES = ["Europe/Lisbon", "America/New_York", "Africa/Cairo", "America/Santiago", "Australia/Lord_Howe", "Pacific/Apia", "America/St_Johns"]


@pytest.mark.parametrize(
    ("week_start", "this", "last"),
    [
        (0, ("11-16", "11-20"), ("11-09", "11-16")),  # Monday
        (6, ("11-15", "11-20"), ("11-08", "11-15")),  # Sunday
        (5, ("11-14", "11-20"), ("11-07", "11-14")),  # Saturday
        (4, ("11-20", "11-20"), ("11-13", "11-20")),  # Friday, which is today
    ],
)
def test_a_week_starts_on_the_askers_day(week_start: int, this: tuple[str, str], last: tuple[str, str]) -> None:
    asker = replace(ASKER, week_start=week_start)

    assert (days(ask("this week", asker)), days(ask("last week", asker))) == (this, last)


@pytest.mark.parametrize("week_start", range(7))
@pytest.mark.parametrize(
    ("weekday", "bare", "ended"),
    [("friday", "11-20", "11-13"), ("saturday", "11-14", "11-14"), ("sunday", "11-15", "11-15"), ("thursday", "11-19", "11-19")],
)
def test_a_weekday_does_not_depend_on_where_weeks_start(week_start: int, weekday: str, bare: str, ended: str) -> None:
    asker = replace(ASKER, week_start=week_start)

    assert days(ask(weekday, asker))[0] == bare
    assert days(ask(f"last {weekday}", asker))[0] == ended


@pytest.mark.parametrize(
    ("quarter_start", "this", "last", "second"),
    [
        (1, "10-01", ("07-01", "10-01"), ("04-01", "07-01")),
        (2, "11-01", ("08-01", "11-01"), ("05-01", "08-01")),  # Feb, May, Aug, Nov
        (3, "09-01", ("06-01", "09-01"), ("06-01", "09-01")),  # Mar, Jun, Sep, Dec
        (4, "10-01", ("07-01", "10-01"), ("07-01", "10-01")),  # the year starts in April
        (12, "09-01", ("06-01", "09-01"), ("03-01", "06-01")),  # in December
    ],
)
def test_quarters_start_in_the_askers_month(quarter_start: int, this: str, last: tuple[str, str], second: tuple[str, str]) -> None:
    asker = replace(ASKER, quarter_start=quarter_start)

    assert days(ask("this quarter", asker))[0] == this
    assert days(ask("last quarter", asker)) == last
    assert days(ask("Q2", asker)) == second


def test_this_quarter_by_its_number_is_the_one_of_the_askers_year() -> None:
    """Where years start in April, February lies in the fourth quarter."""
    request = parse("this q4", replace(ASKER, quarter_start=4), NOW.replace(month=2))

    assert request.window.label == "Thu 1 Jan – Fri 20 Feb"


def test_a_quarter_of_a_year_belongs_to_the_year_in_which_that_year_starts() -> None:
    assert ask("Q4 2025", replace(ASKER, quarter_start=4)).window.label == "Thu 1 Jan – Tue 31 Mar"
    assert ask("Q1 2025", replace(ASKER, quarter_start=12)).window.label == "Mon 1 Dec 2025 – Sat 28 Feb 2026"


@pytest.mark.parametrize(
    ("first", "this"),
    [(date(2026, 11, 20), "11-20"), (date(2026, 11, 21), "11-07"), (date(2027, 6, 1), "11-17"), (date(2020, 1, 1), "11-11")],
)
def test_sprints_follow_each_other_from_any_first_day(first: date, this: str) -> None:
    """From 1 June 2027 back to 17 November 2026 are 196 days, 14 sprints; from 1 January 2020 on to 11 November are 2506, 179 sprints."""
    start = days(ask("this sprint", replace(ASKER, sprint=Sprint(days=14, first=first))))[0]

    assert start == this


@pytest.mark.parametrize(
    ("day", "off", "expected"),
    [
        (16, set(), "11-13"),  # Monday: Friday
        (17, set(), "11-16"),
        (15, set(), "11-13"),  # Sunday
        (16, {12, 13}, "11-11"),  # Thursday and Friday are holidays
    ],
)
def test_the_last_working_day_skips_weekends_and_holidays(day: int, off: set[int], expected: str) -> None:
    asker = replace(ASKER, is_day_off=lambda day: day.weekday() >= 5 or day.day in off)
    now = NOW.replace(day=day)

    assert days(parse("last working day", asker, now))[0] == expected
    assert days(parse("", asker, now)) == (expected, f"11-{day}")


def test_somebody_who_never_works_is_asked_about_yesterday() -> None:
    assert days(ask("last workday", replace(ASKER, is_day_off=lambda _: True))) == ("11-19", "11-20")


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2026-01-15", -1, "2025-12-15"),
        ("2026-12-31", 0, "2026-12-31"),
        ("2026-11-30", 13, "2027-12-30"),
    ],
)
def test_months_are_added_by_the_calendar(day: str, count: int, expected: str) -> None:
    assert add_months(date.fromisoformat(day), count) == date.fromisoformat(expected)


@settings(deadline=None, max_examples=100)
@given(st.dates(date(1990, 1, 1), date(2040, 1, 1)), st.sampled_from(Unit), st.integers(0, 6), st.integers(1, 12))
def test_each_day_lies_in_the_stretch_that_begins_for_it(day: date, unit: Unit, week_start: int, quarter_start: int) -> None:
    asker = Asker(zone=ZoneInfo("UTC"), week_start=week_start, quarter_start=quarter_start, sprint=Sprint(10, date(2026, 1, 1)))

    first = begin(unit, day, asker)

    assert first <= day < step(unit, first, 1, asker)
    assert begin(unit, step(unit, first, 1, asker) - timedelta(days=1), asker) == first


@pytest.mark.parametrize("name", ZONES)
def test_a_day_begins_at_its_first_instant(name: str) -> None:
    """Walk each day of the years with the zone's odd ones: gaps at midnight, half-hour jumps, a day that was left out."""
    zone = ZoneInfo(name)
    for year in (2011, 2025, 2026):
        for count in range(365):
            day = date(year, 1, 1) + timedelta(days=count)
            start = midnight(day, zone)
            assert start.tzinfo is UTC
            assert start.astimezone(zone).date() >= day
            assert (start - timedelta(microseconds=1)).astimezone(zone).date() < day


def test_a_day_that_a_zone_left_out_is_empty() -> None:
    apia = ZoneInfo("Pacific/Apia")
    window = parse("2011-12-30", Asker(zone=apia), datetime(2012, 1, 5, tzinfo=apia)).window

    assert window.start == window.end == datetime(2011, 12, 30, 10, tzinfo=UTC)

"""Dates that nobody can have worked at."""

import pytest

from adapters.git.source import GitSource
from tests.adapters.git.conftest import History, query, seconds, told
from tests.adapters.git.test_source import by_title, change

GOOD = str(seconds("2026-05-06 10:00"))
LATE = str(seconds("2106-01-01"))
pytestmark = pytest.mark.fault("F068")


@pytest.mark.parametrize(("date", "said"), [("0", "1970-01-01"), ("86399", "1970-01-01"), (LATE, "2106-01-01"), ("9" * 15, "after 9999")])
async def test_an_impossible_authors_date_counts_as_the_committers_and_says_so(history: History, date: str, said: str) -> None:
    history.commit("Odd", dates=(date, GOOD))

    (event,) = await told(history)

    assert event.at.isoformat() == "2026-05-06T10:00:00+00:00"
    assert event.doubt == f"the author's date ({said}) is impossible, so the committer's counts"


async def test_a_date_that_is_no_number_counts_as_the_committers(history: History) -> None:
    history.commit("Odd", dates=("yesterday", GOOD))

    (event,) = await told(history)

    assert event.doubt == "the author's date (unreadable) is impossible, so the committer's counts"


async def test_tomorrow_is_possible_and_the_day_after_is_not(history: History) -> None:
    history.commit("Tomorrow", dates=(str(seconds("2026-05-11 12:00")), GOOD))
    history.commit("After that", dates=(str(seconds("2026-05-11 12:01")), GOOD))

    events = by_title(await told(history, query(end="2026-05-13")))

    assert events["Tomorrow"].doubt == ""
    assert events["After that"].doubt != ""


@pytest.mark.parametrize("date", ["0", LATE, "1" * 30, "never"])
async def test_a_commit_without_any_possible_date_is_told_and_marked(history: History, date: str) -> None:
    history.commit("Before", at="2026-05-05 10:00")
    history.commit("Odd", dates=(date, date))

    events = by_title(await told(history))

    assert events["Odd"].at.isoformat() == "2026-05-05T10:00:00+00:00"
    assert "both dates" in events["Odd"].doubt
    assert events["Before"].doubt == ""


async def test_what_came_after_a_question_that_is_put_back_is_neither_told_nor_impossible(history: History) -> None:
    history.commit("Then", at="2026-05-05 10:00")
    history.commit("Later", at="2026-08-01 10:00")
    source = GitSource(history.path, clock=lambda: seconds("2026-09-01"))

    assert [(event.title, event.doubt) async for event in source.events(query())] == [("Then", "")]


@pytest.mark.parametrize("date", ["0", LATE])
async def test_one_without_any_possible_date_and_without_parents_is_told_in_the_last_window(history: History, date: str) -> None:
    history.commit("Odd", dates=(date, date))

    (event,) = await told(history)

    assert event.at.isoformat() == "2026-05-10T12:00:00+00:00"
    assert await told(history, query("2026-05-11", "2026-05-18", now="2026-05-20")) != []


async def test_one_without_any_possible_date_is_not_told_where_its_neighbours_rule_it_out(history: History) -> None:
    history.commit("Odd", dates=("0", "0"))
    history.commit("Odder", dates=("0", "0"))
    history.commit("Odd between", at="2026-04-01 10:00")
    history.commit("Odd later", dates=(LATE, LATE))
    history.commit("After", at="2026-05-20 10:00")

    assert set(by_title(await told(history, query(now="2026-05-25")))) == {"Odd later"}
    assert set(by_title(await told(history, query("2026-03-01", "2026-03-08", now="2026-05-25")))) == {"Odd", "Odder"}
    assert await told(history, query("2026-06-01", "2026-06-08", now="2026-06-10")) == []


async def test_an_early_committers_date_hides_neither_its_commit_nor_what_is_behind_it(history: History) -> None:
    history.commit("Behind", at="2026-05-05 10:00")
    history.commit("Early", dates=(GOOD, "0"))
    history.commit("Before", at="2026-05-07 10:00")

    events = await told(history)

    assert [event.title for event in events] == ["Behind", "Early", "Before"]
    assert change(events[1]).committed == events[1].at


async def test_an_early_committers_date_at_a_tip_hides_nothing_either(history: History) -> None:
    history.commit("Behind", at="2026-05-05 10:00")
    history.commit("Early", dates=(GOOD, "0"))

    assert [event.title for event in await told(history)] == ["Behind", "Early"]


async def test_a_tag_with_an_impossible_date_counts_as_its_commits(history: History) -> None:
    history.tag("v1", history.commit("Work", at="2026-05-05 10:00"), at="0")

    tag = by_title(await told(history))["A release"]

    assert tag.at.isoformat() == "2026-05-05T10:00:00+00:00"
    assert tag.doubt == "the tag's date (1970-01-01) is impossible, so its commit's counts"

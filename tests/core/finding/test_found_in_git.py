"""Finding as a whole, on the recorded histories as git repositories: the product's own path against the plain one of `log`."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from adapters.git.source import GitSource
from core.finding.fold import fold
from core.finding.gather import gather
from core.model import Activity, EventKind, RecapRequest, Who, WhoKind, Window
from tests.core.finding.log import history, week
from tests.core.finding.test_fold import everything
from tests.histories import NAMES, repository

NOW = datetime(2026, 11, 20, tzinfo=UTC)


async def found(name: str, start: datetime, end: datetime, *people: str) -> Activity:
    who = tuple(Who(WhoKind.PERSON, person) for person in people) or (Who(WhoKind.EVERYONE),)
    request = RecapRequest(who=who, window=Window(start, end, "UTC", ""))
    return await gather([GitSource(repository(name), name=name)], request, me=(), now=NOW)


@pytest.mark.parametrize(
    ("name", "start", "person", "told"),
    [
        ("bolt-python", datetime(2021, 7, 12, tzinfo=UTC), "person 5", [3, 2, 1, 1]),
        ("python-slack-sdk", datetime(2021, 2, 1, tzinfo=UTC), "@person86", [8, 1, 1, 1, 1, 1, 1, 1, 1, 1]),
    ],
)
async def test_the_weeks_of_the_examples_are_found_and_folded_as_they_are_told(
    name: str, start: datetime, person: str, told: list[int]
) -> None:
    activity = await found(name, start, start + timedelta(days=7), person)
    plain = week(name, f"{start:%Y-%m-%d}", f"{start + timedelta(days=7):%Y-%m-%d}", activity.people[0].name)
    assert sorted(event.ref for event in activity.events) == sorted(event.ref for event in plain)
    assert sorted((len(item.events) for item in fold(activity.events, activity.people).items), reverse=True) == told


@pytest.mark.parametrize("name", NAMES)
async def test_every_commit_of_a_dozen_people_s_quarters_is_found_and_folded_once(name: str) -> None:
    people = [person for person, _ in Counter(event.actor.name for event in history(name)).most_common(12)]
    for person in people:
        latest = max(event.at for event in history(name) if event.actor.name == person)
        start, end = latest - timedelta(days=90), latest + timedelta(seconds=1)
        activity = await found(name, start, end, person)
        commits = {event.ref for event in activity.events if event.kind is not EventKind.TAG}
        window = [event for event in history(name) if start <= event.at < end]
        authored = {event.ref for event in window if event.actor.name == person}
        shared = {event.ref for event in window if person in {other.name for other in event.others}}
        assert commits == authored | shared, person
        folded = fold(activity.events, activity.people)
        assert Counter(event.id for event in everything(folded)) == Counter(event.id for event in activity.events)


async def test_somebody_unknown_is_told_who_was_busiest() -> None:
    start = datetime(2021, 2, 1, tzinfo=UTC)
    activity = await found("python-slack-sdk", start, start + timedelta(days=7), "Person 8")
    assert activity.events == ()
    assert activity.busiest[0] == ("Person 86", 17)

"""Folding of real weeks: those of EXAMPLES.md as they are told there, and every week of both recorded histories."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from core.finding.fold import fold
from core.finding.people import author_key
from core.model import Event, State, WorkKind
from tests.core.finding.log import history, week
from tests.core.finding.test_fold import everything
from tests.histories import NAMES


def test_a_week_in_bolt_python_folds_as_its_example_tells_it() -> None:
    folded = fold(week("bolt-python", "2021-07-12", "2021-07-19", "Person 5"))
    release, rotation, django, comments = folded.items
    assert (release.kind, release.state, [event.title for event in release.events]) == (
        WorkKind.RELEASE,
        State.RELEASED,
        ["version 1.7.0", "version 1.7.0rc1", "version version 1.7.0rc2"],
    )
    assert [event.title for event in rotation.events] == ["Fix #400 token rotation feature support", "Fix bot only pattern error"]
    assert [link.ref for link in rotation.links] == ["#400"]
    assert [link.ref for link in (*django.links, *comments.links)] == ["47fbe41", "cc366a1"]
    assert sum(len(copies.events) for copies in folded.copies) == 4
    assert folded.noise == ()


def test_a_week_in_python_slack_sdk_folds_as_its_example_tells_it() -> None:
    events = week("python-slack-sdk", "2021-02-01", "2021-02-08", "Person 86")
    folded = fold(events)
    assert len(events) == 17
    sizes = [(item.events[0].ref[:7], len(item.events)) for item in folded.items]
    assert sizes[:2] == [("259bae5", 8), ("eb4b6f5", 1)]
    assert sizes[-2:] == [("26c1d9e", 1), ("ad78ca7", 1)]
    assert sorted(sizes) == sorted(
        [
            ("259bae5", 8),  # documents, the review's suggestions and the corrected snippets
            ("eb4b6f5", 1),  # admin.barriers.*
            ("e4d97ba", 1),  # typed_body
            ("aac7c29", 1),  # redacted tokens
            ("97f41dc", 1),  # snake-cased keys
            ("871269c", 1),  # 3.3.0rc1
            ("fc811f7", 1),  # re-packaged
            ("0fea0cd", 1),  # the default testing mode
            ("26c1d9e", 1),  # templates
            ("ad78ca7", 1),  # lint
        ]
    )
    assert [link.ref for item in folded.items[:2] for link in item.links] == ["#939", "#893"]
    assert (folded.copies, folded.noise) == ((), ())


@pytest.mark.parametrize("name", NAMES)
def test_every_event_of_every_week_is_told_once_and_folding_is_stable(name: str) -> None:
    for events in weeks(name):
        folded = fold(events)
        assert Counter(event.id for event in everything(folded)) == Counter(event.id for event in events)
        assert fold(events[::-1]) == folded
        assert fold(everything(folded)) == folded


@pytest.mark.parametrize("name", NAMES)
def test_every_event_of_a_dozen_people_s_weeks_is_told_once(name: str) -> None:
    authors = Counter(author_key(event.actor) for event in history(name))
    for author, _ in authors.most_common(12):
        for events in weeks(name):
            theirs = [event for event in events if author_key(event.actor) == author]
            assert Counter(event.id for event in everything(fold(theirs))) == Counter(event.id for event in theirs)


@pytest.mark.parametrize("name", NAMES)
def test_no_week_is_glued_into_one_item(name: str) -> None:
    for events in weeks(name):
        items = fold(events).items
        assert all(len(item.events) <= 26 for item in items)
        assert len(events) < 20 or len(items) > 2


def weeks(name: str) -> list[list[Event]]:
    """Return the events of each week that has any, each with an id."""
    found: dict[datetime, list[Event]] = {}
    for event in history(name):
        day = event.at.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        found.setdefault(day - timedelta(days=day.weekday()), []).append(event)
    return [week(name, f"{start:%Y-%m-%d}", f"{start + timedelta(days=7):%Y-%m-%d}") for start in found]

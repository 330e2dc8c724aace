"""What holds of every fold, whatever the history."""

import sys
from collections import Counter
from datetime import timedelta
from types import FrameType

from hypothesis import given, settings
from hypothesis import strategies as st

from core.finding.fold import fold
from core.model import Event, EventKind, Folded
from tests.core.finding.made import CAT, DEPENDABOT, after, changed
from tests.facts import ANA, BOB, commit

TITLES = st.sampled_from(
    [
        "Add login",
        "Add login (#1)",
        "Fix #1 crash",
        "ABC-1 Fix it",
        "Fix tests",
        "Fix flake8 error",
        'Revert "Add login"',
        'Revert "Revert "Add login""',
        "version 1.0",
        "version 1.1rc1",
        "[2.x] Add login (#2)",
        "Merge branch 'main' into x",
        "Merge pull request #1 from a/b",
        "Bump x from 1 to 2",
        "Correct the login",
        "",
    ]
)
PATHS = st.lists(st.sampled_from(["a/x.py", "a/y.py", "b/z.py", "go.sum", "README.md"]), max_size=3, unique=True)


@st.composite
def histories(draw: st.DrawFn) -> list[Event]:
    events: list[Event] = []
    for number in range(draw(st.integers(0, 14))):
        kind = draw(st.sampled_from([EventKind.COMMIT, EventKind.COMMIT, EventKind.MERGE, EventKind.TAG]))
        event = commit(
            draw(TITLES),
            actor=draw(st.sampled_from([ANA, BOB, CAT, DEPENDABOT])),
            at=after(draw(st.integers(0, 60))),
            repository=draw(st.sampled_from(["acme/web", "acme/api"])),
            kind=kind,
            body=draw(st.sampled_from(["", "* Add login\n* Fix tests", "Fixes #2"])),
            branch=draw(st.sampled_from(["main", "topic"])),
            is_merged=draw(st.booleans()),
            paths=draw(PATHS),
            size=(draw(st.integers(0, 99)), 1),
            id_=f"E{number}",  # as `gather` numbers them: no two events are alike
        )
        brought = draw(st.sampled_from(["", *(one.ref for one in events)]))
        patch = draw(st.sampled_from(["", "p", "q"]))
        events.append(changed(event, merge=brought, patch=patch, committed=event.at + timedelta(hours=number)))
    return events


def everything(folded: Folded) -> list[Event]:
    """Return all events of a fold, copies and noise too."""
    groups = [*(item.events for item in folded.items), *(one.events for one in folded.copies), *(one.events for one in folded.noise)]
    return [event for group in groups for event in group]


@given(histories())
@settings(max_examples=300)
def test_every_event_is_in_exactly_one_item_copy_or_noise(events: list[Event]) -> None:
    folded = fold(events)
    assert Counter(map(repr, everything(folded))) == Counter(map(repr, events))
    assert all(item.events for item in folded.items)
    assert [item.id for item in folded.items] == [f"W{number}" for number in range(1, len(folded.items) + 1)]
    assert [item.weight for item in folded.items] == sorted((item.weight for item in folded.items), reverse=True)


@given(histories().flatmap(lambda events: st.tuples(st.just(events), st.permutations(events))))
@settings(max_examples=200)
def test_the_order_of_the_events_does_not_matter(orders: tuple[list[Event], list[Event]]) -> None:
    assert fold(orders[0]) == fold(orders[1])


@given(histories())
@settings(max_examples=100)
def test_folding_what_was_folded_changes_nothing(events: list[Event]) -> None:
    folded = fold(events)
    assert fold(everything(folded)) == folded


def test_nothing_folds_into_nothing() -> None:
    assert fold([]) == Folded()


def steps(count: int) -> int:
    """Return how many functions are called while a week of that many commits is folded."""
    shapes = ("Fix tests", "Add part #{}", "Correct part {}", 'Revert "Add part #{}"', "Add part #{} (#1)")
    titles = (shapes[number % len(shapes)].format(count + number) for number in range(count))
    events = [
        commit(title, at=after(number / count), paths=(f"a/{number % 50}.py",), size=(number % 90, 1))
        for number, title in enumerate(titles)
    ]
    calls = 0

    def called(_frame: FrameType, _event: str, _argument: object) -> None:
        nonlocal calls
        calls += 1

    sys.setprofile(called)
    try:
        fold(events)
    finally:
        sys.setprofile(None)
    return calls


def test_twice_the_events_take_about_twice_the_steps() -> None:
    assert 0 < steps(1000) <= 2.3 * steps(500)

"""How much a piece of work weighs, by the formula that is written down."""

from dataclasses import replace

import pytest

from core.finding.rank import ranked
from core.model import Event, EventKind, State, WorkItem, WorkKind
from tests.core.finding.made import after, changed
from tests.facts import ANA, BOB, commit, item

LINES, FILES = (120, 7), tuple(f"a{number}.py" for number in range(7))  # log2(128) = 7, log2(8) = 3


def weight(made: WorkItem) -> float:
    return ranked([made])[0].weight


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (item(commit("Add login")), 3.5),
        (item(commit("Add login", size=LINES, paths=FILES)), 6.0),
        (item(commit("Add login", size=LINES)), 3.5),  # not measured
        (item(commit("Add login", size=(30, 2), paths=("a.py", "go.sum"))), 3.5 + (4.0875 + 1) / 4),  # half of 32 lines
        (item(commit("Add login", size=LINES, paths=("go.sum",))), 3.5),
        (item(commit("Add one"), commit("Add two"), commit("Add three"), commit("Add four")), 4.5),
        (item(commit("Add login (#1)")), 4.5),  # a reference, and merged as a request
        (item(commit("Fix #1, #2 and #3 the login")), 4.0),
        (item(commit("Fix ABC-1 the login")), 3.5),
        (item(commit("Add login"), replace(commit("Merge"), kind=EventKind.MERGE)), 4.0),
        (item(replace(commit("Add login"), others=(BOB, ANA))), 4.0),
        (item(commit("Add login"), state=State.OPEN), 2.45),
        (item(commit("Add login"), state=State.RELEASED), 3.5),
        (item(commit("Add login"), kind=WorkKind.REVERT, state=State.REVERTED), 0.8),
        (item(commit("Fix tests"), kind=WorkKind.TEST), 0.3),
        (item(commit("version 1.0")), 6.0),
        (item(commit("version 1.0rc1")), 2.0),
        (item(changed(commit("Add login"))), 3.5),
    ],
)
def test_the_formula_is_the_one_that_is_written_down(made: WorkItem, expected: float) -> None:
    assert weight(made) == pytest.approx(expected, abs=0.001)


def test_items_are_numbered_by_weight() -> None:
    made = ranked([item(commit("Fix tests")), item(commit("Add login")), item(commit("version 1.0"))])
    assert [(one.id, one.events[0].title) for one in made] == [("W1", "version 1.0"), ("W2", "Add login"), ("W3", "Fix tests")]


def test_what_breaks_weighs_more_than_what_does_not() -> None:
    assert weight(item(commit("feat!: require PKCE"))) == weight(item(commit("feat: offer PKCE"))) + 1


def test_among_equals_the_earlier_one_is_first() -> None:
    late, early = item(commit("Add b", at=after(1))), item(commit("Add c"))
    assert [one.events[0].title for one in ranked([late, early])] == ["Add c", "Add b"]

    long = item(commit("Add d", at=after(9)), commit("Add e", at=after(-9)))
    short = item(commit("Add f"), commit("Add g", at=after(1)))
    assert [one.events[0].title for one in ranked([short, long])] == ["Add d", "Add f"]


def test_an_event_without_a_change_weighs_nothing_by_size() -> None:
    event: Event = replace(commit("version 1.0"), change=None)
    assert weight(item(event)) == 6.0

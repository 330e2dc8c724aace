"""What is undone, done again or undone in part, and what only speaks of it."""

from dataclasses import replace

import pytest

from core.finding.fold import fold
from core.model import Event, State, WorkItem, WorkKind
from tests.core.finding.made import after, merge, on_branch, only, titles
from tests.facts import commit

CHANGE = commit("Add login (#12)")


def revert(of: Event, title: str = "", *, at: float = 5) -> Event:
    return replace(commit(title or f'Revert "{of.title}"', at=after(at)), reverts=(of.ref,))


def described(item: WorkItem) -> tuple[int, WorkKind, State]:
    return len(item.events), item.kind, item.state


CANCELLED = (2, WorkKind.REVERT, State.REVERTED)


@pytest.mark.parametrize(
    "undoing",
    [
        revert(CHANGE, "Take the login out again"),
        replace(commit("Take it out", at=after(5)), reverts=(CHANGE.ref[:8],)),
        commit('Revert "Add login (#12)" (#13)', at=after(5)),
        commit('revert: "add login"', at=after(5)),
        commit("revert(web): add login (#12) (#13)", at=after(5)),
        commit("Revert #12 (#13)", at=after(5)),
        commit("Revert PR #12", at=after(5)),
    ],
)
def test_a_change_and_its_revert_cancel_into_one_item(undoing: Event) -> None:
    item = only(undoing, CHANGE)
    assert described(item) == CANCELLED
    assert item.events[0] == CHANGE


def test_the_revert_of_a_copy_reverts_the_change() -> None:
    copy = on_branch("Add login (#12)")
    assert described(only(CHANGE, copy, revert(copy))) == CANCELLED


def test_the_revert_of_a_merge_reverts_what_it_brought_in() -> None:
    merged, *brought = merge("Merge pull request #7 from ana/login", commit("Add form"), commit("Add endpoint"))
    assert described(only(merged, *brought, revert(merged))) == (4, WorkKind.REVERT, State.REVERTED)
    assert described(only(*brought, revert(merged))) == (3, WorkKind.REVERT, State.REVERTED)


def test_a_revert_that_quotes_more_than_a_title_undoes_nothing() -> None:
    assert len(fold([CHANGE, commit("", at=after(1)), commit('Revert "Add login (#12)" in part', at=after(5))]).items) == 3


@pytest.mark.parametrize("title", ['Revert "Revert "Add login (#12)""', 'Reapply "Add login (#12)"', 'Reland "Add login (#12)"'])
def test_what_is_done_again_counts_as_done(title: str) -> None:
    item = only(CHANGE, commit('Revert "Add login (#12)"', at=after(5)), commit(title, at=after(9)))
    assert described(item) == (3, WorkKind.FEATURE, State.MERGED)
    assert item.events[0] == CHANGE


def test_what_is_undone_twice_is_undone() -> None:
    first = revert(CHANGE)
    again = revert(first, 'Reapply "Add login (#12)"', at=6)
    assert described(only(CHANGE, first, again, revert(again, 'Revert "Reapply "Add login""', at=7)))[2] is State.REVERTED


def test_the_revert_of_something_older_is_an_item_of_its_own() -> None:
    older = replace(commit('Revert "Add billing"'), reverts=("f" * 40,))
    folded = fold([CHANGE, older, commit("Revert #99", at=after(1)), commit('Revert "Add export"', at=after(2))])
    assert [item.kind for item in folded.items] == [WorkKind.FEATURE, WorkKind.REVERT, WorkKind.REVERT, WorkKind.REVERT]
    assert all(item.state is State.MERGED for item in folded.items)


def test_a_revert_of_one_part_leaves_the_rest_done() -> None:
    part, rest = commit("Add form #1"), commit("Add endpoint #1", at=after(1))
    assert only(part, rest, revert(part)).state is State.MERGED


def test_a_revert_that_waits_on_a_branch_leaves_the_change_merged() -> None:
    waiting = replace(on_branch('Revert "Add login (#12)"', at=after(5)), reverts=(CHANGE.ref,))
    assert [item.state for item in fold([CHANGE, waiting]).items] == [State.MERGED, State.OPEN]


def test_a_title_that_speaks_of_reverting_undoes_nothing() -> None:
    speaking = commit("Revert buttons get an icon", at=after(1))
    assert len(titles(fold([commit("Buttons get an icon"), speaking]))) == 2


def test_a_revert_follows_the_latest_change_of_that_title() -> None:
    first, second = commit("Bump the limit"), commit("Bump the limit", at=after(72))
    folded = fold([first, second, commit('Revert "Bump the limit"', at=after(73))])
    assert {item.events[0]: item.state for item in folded.items} == {first: State.MERGED, second: State.REVERTED}


def test_what_was_undone_and_done_again_under_the_same_title_is_done() -> None:
    first, again = commit("Add billing"), commit("Add billing", at=after(9))
    assert described(only(first, revert(first), again)) == (3, WorkKind.FEATURE, State.MERGED)


def test_a_merge_of_others_work_that_was_reverted_is_undone() -> None:
    (landing,) = merge("Merge pull request #33 from acme/limits", at=after(1), body="Rate limits")
    revert = replace(commit('Revert "Merge pull request #33 from acme/limits"', at=after(2)), reverts=(landing.ref,))
    assert only(landing, revert).state is State.REVERTED


def test_a_rollback_by_title_undoes_its_change() -> None:
    assert only(commit("Add login", at=after(1)), commit('Rollback "Add login"', at=after(2))).state is State.REVERTED

"""The same change in several places is one original and its copies."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.finding.copies import without_copies
from core.model import Event
from tests.core.finding.made import after, changed, on_branch, tag
from tests.facts import BOB, commit

FIRST = commit("Add login", at=after(0))


def copied(*events: Event) -> list[tuple[str, list[str]]]:
    """Return each original's hash with those of its copies."""
    return [(copies.of.ref, [event.ref for event in copies.events]) for copies in without_copies(events)[1]]


def test_the_same_hash_in_a_fork_is_a_copy() -> None:
    fork = replace(FIRST, repository="ana/web")
    originals, (copies,) = without_copies([fork, FIRST])
    assert originals == [copies.of] == [FIRST]
    assert copies.events == (fork,)


def test_of_one_hash_in_two_places_the_one_is_told_of_which_more_is_known() -> None:
    at_a_host = replace(FIRST, repository="a/mirror")
    on_disk = changed(replace(FIRST, repository="web"), paths=("login.py",), released="v1.0")
    assert without_copies([at_a_host, on_disk])[0] == [on_disk]
    assert without_copies([at_a_host, changed(on_disk, paths=())])[0] == [changed(on_disk, paths=())]


@pytest.mark.fault("F069")
def test_author_date_and_subject_together_make_a_copy_and_the_merged_one_is_the_original() -> None:
    waiting = on_branch("Add login", at=after(0))
    assert copied(waiting, FIRST) == copied(FIRST, waiting) == [(FIRST.ref, [waiting.ref])]


@pytest.mark.fault("F069")
def test_a_rebased_branch_keeps_the_commit_that_was_committed_first() -> None:
    early = changed(on_branch("Add login", "one", at=after(0)), committed=after(1))
    late = changed(on_branch("Add login", "two", at=after(0)), committed=after(2))
    assert copied(late, early) == [(early.ref, [late.ref])]


def test_a_subject_may_differ_by_the_pull_request_behind_it() -> None:
    squashed = commit("Add login (#12)", at=after(0))
    assert copied(squashed, on_branch("Add login", at=after(0)))[0][0] == squashed.ref


@pytest.mark.parametrize(
    "other",
    [commit("Add login", at=after(1)), commit("Add login", at=after(0), actor=BOB), commit("Add logout", at=after(0))],
)
def test_another_time_author_or_subject_is_another_change(other: Event) -> None:
    assert copied(FIRST, other) == []


def test_one_patch_under_two_subjects_is_a_copy() -> None:
    picked = changed(on_branch("Backport the login", at=after(5)), patch="abc")
    assert copied(changed(FIRST, patch="abc"), picked) == [(FIRST.ref, [picked.ref])]


def test_a_patch_that_is_on_the_default_branch_twice_was_done_again() -> None:
    again = commit("Add login again", at=after(5))
    assert copied(changed(FIRST, patch="abc"), changed(again, patch="abc")) == []


def test_a_message_that_says_from_where_it_was_picked_makes_a_copy() -> None:
    picked = replace(on_branch("Add login for 2.x", at=after(5)), copies=(FIRST.ref,))
    assert copied(FIRST, picked) == [(FIRST.ref, [picked.ref])]


def test_two_picks_of_a_change_outside_the_window_are_one() -> None:
    one, two = (replace(on_branch(f"Add login for {name}", name, at=after(5)), copies=("f" * 40,)) for name in ("1.x", "2.x"))
    assert len(copied(one, two)) == 1


def test_a_pick_of_a_pick_is_a_copy_and_a_collection_of_picks_is_not() -> None:
    pick = replace(on_branch("Add login", at=after(5)), copies=(FIRST.ref, "e" * 40))
    assert copied(FIRST, pick) == [(FIRST.ref, [pick.ref])]
    collection = replace(on_branch("Bring all of it to 2.x", at=after(5)), copies=(FIRST.ref, "e" * 40))
    assert copied(FIRST, collection) == []


def test_commits_that_a_script_made_in_one_second_are_not_copies() -> None:
    second = changed(on_branch("Add login", at=after(0)), parents=(FIRST.ref,))
    assert copied(FIRST, second) == []


def test_a_tag_seen_in_a_mirror_is_a_copy_and_another_tag_of_that_second_is_not() -> None:
    mirrored = tag("v1", repository="mirror/web")
    assert copied(tag("v1"), mirrored, tag("v2")) == [("v1", ["v1"])]


@given(st.permutations([FIRST, on_branch("Add login", at=after(0)), replace(FIRST, repository="ana/web"), commit("Fix"), tag("v1")]))
def test_every_event_is_an_original_or_a_copy_whatever_the_order(events: list[Event]) -> None:
    originals, copies = without_copies(events)
    assert sorted([*originals, *(event for group in copies for event in group.events)], key=repr) == sorted(events, key=repr)
    assert [group.of for group in copies] == [FIRST]

"""Sentences over pieces of work: what is told, in which words, and how much of it."""

import re
from collections.abc import Sequence
from dataclasses import replace

import pytest

from core.model import EventKind, Length, State, WorkItem, WorkKind
from core.telling.sentence import sentence
from tests.facts import commit, item, items

_CITED = re.compile(r" \((?:#\d+|v[\d.]+|[0-9a-f]{7})(?:, (?:#\d+|[0-9a-f]{7}|\+\d+))*\)$")


def told(*facts: WorkItem, length: Length = Length.NORMAL) -> str:
    return said(facts, length=length)


def said(facts: Sequence[WorkItem], *, actors: Sequence[str] = (), length: Length = Length.NORMAL) -> str:
    """Return a sentence without the references at its end."""
    return _CITED.sub("", sentence(facts, actors=actors, length=length))


def test_sentence_tells_what_was_done_without_prefix_and_reference() -> None:
    assert told(item(commit("feat(models): add BlockChunk type (#1872)"))) == "Models: added BlockChunk type"
    assert told(item(commit("Fix #893 Add support for barriers"))) == "Added support for barriers"


def test_sentence_joins_the_commits_of_one_piece_of_work() -> None:
    work = item(commit("Add token rotation #400"), commit("Fix bot only pattern error"), commit("Add expiry and drop the old store"))

    assert told(work) == "Added token rotation; added expiry and dropped the old store; fixed bot only pattern error"


def test_sentence_tells_what_only_finishes_in_a_few_words() -> None:
    work = item(
        commit("Add login"),
        commit("Add tests for login"),
        commit("Document login"),
        commit("Apply suggestions from code review"),
        commit("Fix flake8 error"),
    )

    assert told(work) == "Added login with tests and documentation; worked the review's suggestions in"


def test_sentence_about_tests_does_not_come_with_tests() -> None:
    assert told(item(commit("Add tests for login"), commit("Fix tests"))) == "Added tests for login"


def test_sentence_takes_a_part_of_the_product_for_no_documentation() -> None:
    assert told(item(commit("Add upload"), commit("Fix document upload"))) == "Added upload; fixed document upload"
    assert told(item(commit("Add upload"), commit("Update the upload docs"))) == "Added upload with documentation"


def test_sentence_begins_with_what_the_whole_is_called() -> None:
    work = replace(item(commit("Add the form"), commit("Add the button")), title="Allow a passkey at login")

    assert told(work) == "Allowed a passkey at login; added the form and the button"


def test_sentence_counts_what_it_does_not_tell() -> None:
    work = item(*(commit(f"Add part {letter}") for letter in "ABCDE"))

    assert told(work) == "Added part A, part B and part C; and 2 more commits"
    assert told(work, length=Length.SHORT) == "Added part A; and 4 more commits"
    assert told(work, length=Length.LONG) == "Added part A, part B, part C, part D and part E"


def test_sentence_of_rough_titles_tells_the_one_that_says_most_and_counts_the_others() -> None:
    assert told(item(*map(commit, ["wip", "fix", "fix again", "Update index.html", "asdf"]))) == "Updated index.html; and 4 more commits"
    assert told(item(*map(commit, ["wip", "asdf", "fix lint"]))) == "Fixed lint; and 2 more commits"
    assert told(item(*map(commit, ["wip", "oops"]))) == "Wip; and 1 more commit"


def test_sentence_tells_the_same_words_once() -> None:
    assert told(item(commit("Add login page"), commit("Add login"))) == "Added login page"


@pytest.mark.parametrize(
    ("titles", "text"),
    [
        (["version 1.7.0", "version 1.7.0rc2", "version 1.7.0rc1"], "Released 1.7.0, after two candidates"),
        (["version 1.7.1", "version 1.7.0"], "Released 1.7.0 and 1.7.1"),
        (["version 1.1.5", "version 1.2.0rc1"], "Released 1.1.5; cut the release candidate 1.2.0rc1"),
        (["version 2.0", "version 2.0.0b1", "version 3.0b1"], "Released 2.0, after a candidate; cut the pre-release 3.0b1"),
        (["version 3.3.0rc1"], "Cut the release candidate 3.3.0rc1"),
        (["version 3.3.0b2", "version 3.3.0b1"], "Cut the pre-releases 3.3.0b1 and 3.3.0b2"),
    ],
)
def test_sentence_of_a_release_names_what_came_out(titles: list[str], text: str) -> None:
    assert told(item(*(commit(title, tags=["v"]) for title in titles))) == text


def test_sentence_of_a_version_that_is_worked_on_claims_nothing_made() -> None:
    assert told(item(commit("Bump version number to 1.2.4-SNAPSHOT", tags=["v"]))) == "Set the version to 1.2.4-SNAPSHOT"


def test_sentence_of_a_version_without_a_tag_claims_no_release() -> None:
    assert told(item(commit("version 1.7.0"))) == "Set the version to 1.7.0"


def test_sentence_of_several_versions_claims_the_release_of_those_that_came_out() -> None:
    assert told(item(commit("version 1.7.0", tags=["v"]), commit("version 2.0.0"))) == "Released 1.7.0; set the version to 2.0.0"


def test_sentence_of_a_tag_alone_is_a_release() -> None:
    tag = replace(commit("Release of spring", kind=EventKind.TAG), ref="v2.0.0")

    assert told(item(tag, kind=WorkKind.RELEASE)) == "Released 2.0.0"
    assert told(item(replace(tag, ref="spring"), kind=WorkKind.RELEASE)) == "Release of spring"


def test_sentence_says_that_a_change_was_undone() -> None:
    work = item(commit('Revert "Add dark mode"'), commit("Add dark mode"), state=State.REVERTED)

    assert told(work) == "Added dark mode, and reverted it"
    assert told(item(commit('Revert "Add dark mode"'))) == "Reverted “Add dark mode”"


def test_sentence_says_that_a_merged_request_was_undone() -> None:
    merge = commit("Merge pull request #33 from acme/limits", body="Rate limits", kind=EventKind.MERGE)
    work = item(commit('Revert "Merge pull request #33 from acme/limits"'), merge, state=State.REVERTED)

    assert told(work) == "Merged “Rate limits”, and reverted it"
    assert told(item(commit('Revert "Merge pull request #33 from acme/limits"'))) == "Reverted #33"
    assert told(item(commit('Revert "Merge branch limits"'))) == "Reverted “Merge branch limits”"


def test_sentence_says_that_a_change_was_undone_and_done_again() -> None:
    work = item(commit("Add search"), commit('Revert "Add search"'), commit('Revert "Revert "Add search""'))

    assert told(work) == "Added search, reverted it and brought it back"


def test_sentence_does_not_tell_as_done_what_a_part_of_the_work_undid() -> None:
    parts = [commit("Add parser"), commit("Add redirect"), commit('Rollback "Add redirect"')]

    assert told(item(*parts)) == "Added parser; reverted “Add redirect”"
    waiting = replace(parts[2], change=replace(parts[2].change, is_merged=False)) if parts[2].change else parts[2]
    assert told(item(*parts[:2], waiting)) == "Added parser and redirect; reverted “Add redirect”"


def test_sentence_names_the_branch_of_open_work() -> None:
    assert told(item(commit("Add export", branch="export", is_merged=False), state=State.OPEN)) == "Added export, on export"


def test_sentence_names_who_where_it_is_not_plain() -> None:
    assert said([item(commit("Add login"))], actors=["Ana Lima", "Bob Berg"]) == "Ana Lima and Bob Berg added login"
    assert said([item(commit("Future async"))], actors=["Ana Lima"]) == "Ana Lima: Future async"


def test_sentence_of_several_pieces_shares_its_verb() -> None:
    assert told(*items("Update the Django example", "Update OAuth comments", "Remove CI noise")) == (
        "Updated the Django example and OAuth comments; removed CI noise"
    )


def test_sentence_leaves_names_in_front_as_they_are() -> None:
    assert told(item(commit("rtm_v2 api spins in a loop"))) == "rtm_v2 api spins in a loop"


def test_sentence_tells_a_part_of_the_whole_once() -> None:
    work = item(commit("feat(cart): add coupons"), commit("feat(cart): add gift cards"), commit("fix(cart): rounding"))

    assert told(work) == "Cart: added coupons and gift cards; fixed rounding"


def test_sentence_counts_what_it_does_not_tell_at_its_end() -> None:
    work = item(*map(commit, ["Add stores", "[v3] Log requests", "Rename tables", "Rename indexes", "Move the models", "Split the client"]))

    assert told(work).startswith("Added stores; ")
    assert told(work).endswith("; and 3 more commits")


def test_sentence_puts_what_is_of_no_part_first() -> None:
    assert told(*items("build(ui): switch to tsup", "Publish packages")) == "Published packages; ui: switched to tsup"


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("feat(ui): add dark mode", "UI: added dark mode"),
        ("net: fix the race", "net: fixed the race"),
        ("iio: adc: fix the race", "iio: adc: fixed the race"),
        ("strings, bytes: iterate in place", "strings, bytes: iterated in place"),
        ("llama-cpp: fix the race", "llama-cpp: fixed the race"),
        ("db migration for orders", "DB migration for orders"),
        ("checkout: fix the race", "Checkout: fixed the race"),
    ],
)
def test_sentence_spells_names_of_parts_as_they_are(title: str, text: str) -> None:
    assert told(item(commit(title))) == text


def test_sentence_shares_support_and_tells_equal_things_once() -> None:
    assert told(*items("Support Python 3.13", "Support PyPy", "Support PyPy")) == "Added support for Python 3.13 and PyPy"


def test_sentence_of_several_things_comes_with_tests_at_its_end() -> None:
    work = item(commit("Add login"), commit("Add logout"), commit("Add tests for login"), commit("test"))

    assert told(work) == "Added login and logout, with tests"


def test_sentence_of_a_fix_does_not_come_with_tests_that_were_mended() -> None:
    assert told(item(commit("Add login"), commit("Fix failing tests"), commit("test"))) == "Added login"


def test_sentence_says_that_a_change_breaks() -> None:
    assert told(item(commit("feat(auth)!: require PKCE"))) == "Auth: required PKCE, a breaking change"


def test_sentence_leaves_rough_titles_to_the_count_where_the_whole_has_a_title() -> None:
    work = replace(item(commit("onboarding step 1"), commit("onboarding step 2")), title="New onboarding")

    assert told(work) == "Added new onboarding; and 2 more commits"


def test_sentence_is_not_called_by_a_branch() -> None:
    assert told(replace(item(commit("Add search")), title="zoe/search")) == "Added search"


def test_sentence_that_is_too_long_tells_fewer_clauses() -> None:
    work = item(*(commit(f"Add {name} to the page that shows the orders of this year") for name in ("a list", "a sum", "a key")))

    assert told(work) == (
        "Added a list to the page that shows the orders of this year; added a sum to the page that shows the orders of this year; "
        "and 1 more commit"
    )


def test_sentence_of_one_long_clause_is_cut_where_a_part_of_it_ends() -> None:
    long = "Show the delivery estimate as soon as the customer has typed a postcode, refresh it when the basket changes, and keep it " * 2

    assert told(item(commit(long.strip()))) == (
        "Showed the delivery estimate as soon as the customer has typed a postcode, refreshed it when the basket changes…"
    )


def test_sentence_that_is_long_by_what_came_with_it_keeps_its_clause() -> None:
    work = item(
        commit(f"Add {'very ' * 25}long"),
        commit("Add tests for it"),
        commit("Apply suggestions from code review"),
        commit("Drop it"),
    )

    assert told(work) == f"Added {'very ' * 25}long with tests; worked the review's suggestions in; and 1 more commit"


def test_sentence_is_never_cut_inside_of_code() -> None:
    code = f"Rename {'thing ' * 20}`{'a_b ' * 20}` everywhere"

    assert told(item(commit(code))) == f"Renamed {'thing ' * 20}".strip() + "…"


def test_sentence_without_blanks_is_cut_all_the_same() -> None:
    assert told(item(commit(f"Add {'x' * 200}"))) == f"Added {'x' * 154}…"


def test_long_sentence_that_was_asked_for_is_left_long() -> None:
    long = item(commit("Add " + "very " * 40 + "long"))

    assert told(long, length=Length.LONG) == "Added " + "very " * 40 + "long"


def test_sentence_tells_what_a_squashed_request_says() -> None:
    assert told(replace(item(commit("Merged in x (pull request #33)", body="Enable audit")), title="Enable audit")) == "Enabled audit"


def test_sentence_of_somebody_s_part_names_the_person_first() -> None:
    assert said([item(commit("net: fix the race"))], actors=["Bob Berg"]) == "Bob Berg, in net: fixed the race"

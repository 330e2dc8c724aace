"""Sentences over pieces of work: what is told, in which words, and what is counted."""

from dataclasses import replace

import pytest

from core.model import Length
from tests.core.telling.sentences import said, told
from tests.facts import commit, item, items


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


def test_sentence_leaves_rough_titles_to_the_count_where_the_whole_has_a_title() -> None:
    work = replace(item(commit("onboarding step 1"), commit("onboarding step 2")), title="New onboarding")

    assert told(work) == "Added new onboarding; and 2 more commits"


def test_sentence_tells_what_a_squashed_request_says() -> None:
    assert told(replace(item(commit("Merged in x (pull request #33)", body="Enable audit")), title="Enable audit")) == "Enabled audit"


def test_sentence_of_somebody_s_part_names_the_person_first() -> None:
    assert said([item(commit("net: fix the race"))], actors=["Bob Berg"]) == "Bob Berg, in net: fixed the race"

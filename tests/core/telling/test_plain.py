"""The plain recap's sentences and which of them share a bullet."""

from dataclasses import replace

import pytest

from core.model import Bullet, By, EventKind, Length, Link, Noise, RecapRequest, Shape, State, WorkItem, WorkKind
from core.telling.plain import Body, plain
from core.telling.sentence import sentence
from tests.core.recaps import WINDOW
from tests.facts import BOB, commit, item, items

ASKED = RecapRequest(window=WINDOW)


def told(*facts: WorkItem, length: Length = Length.NORMAL) -> str:
    return sentence(facts, length=length)


def texts(body: Body) -> list[str]:
    return [bullet.text for bullet in body.bullets]


def test_sentence_tells_what_was_done_without_prefix_and_reference() -> None:
    assert told(item(commit("feat(models): add BlockChunk type (#1872)"))) == "Models: added BlockChunk type"
    assert told(item(commit("Fix #893 Add support for barriers"))) == "Added support for barriers"


def test_sentence_joins_the_commits_of_one_piece_of_work() -> None:
    work = item(commit("Add token rotation #400"), commit("Fix bot only pattern error"), commit("Add expiry and drop the old store"))

    assert told(work) == "Added token rotation; fixed bot only pattern error; added expiry and dropped the old store"


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


def test_sentence_begins_with_what_the_whole_is_called() -> None:
    work = replace(item(commit("Add the form"), commit("Add the button")), title="Allow a passkey at login")

    assert told(work) == "Allowed a passkey at login; added the form and the button"


def test_sentence_counts_what_it_does_not_tell() -> None:
    work = item(*(commit(f"Add part {letter}") for letter in "ABCDE"))

    assert told(work) == "Added part A, part B and part C; and 2 more commits"
    assert told(work, length=Length.SHORT) == "Added part A; and 4 more commits"
    assert told(work, length=Length.LONG) == "Added part A, part B, part C, part D and part E"


def test_sentence_tells_the_same_words_once() -> None:
    assert told(item(commit("Add login page"), commit("Add login"))) == "Added login page"


@pytest.mark.parametrize(
    ("titles", "text"),
    [
        (["version 1.7.0", "version 1.7.0rc2", "version 1.7.0rc1"], "Released 1.7.0, after two candidates"),
        (["version 1.7.1", "version 1.7.0"], "Released 1.7.0 and 1.7.1"),
        (["version 3.3.0rc1"], "Cut the release candidate 3.3.0rc1"),
        (["version 3.3.0b2", "version 3.3.0b1"], "Cut the pre-releases 3.3.0b1 and 3.3.0b2"),
    ],
)
def test_sentence_of_a_release_names_what_came_out(titles: list[str], text: str) -> None:
    assert told(item(*(commit(title, tags=["v"]) for title in titles))) == text


def test_sentence_of_a_version_without_a_tag_claims_no_release() -> None:
    assert told(item(commit("version 1.7.0"))) == "Set the version to 1.7.0"


def test_sentence_of_a_tag_alone_is_a_release() -> None:
    tag = replace(commit("Release of spring", kind=EventKind.TAG), ref="v2.0.0")

    assert told(item(tag, kind=WorkKind.RELEASE)) == "Released 2.0.0"
    assert told(item(replace(tag, ref="spring"), kind=WorkKind.RELEASE)) == "Release of spring"


def test_sentence_says_that_a_change_was_undone() -> None:
    work = item(commit('Revert "Add dark mode"'), commit("Add dark mode"), state=State.REVERTED)

    assert told(work) == "Added dark mode, and reverted it"
    assert told(item(commit('Revert "Add dark mode"'))) == "Reverted “Add dark mode”"


def test_sentence_names_the_branch_of_open_work() -> None:
    assert told(item(commit("Add export", branch="export", is_merged=False), state=State.OPEN)) == "Added export, on export"


def test_sentence_names_who_where_it_is_not_plain() -> None:
    assert sentence([item(commit("Add login"))], actors=["Ana Lima", "Bob Berg"]) == "Ana Lima and Bob Berg added login"
    assert sentence([item(commit("Future async"))], actors=["Ana Lima"]) == "Ana Lima: Future async"


def test_sentence_of_several_pieces_shares_its_verb() -> None:
    assert told(*items("Update the Django example", "Update OAuth comments", "Remove CI noise")) == (
        "Updated the Django example and OAuth comments; removed CI noise"
    )


def test_sentence_leaves_names_in_front_as_they_are() -> None:
    assert told(item(commit("rtm_v2 api spins in a loop"))) == "rtm_v2 api spins in a loop"


def test_bullet_ends_with_references_else_with_hashes() -> None:
    single = item(commit("Add login"))
    four = item(*(commit(f"Add part {letter}") for letter in "ABCD"), id_="W2")

    body = plain([single, four, item(commit("Add logout (#7)"), id_="W3")], ASKED)

    assert texts(body)[0] == f"Added login ({single.events[0].ref[:7]})"
    assert texts(body)[1].endswith(f"; and 1 more commit ({four.events[0].ref[:7]}, +3)")
    assert texts(body)[2] == "Added logout (#7)"
    assert body.bullets[2].links == (Link("#7", "https://git.example/acme/web/issues/7"),)


def test_bullet_does_not_repeat_a_reference_that_its_sentence_names() -> None:
    assert texts(plain(items("Apply #648 changes to other pages"), ASKED)) == ["Applied #648 changes to other pages"]


def test_small_changes_of_a_kind_share_a_bullet_and_never_fill_up_to_the_limit() -> None:
    body = plain(items("Add login (#1)", "Update the Django docs (#2)", "Update the Flask docs (#3)", "Fix flake8 error"), ASKED)

    assert texts(body)[:2] == ["Added login (#1)", "Updated the Django docs and the Flask docs (#2, #3)"]
    assert len(body.bullets) == 2
    assert body.rest == "+ 1 smaller change (flake8 error)"


def test_more_pieces_than_bullets_share_and_the_lightest_are_counted() -> None:
    facts = items(*(f"Add part {number} (#{number})" for number in range(1, 13)))

    body = plain(facts, replace(ASKED, limit=4))

    assert [bullet.items for bullet in body.bullets] == [("W1",), ("W2",), ("W3", "W4", "W5"), ("W6", "W7", "W8")]
    assert body.smaller == ("W9", "W10", "W11", "W12")
    assert body.rest == "+ 4 smaller changes"


def test_only_slight_changes_get_bullets_after_all() -> None:
    assert len(plain(items("Fix typo", "Update README.md"), ASKED).bullets) > 0


def test_taken_bullets_stay_and_the_rest_is_told_around_them() -> None:
    facts = items("Add login (#1)", "Add logout (#2)", "Add export (#3)")
    taken = Bullet("Built logout (#2)", ("W2",), by=By.MODEL)

    body = plain(facts, ASKED, taken=[taken])

    assert texts(body) == ["Added login (#1)", "Built logout (#2)", "Added export (#3)"]


def test_noise_is_counted_in_the_last_line() -> None:
    body = plain(items("Add login"), ASKED, noise=[Noise("bot", "2 dependency bumps", ())])

    assert body.rest == "+ 2 dependency bumps"


def test_standup_parts_what_is_done_from_what_is_open() -> None:
    facts = [item(commit("Add export"), id_="W1", state=State.OPEN), item(commit("Add login"), id_="W2")]

    body = plain(facts, replace(ASKED, shape=Shape.STANDUP))

    assert [bullet.section for bullet in body.bullets] == ["Done", "Next (on branches that are not merged)"]


def test_changelog_has_the_sections_that_readers_know() -> None:
    body = plain(items("Fix the parser", "Add login", "Update CI settings"), replace(ASKED, shape=Shape.CHANGELOG))

    assert [bullet.section for bullet in body.bullets] == ["Added", "Fixed", "Internal"]


def test_numbers_count_each_kind_of_work() -> None:
    facts = [
        item(commit("Add login", size=(10, 2), paths=["a", "b"]), commit("Add logout", size=(5, 0), paths=["b"])),
        item(commit("Fix it all"), id_="W2"),
    ]

    body = plain(facts, replace(ASKED, shape=Shape.NUMBERS))

    assert texts(body)[0].startswith("1 feature: 2 commits, 2 files, +15 −2 lines (")
    assert texts(body)[1].startswith("1 fix: 1 commit (")


def test_several_people_are_named_in_each_bullet() -> None:
    body = plain([item(commit("Add login (#1)", actor=BOB))], ASKED, names_actors=True)

    assert texts(body) == ["Bob Berg added login (#1)"]


def test_who_only_merged_is_not_named_as_having_done_it() -> None:
    work = item(commit("Add login (#1)"), commit("Merge pull request #1 from ana/login", actor=BOB, kind=EventKind.MERGE))

    assert texts(plain([work], ASKED, names_actors=True)) == ["Ana Lima added login (#1)"]


def test_merged_requests_of_others_are_told_by_their_titles() -> None:
    merges = [
        item(commit(f"Merge pull request #{number} from bob/x", kind=EventKind.MERGE, body=title), id_=f"W{number}", kind=WorkKind.CHORE)
        for number, title in enumerate(["Add login", "Add logout"], 1)
    ]
    titled = [replace(merge, title=merge.events[0].body) for merge in merges]

    assert texts(plain(titled, ASKED)) == ["Merged “Add login” and “Add logout” (#1, #2)"]

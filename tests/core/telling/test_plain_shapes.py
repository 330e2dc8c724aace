"""What each shape makes of the same work: a standup, a changelog, numbers, a few words, more or less of it."""

from dataclasses import replace

from core.model import EventKind, Length, Shape, State, WorkKind
from core.telling.plain import plain
from tests.core.telling.week import ASKED, texts
from tests.facts import commit, item, items


def test_standup_parts_what_is_done_from_what_is_open() -> None:
    facts = [item(commit("Add export"), id_="W1", state=State.OPEN), item(commit("Add login"), id_="W2")]

    body = plain(facts, replace(ASKED, shape=Shape.STANDUP))

    assert [bullet.section for bullet in body.bullets] == ["Done", "Next (not merged yet)"]


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


def test_standup_tells_the_branch_before_what_is_open_on_it() -> None:
    open_work = item(commit("Add export", branch="export", is_merged=False), state=State.OPEN)
    body = plain([open_work], replace(ASKED, shape=Shape.STANDUP))

    assert texts(body)[0].startswith("On export: added export (")
    assert texts(plain([open_work], replace(ASKED, shape=Shape.STANDUP), names_actors=True))[0].startswith(
        "Ana Lima, on export: added export ("
    )


def test_standup_keeps_bullets_for_what_comes_next() -> None:
    done = [item(commit(f"Add part {number} (#{number})"), id_=f"W{number}") for number in range(1, 5)]
    later = item(commit("Add export", branch="export", is_merged=False), id_="W5", state=State.OPEN)

    body = plain([*done, later], replace(ASKED, shape=Shape.STANDUP, limit=3))

    assert [bullet.items for bullet in body.bullets] == [("W1",), ("W2", "W3", "W4"), ("W5",)]


def test_changelog_does_not_say_twice_what_its_title_says_nor_who_did_it() -> None:
    body = plain(items("fix(ui): the tooltip is cut (#3)", "Add login (#1)"), replace(ASKED, shape=Shape.CHANGELOG), names_actors=True)

    assert texts(body) == ["Login (#1)", "UI: the tooltip is cut (#3)"]


def test_brief_says_little_of_each() -> None:
    work = item(*(commit(f"Add part {letter}") for letter in "AB"))

    assert texts(plain([work], replace(ASKED, shape=Shape.BRIEF)))[0].startswith("Added part A; and 1 more commit (")
    assert texts(plain([work], replace(ASKED, shape=Shape.BRIEF, length=Length.LONG)))[0].startswith("Added part A and part B (")


def test_long_answer_names_more_of_what_is_smaller_and_a_short_one_nothing() -> None:
    facts = items("Add login", *(f"Fix the crash of {name}" for name in "abcd"))

    assert plain(facts, replace(ASKED, limit=1, length=Length.LONG)).rest == (
        "+ 4 smaller changes (the crash of a, the crash of b, the crash of c, the crash of d)"
    )
    assert plain(facts, replace(ASKED, limit=1, length=Length.SHORT)).rest == "+ 4 smaller changes"


def test_short_answer_has_fewer_bullets() -> None:
    facts = items(*(f"Add part {number} (#{number})" for number in range(1, 11)))

    assert len(plain(facts, replace(ASKED, limit=5, length=Length.SHORT)).bullets) == 3


def test_numbers_of_a_tag_have_no_commits() -> None:
    tag = replace(commit("v1.0.0", kind=EventKind.TAG), ref="v1.0.0")

    assert texts(plain([item(tag, kind=WorkKind.RELEASE)], replace(ASKED, shape=Shape.NUMBERS))) == ["1 release (v1.0.0)"]


def test_numbers_count_versions_and_not_the_piece_of_work_that_they_are() -> None:
    came = [commit(title, tags=["v"]) for title in ("version 1.0.0", "version 1.1.0", "version 1.2.0rc1")]
    shown = plain([item(*came, commit("version 2.0.0"))], replace(ASKED, shape=Shape.NUMBERS))

    assert texts(shown)[0].startswith("2 releases, 1 version number and 1 pre-release: 4 commits (")


def test_changelog_tells_a_revert_under_what_changed_and_a_dropped_part_as_removed() -> None:
    body = plain(items('Revert "Add dark mode"', "feat!: drop the v1 API"), replace(ASKED, shape=Shape.CHANGELOG))

    assert {bullet.section: bullet.text.partition(" (")[0] for bullet in body.bullets} == {
        "Changed": "Reverted “Add dark mode”",
        "Removed": "Dropped the v1 API, a breaking change",
    }

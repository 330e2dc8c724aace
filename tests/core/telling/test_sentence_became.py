"""What became of the work, in a sentence: it came out, was undone, is still open, or breaks something."""

from dataclasses import replace

import pytest

from core.model import EventKind, State, WorkKind
from tests.core.telling.sentences import told
from tests.facts import commit, item


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


def test_sentence_says_that_a_change_breaks() -> None:
    assert told(item(commit("feat(auth)!: require PKCE"))) == "Auth: required PKCE, a breaking change"


def test_sentence_is_not_called_by_a_branch() -> None:
    assert told(replace(item(commit("Add search")), title="zoe/search")) == "Added search"

"""A piece of work from its events: what leads it, of which kind and state it is, and what it links to."""

from dataclasses import replace

import pytest

from core.model import Link, State, WorkKind
from tests.core.finding.made import after, changed, merge, on_branch, only, tag
from tests.facts import MONDAY, commit


def test_the_most_telling_commit_leads_and_the_others_follow_in_order_of_time() -> None:
    small = commit("Add form #1", size=(5, 5))
    large = commit("Add the whole login #1", at=after(1), size=(300, 5))
    typo = commit("Fix typo #1", at=after(2), size=(900, 900))
    item = only(typo, small, large)
    assert [event.title for event in item.events] == ["Add the whole login #1", "Add form #1", "Fix typo #1"]
    assert (item.title, item.kind, item.repository) == ("Add the whole login", WorkKind.FEATURE, "acme/web")


def test_a_merged_request_of_several_changes_is_told_by_its_own_title() -> None:
    events = merge("Merge pull request #12 from ana/x", commit("Add form"), commit("Add view"), body="fix: sign in\n\nMore.")
    item = only(*events)
    assert (item.title, item.kind) == ("Sign in", WorkKind.FIX)
    assert item.events[0].title in {"Add form", "Add view"}
    assert only(*merge("Merge pull request #12 from ana/x", commit("Add form"), body="Sign in")).title == "Add form"


def test_a_request_s_title_without_a_kind_leaves_that_of_its_commits() -> None:
    item = only(*merge("Merge pull request #12 from ana/x", commit("Add form"), commit("Add view"), body="Front door"))
    assert (item.title, item.kind) == ("Front door", WorkKind.FEATURE)


def test_a_title_without_a_verb_leaves_the_kind_to_the_branch() -> None:
    squash = commit("Single page (#12)", at=after(9), body="* Update docs\n* Add page")
    assert only(squash).kind is WorkKind.CHANGE
    assert only(squash, on_branch("Add page"), on_branch("Update docs")).kind is WorkKind.FEATURE
    assert only(commit("Update the page (#12)", at=after(9), body="* Add page"), on_branch("Add page")).kind is WorkKind.CHANGE
    assert only(on_branch("wip")).kind is WorkKind.CHANGE


def test_a_release_is_led_by_its_final_version() -> None:
    versions = ["version 1.10.0", "version 1.9.0", "version 1.11.0rc1"]
    item = only(*(commit(title, at=after(number)) for number, title in enumerate(versions)))
    assert (item.title, item.kind) == ("Version 1.10.0", WorkKind.RELEASE)


def test_a_commit_whose_tag_and_title_name_one_version_is_a_release() -> None:
    assert only(changed(commit("verson 0.6.0a0"), tags=("v0.6.0a0",))).kind is WorkKind.RELEASE
    assert only(changed(commit("Fix login"), tags=("v0.6.0a0",))).kind is WorkKind.FIX


def test_work_is_released_merged_or_open_by_what_came_least_far() -> None:
    released = changed(commit("Add form #1"), released="v1.0")
    merged, waiting = commit("Add view #1", at=after(1)), on_branch("Add test view #1", at=after(2))
    assert only(released).state is State.RELEASED
    assert only(released, merged).state is State.MERGED
    assert only(released, merged, waiting).state is State.OPEN
    assert only(changed(waiting, released="v1.0")).state is State.RELEASED
    assert only(tag("v1.0")).state is State.RELEASED
    assert only(tag("v1.0"), commit("version 1.1")).state is State.RELEASED


def test_a_branch_that_was_squashed_or_ported_is_not_open() -> None:
    squash = commit("Sign in (#12)", at=after(5), body="* Add form")
    assert only(squash, on_branch("Add form", at=after(1))).state is State.MERGED
    assert only(commit("Add login (#12)"), on_branch("[2.x] Add login (#13)", "2.x", at=after(9))).state is State.MERGED
    assert only(commit("Add login ABC-1"), on_branch("Add more ABC-1", at=after(9))).state is State.OPEN


def test_links_are_the_requests_and_issues_then_the_tickets() -> None:
    first = replace(commit("ABC-7 Fix #4 login (#12)", size=(9, 9)), mentions=(Link("ABC-7", "t"), Link("#4", "i"), Link("#12", "p")))
    second = replace(commit("Add tests for login", at=after(1)), mentions=(Link("#9"), Link("#12", "other")))
    assert only(second, first).links == (Link("#4", "i"), Link("#12", "p"), Link("#9"), Link("ABC-7", "t"))


def test_a_merged_request_s_own_number_comes_before_those_of_its_parts() -> None:
    parts = (commit("Add form", size=(9, 9)), commit("Add view for #3"))
    assert [link.ref for link in only(*merge("Merge pull request #12 from ana/x", *parts)).links] == ["#12", "#3"]


def test_without_references_links_are_short_hashes_or_tags() -> None:
    one, two = commit("version 1.0"), commit("version 1.0rc1", at=after(-1))
    assert only(two, one, tag("v1.0")).links == (Link(one.ref[:7], one.url), Link(two.ref[:7], two.url))
    assert only(replace(tag("v1.0"), url="u")).links == (Link("v1.0", "u"),)
    assert only(commit("Add login", at=MONDAY)).url.startswith("https://")


@pytest.mark.parametrize(
    ("title", "path", "kind"),
    [
        ("Add document preview", "src/preview.py", WorkKind.FEATURE),
        ("Fix document preview", "src/preview.py", WorkKind.FIX),
        ("Add document preview", "docs/preview.md", WorkKind.DOCUMENTATION),
        ("Add document preview", "", WorkKind.DOCUMENTATION),
        ("Fix typo in the guide", "src/guide.py", WorkKind.DOCUMENTATION),
        ("docs: explain the guide", "src/guide.py", WorkKind.DOCUMENTATION),
        ("Add insurance coverage page", "web/coverage.ts", WorkKind.FEATURE),
        ("Add coverage of the parser", "tests/test_parser.py", WorkKind.TEST),
    ],
)
def test_paths_tell_documents_of_the_product_from_its_documentation(title: str, path: str, kind: WorkKind) -> None:
    assert only(commit(title, paths=[path] if path else [])).kind is kind

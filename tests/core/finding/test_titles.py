"""A title's own words, the request behind it, and its mark of a backport."""

import pytest

from core.finding.titles import bare, cleaned, is_backport, ported, pull, slug


@pytest.mark.parametrize(
    ("title", "own"),
    [
        ("Add v3.3 documents #939", "Add v3.3 documents"),
        ("feat(api)!: accept tokens (#12)", "Accept tokens"),
        ("Fix #893 Add support for admin.barriers.* API methods", "Add support for admin.barriers.* API methods"),
        ("Fix #690 by adding basic auth", "Adding basic auth"),
        ("fixes #1, #2: crash on start (#3)", "Crash on start"),
        ("Resolve ABC-12 - login loop", "Login loop"),
        ("Add an integration test for #480", "Add an integration test for #480"),
        ("Apply more updates on #216", "Apply more updates on #216"),
        ("Fix #672 files.upload fails", "files.upload fails"),
        ("Revert #209 (#212)", "Revert #209"),
        ("Close (see #12)", "Close"),
        ("#12", "#12"),
        ("Fix #12", "Fix"),
    ],
)
def test_a_title_is_shown_in_its_own_words(title: str, own: str) -> None:
    assert cleaned(title) == own


def test_the_pull_request_behind_a_title_is_read_and_left_out_of_comparisons() -> None:
    assert pull("Add login (#12)") == "#12"
    assert pull("Add login (!7)") == "!7"
    assert pull("Add login #12") == ""
    assert bare("Add login (#12) (#13)") == bare("add LOGIN") == "add login"
    assert bare("(#12)") == "(#12)"


@pytest.mark.parametrize(
    "title",
    [
        "[backport] Add login",
        "[2.x] Add login (#13)",
        "Add login (backport #12)",
        "Backport of #12 to 2.x: Add login",
        "[Backport 2.x] Add login",
        "[release/2] Add login",
    ],
)
def test_a_backport_is_told_by_its_mark_and_shares_the_rest_of_its_title(title: str) -> None:
    assert is_backport(title)
    assert ported(title) == "add login"


@pytest.mark.parametrize("title", ["Add login", "[web] Add login", "Add login (#12)", "Document how to backport"])
def test_other_marks_are_no_backports(title: str) -> None:
    assert not is_backport(title)


def test_a_branch_and_a_title_share_a_slug() -> None:
    assert slug("Sign in, please!") == slug("sign-in_please") == "sign-in-please"
    assert slug("!?") == ""

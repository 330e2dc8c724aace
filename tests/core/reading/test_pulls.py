"""Merge commits that land a request."""

import pytest

from core.reading.pulls import Landed, landed, whole


@pytest.mark.parametrize(
    ("title", "body", "request_"),
    [
        ("Merge pull request #602 from fork/guide", "Update the guide\n\nMore.", Landed("#602", "Update the guide")),
        ("Merge pull request #7 in WEB/shop from x to main", "", Landed("#7", "")),
        ("Merged in feature/x (pull request #12)", "Add x\n\nApproved-by: Bob Berg", Landed("#12", "Add x")),
        ("Merged PR 123: Add x", "", Landed("!123", "Add x")),
        ("Auto merge of #12301 - elena:as-deref, r=oskar", "Suggest it\n\nFixes #9", Landed("#12301", "Suggest it")),
        ("Merge pull request #88 in PAY/shop from x to main", "* commit '0a1b2c':\n  Add x", Landed("#88", "")),
        ("Merge branch 'x' into 'main'", "Add x\n\nCloses #4\n\nSee merge request acme/web!77", Landed("!77", "Add x")),
        ("Merge branch 'x' into 'main'", "Closes #4\n\nSee merge request !77", Landed("!77", "")),
    ],
)
def test_landed_request_is_read_from_a_host_s_words(title: str, body: str, request_: Landed) -> None:
    assert landed(title, body) == request_


@pytest.mark.parametrize("title", ["Merge branch 'main' into x", "Merge remote-tracking branch 'origin/main'", "Merge the two parsers"])
def test_other_merges_land_no_request(title: str) -> None:
    assert landed(title, "") is None


@pytest.mark.parametrize(
    ("title", "body", "said"),
    [
        ("Add login", "More.", "Add login"),
        ("Merged in x (pull request #33)", "Enable audit\n\nApproved-by: Bob", "Enable audit"),
        ("Merge pull request #7 in WEB/shop from x to main", "", "Merge pull request #7 in WEB/shop from x to main"),
        ("Show the total so that the … (#12)", "…price never jumps.\n\nMore.", "Show the total so that the price never jumps. (#12)"),
        ("Show the total so that...", "...it never jumps", "Show the total so that it never jumps"),
        ("Show the total…", "It never jumps", "Show the total…"),
    ],
)
def test_whole_title_is_what_a_commit_lands_or_goes_on_to_say(title: str, body: str, said: str) -> None:
    assert whole(title, body) == said

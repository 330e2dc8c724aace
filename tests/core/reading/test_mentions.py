"""References in messages."""

import pytest

from core.reading.mentions import picked_from, references, reverted, without_trailers


@pytest.mark.parametrize(
    ("title", "body", "found"),
    [
        ("Fix #372 by adding listener matcher docs (#402)", "", ("#372", "#402")),
        ("Add the export (PAY-12), acme/api!77 and GH-8", "", ("PAY-12", "acme/api!77", "#8")),
        ("Use UTF-8 and SHA-256, see RFC-2119", "", ()),
        ("Colour &#39; and v1#2 and https://host/x#33", "", ()),
        ("Add login", "Closes #1, #2 and #3\nfixes ABC-9\nfix it in 2019", ("#1", "#2", "#3", "ABC-9")),
        ("Add login", "Looks like #77, see there.\nRefs: XY-1", ("XY-1",)),
        ("Add login", "Resolves: acme/web#7", ("acme/web#7",)),
        ("Merged PR 1201: Add the export, AB-7", "", ("!1201", "AB-7")),
    ],
)
def test_references_are_the_title_s_and_what_the_body_closes(title: str, body: str, found: tuple[str, ...]) -> None:
    assert references(title, body) == found


def test_reverted_hashes_are_read_from_git_s_own_words() -> None:
    assert reverted("Broke the build.\n\nThis reverts commit 0123456789ABCDEF0123456789abcdef01234567.") == (
        "0123456789abcdef0123456789abcdef01234567",
    )
    assert reverted("This reverts commits 0123456, and 89abcde.") == ("0123456", "89abcde")
    assert reverted("This reverts the idea") == ()


def test_picked_hashes_are_read_from_git_and_from_stable_branches() -> None:
    assert picked_from("x\n\n(cherry picked from commit 0123456789abcdef)") == ("0123456789abcdef",)
    assert picked_from("commit 0123456789abcdef upstream.") == ("0123456789abcdef",)


def test_trailers_are_cut_and_prose_is_kept() -> None:
    assert without_trailers("One.\n\nTwo.\n\nSigned-off-by: A <a@b.c>\nReviewed-by: B <b@b.c>") == "One.\n\nTwo."
    assert without_trailers("Signed-off-by: A <a@b.c>") == ""
    assert without_trailers("Note: this is prose\nthat goes on") == "Note: this is prose\nthat goes on"
    assert without_trailers("One.\n\nWarning: do not use") == "One.\n\nWarning: do not use"

"""Which words behind an "and" are verbs, and which are parts of a name."""

import pytest

from core.reading.clauses import clauses

NAMES = [
    ("Add task_card and plan blocks", "added task_card and plan blocks"),
    ("Add read and write locks", "added read and write locks"),
    ("Add drag and drop uploads", "added drag and drop uploads"),
    ("Add release and deploy jobs", "added release and deploy jobs"),
    ("Changes requested in the review", "Changes requested in the review"),
    ("fix: stop and start scripts on Windows", "fixed stop and start scripts on Windows"),
    ("Read and write locks", "Read and write locks"),
    ("Adding support for creating and deleting users", "added support for creating and deleting users"),
    ("Adding spring and blooming flowers", "added spring and blooming flowers"),
    ("Allow users to pick a colour and remove the old one", "allowed users to pick a colour and remove the old one"),
    ("Close the file that leaks and remove retries", "closed the file that leaks and remove retries"),
]
VERBS = [
    ("Fix the race and remove retries", "fixed the race and removed retries"),
    ("establish and apply a convention", "established and applied a convention"),
    ("Update the version to 3 and adds changelog entries", "updated the version to 3 and added changelog entries"),
    ("Remove assertions and move to validating", "removed assertions and moved to validating"),
    ("Let users choose; remove the old page", "let users choose; removed the old page"),
    ("Formated code", "formatted code"),
    ("Cleaning up changes and updating tests", "cleaned up changes and updated tests"),
    ("Unskip a test", "unskipped a test"),
]


@pytest.mark.parametrize(("title", "told"), NAMES + VERBS)
def test_words_behind_and_are_conjugated_only_where_they_are_verbs(title: str, told: str) -> None:
    assert [clause.text for clause in clauses(title)] == [told]


def test_a_revert_of_an_unquoted_title_quotes_it() -> None:
    assert clauses("Revert Add export to CSV")[0].text == "reverted “Add export to CSV”"
    assert clauses("Revert changes to the pool")[0].text == "reverted changes to the pool"

"""Lines that turn a title around with its own words, or leave out what it hangs on, beside lines that say the same as it."""

import pytest

from core.finding.fold import fold
from core.model import WorkItem
from core.telling.grounding import grounded
from tests.facts import commit

TOLD = [  # a title, what may be told of it, and what may not
    ("Allow admins to delete users", "Allowed admins to delete users", "Allowed users to delete admins"),
    ("Prevent guests from uploading files", "Prevented guests from uploading files", "Prevented files from uploading guests"),
    ("Prevent labels from being written by a user", "Prevented users from writing labels", "Allowed labels to be written by a user"),
    ("Deprecate the v1 API in favour of v2", "Deprecated the v1 API in favour of v2", "Deprecated the v2 API in favour of v1"),
    ("Use HTTPS instead of HTTP", "Used HTTPS instead of HTTP", "Used HTTP instead of HTTPS"),
    ("Remove Python 3.8 except on Windows", "Removed Python 3.8 except on Windows", "Removed Windows except on Python 3.8"),
    ("Send invoices to customers by mail", "Sent invoices to customers by mail", "Sent customers to invoices by mail"),
    ("Merge staging into main", "Merged staging into main", "Merged main into staging"),
    ("Delay emails until the order is paid", "Delayed emails until the order is paid", "Delayed the order until emails are paid"),
    ("Fix data loss when the disk is full", "Fixed data loss when the disk is full", "Fixed disk loss when the data is full"),
    ("Fix data loss when the disk is full", "Fixed losing data when the disk is full", "Lost data when the disk is full"),
    ("Reduce image size by 40 %", "Reduced image size by 40 %", "Reduced image size to 40 %"),
    ("Cut the limit to 5 and the timeout to 90", "Cut the limit to 5 and the timeout to 90", "Cut the limit to 90 and the timeout to 5"),
    ("Lower the limit to 5; raise the delay to 90", "Lowered the limit to 5", "Lowered the limit to 90"),
    ("Disable telemetry by default", "Disabled telemetry by default", "Disabled telemetry"),
    ("Try to reduce memory usage", "Tried to reduce memory usage", "Reduced memory usage"),
    ("Remove unused imports", "Cleaned up imports", "Removed imports"),
    ("Consider using Postgres", "Considered using Postgres", "Used Postgres"),
    ("Plan the migration to Kubernetes", "Planned the migration to Kubernetes", "Migrated to Kubernetes"),
    ("Do not retry failed payments", "Stopped retrying failed payments", "Stopped payments"),
    ("Do not retry failed payments", "Did not retry failed payments", "Retried payments that do not fail"),
    ("Ignore errors from the metrics endpoint", "Ignored errors from the metrics endpoint", "Ignored the metrics endpoint"),
    ("Fix flaky test in checkout", "Fixed flaky test in checkout", "Added flaky test in checkout"),
    ("Fix: users could read messages", "Fixed that users could read messages", "Let users read messages"),
    ("Fix: users could read messages", "Fixed that users could read messages", "Users could read messages"),
]


def fact(title: str) -> WorkItem:
    return fold([commit(title)]).items[0]


@pytest.mark.fault("F131")
@pytest.mark.parametrize(("title", "line"), [(title, lie) for title, _, lie in TOLD])
def test_a_line_that_turns_its_fact_around_is_refused(title: str, line: str) -> None:
    assert grounded(line, [fact(title)]) is not None


@pytest.mark.parametrize(("title", "line"), [(title, truth) for title, truth, _ in TOLD])
def test_a_line_that_says_as_much_as_its_fact_is_shown(title: str, line: str) -> None:
    assert grounded(line, [fact(title)]) is None

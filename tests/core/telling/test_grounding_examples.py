"""The lines of EXAMPLES.md's third table, each judged as it says there."""

import pytest

from core.model import State, WorkItem, WorkKind
from core.telling.grounding import grounded
from tests.grounding.fact import item

BARRIERS = item("Fix #893 Add support for admin.barriers.* API methods", kind=WorkKind.FEATURE)
REDACTION = item("Redact tokens in debug logging", kind=WorkKind.SECURITY)
DOCUMENTS = item(
    "Add v3.3 documents #939",
    "Apply suggestions from code review",
    "Update GitHub templates",
    "Apply more suggestions by Alissa",
    "Run ./docs.sh",
    "Update docs-src/scim/index.rst",
    "Apply suggestions from code review",
    "Correct code snippets for SCIM / Audit Logs",
    "Add missing imports in docs",
    kind=WorkKind.DOCUMENTATION,
)
CANDIDATE = item("version 3.3.0rc1", kind=WorkKind.RELEASE, state=State.RELEASED)
AUDIT = item("Correct code snippets for SCIM / Audit Logs", kind=WorkKind.DOCUMENTATION)


@pytest.mark.fault("F086")
@pytest.mark.parametrize(
    ("line", "facts"),
    [
        ("Added support for the admin.barriers.* methods (#893)", (BARRIERS,)),
        ("Made debug logging safer by redacting tokens", (REDACTION,)),
        ("Wrote the documents for 3.3 and answered the review (#939)", (DOCUMENTS,)),
    ],
)
def test_a_backed_line_is_shown(line: str, facts: tuple[WorkItem, ...]) -> None:
    assert grounded(line, facts) is None


@pytest.mark.fault("F086")
@pytest.mark.parametrize(
    ("line", "facts"),
    [
        ("Added support for the admin.barriers.* methods (#839)", (BARRIERS,)),
        ("Released 3.3.0", (CANDIDATE,)),
        ("Fixed 12 documentation bugs (#939)", (DOCUMENTS,)),
        ("Added admin.barriers.* (#939) and wrote the 3.3 documents (#893)", (BARRIERS, DOCUMENTS)),
        ("Removed support for the admin.barriers.* methods (#893)", (BARRIERS,)),
        ("Redacted tokens and passwords in all logs", (REDACTION,)),
        ("Reviewed Person 85's audit logs work", (AUDIT,)),
        ("Redacted tokens, see https://example.net/details", (REDACTION,)),
        ("Great week with a huge impact across the SDK!", ()),
    ],
)
def test_an_unbacked_line_is_refused(line: str, facts: tuple[WorkItem, ...]) -> None:
    assert grounded(line, facts) is not None


def test_the_references_in_their_own_places_are_shown() -> None:
    line = "Added admin.barriers.* (#893) and wrote the 3.3 documents (#939)"
    assert grounded(line, (BARRIERS, DOCUMENTS)) is None

"""Who wrote a commit, with whom and when, as far as it can be true."""

from datetime import UTC, datetime, timedelta

import pytest

from core.reading.authorship import co_authors, dated

NOW = datetime(2026, 11, 18, 12, tzinfo=UTC)
LANDED = NOW - timedelta(hours=1)


@pytest.mark.parametrize("authored", [datetime(1970, 1, 2, tzinfo=UTC), NOW, NOW + timedelta(days=1)])
def test_a_commit_counts_when_its_author_wrote_it(authored: datetime) -> None:
    assert dated(authored, LANDED, NOW) == (authored, "")


@pytest.mark.fault("F068")
@pytest.mark.parametrize("authored", [datetime(1970, 1, 1, tzinfo=UTC), NOW + timedelta(days=1, seconds=1), None])
def test_an_impossible_date_gives_way_to_the_committers_and_says_so(authored: datetime | None) -> None:
    at, doubt = dated(authored, LANDED, NOW)
    assert at == LANDED
    assert (authored.date().isoformat() if authored else "unreadable") in doubt
    assert dated(authored, None, NOW) == (None, "")


def test_co_authors_stand_in_trailers_in_any_case_and_nowhere_else() -> None:
    message = (
        "Fix it, co-authored-by: nobody <no@example.org>\n\nCo-authored-by: Ana Lima <ana@example.org>\r\nCO-AUTHORED-BY:<b@example.org>\n"
    )
    assert co_authors(message) == [("Ana Lima", "ana@example.org"), ("", "b@example.org")]
    assert co_authors(f"{'x' * 100_000}\n{message}") == []

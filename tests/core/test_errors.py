"""An expected failure is a sentence for the user, and what a caller needs to know of it."""

from datetime import UTC, datetime

from core.errors import RateLimitedError


def test_rate_limit_says_when_trying_again_helps() -> None:
    noon = datetime(2026, 11, 20, 12, tzinfo=UTC)
    error = RateLimitedError("The host asks for patience until 12:00.", retry_at=noon)
    assert (str(error), error.retry_at) == ("The host asks for patience until 12:00.", noon)

"""Every code that a used route is documented with has its meaning, and what is forbidden is final."""

from datetime import UTC, datetime, timedelta

import pytest

from adapters.discord import failures
from adapters.discord.failures import TABLE, Kind, kind_of, limited, lost, refusal
from core.errors import AmbiguousError, AuthError, PermanentError, RateLimitedError, TransientError
from tests.servers.discord.errors import KNOWN

NOW = datetime(2026, 11, 20, tzinfo=UTC)
FINAL = {
    50001: "View Channels",
    50013: "Send Messages",
    10003: "gone",
    10008: "gone",
    50007: "direct message",
    50083: "archived",
    160002: "Read Message History",
    50035: "refused",
    40060: "three seconds",
    10062: "fifteen minutes",
    50027: "fifteen minutes",
    50005: "author",
    10013: "does not know",
}


@pytest.mark.fault("F106")
@pytest.mark.parametrize(("code", "sentence"), FINAL.items())
def test_what_does_not_help_to_repeat_is_permanent_and_says_why(code: int, sentence: str) -> None:
    error = refusal(code, 400, None, NOW)
    assert isinstance(error, PermanentError)
    assert sentence in str(error)


@pytest.mark.fault("F106")
@pytest.mark.parametrize("code", [20028, 30046, 31001, 0])
def test_what_is_too_much_says_when_again(code: int) -> None:
    error = refusal(code, 429, 2.5, NOW)
    assert isinstance(error, RateLimitedError)
    assert error.retry_at == NOW + timedelta(seconds=2.5)


@pytest.mark.fault("F106")
def test_every_code_of_the_server_means_something() -> None:
    assert set(KNOWN) <= set(TABLE) | {0}
    assert all(failures.kind_of(code, status) is not Kind.AMBIGUOUS for code, (status, _) in KNOWN.items())


@pytest.mark.fault("F106")
def test_what_is_not_in_the_table_is_read_by_its_status() -> None:
    assert [kind_of(999_999, status) for status in (401, 403, 404, 400, 500, 503)] == [
        Kind.DEAD,
        Kind.UNSEEN,
        Kind.UNKNOWN,
        Kind.OURS,
        Kind.AMBIGUOUS,
        Kind.AMBIGUOUS,
    ]
    assert isinstance(refusal(0, 401, None, NOW), AuthError)
    assert isinstance(refusal(0, 502, None, NOW), AmbiguousError)


def test_a_pause_is_bounded() -> None:
    assert [(limited(pause, NOW).retry_at or NOW) - NOW for pause in (None, -1.0, 1e9, float("nan"), 3.0)] == [
        timedelta(seconds=5),
        timedelta(seconds=5),
        timedelta(seconds=5),
        timedelta(seconds=5),
        timedelta(seconds=3),
    ]


def test_an_answer_that_did_not_come_may_have_been_done_where_it_was_asked() -> None:
    assert isinstance(lost(was_sent=True), AmbiguousError)
    assert isinstance(lost(was_sent=False), TransientError)

"""Each code that Slack documents has its place in one table."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import adapters.slack
from adapters.slack.failures import TABLE, AbsentError, EndedError, Kind, NoThreadError, refusal, unanswered
from core.errors import AmbiguousError, AuthError, OutsideError, PermanentError, RateLimitedError, TransientError
from tests.adapters.slack.documented import CODES

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)


@pytest.mark.fault("F105")
@pytest.mark.parametrize("method", sorted(CODES))
def test_every_documented_code_is_in_the_table(method: str) -> None:
    assert CODES[method] <= set(TABLE)


def test_every_method_that_is_called_is_looked_up() -> None:
    code = "".join(path.read_text() for path in Path(adapters.slack.__file__).parent.glob("*.py"))
    called = set(re.findall(r'"((?:auth|apps|chat|conversations|users|usergroups|views)\.[a-zA-Z.]+)"', code))
    assert called | {"apps.connections.open"} == set(CODES)


@pytest.mark.fault("F105")
@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("service_unavailable", TransientError),
        ("team_added_to_org", TransientError),
        ("ratelimited", RateLimitedError),
        ("message_limit_exceeded", RateLimitedError),
        ("account_inactive", EndedError),
        ("token_revoked", EndedError),
        ("invalid_auth", AuthError),
        ("missing_scope", PermanentError),
        ("not_in_channel", PermanentError),
        ("channel_not_found", PermanentError),
        ("is_archived", PermanentError),
        ("restricted_action_read_only_channel", PermanentError),
        ("ekm_access_denied", PermanentError),
        ("message_not_found", AbsentError),
        ("thread_not_found", NoThreadError),
        ("restricted_action_thread_locked", NoThreadError),
        ("user_disabled", PermanentError),
        ("no_such_subteam", PermanentError),
        ("expired_trigger_id", PermanentError),
        ("invalid_blocks", PermanentError),
        ("fatal_error", AmbiguousError),
        ("internal_error", AmbiguousError),
        ("a_code_of_next_year", AmbiguousError),
        ("", AmbiguousError),
    ],
)
def test_a_code_becomes_the_error_that_says_what_may_be_done(code: str, error: type[OutsideError]) -> None:
    made = refusal(code, 200, {}, NOW)
    assert type(made) is error
    assert str(made).endswith(".")
    assert not code or code not in str(made)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [({"Retry-After": "7"}, 7), ({}, 30), ({"Retry-After": "0"}, 30), ({"Retry-After": "soon"}, 30), ({"Retry-After": "99999"}, 3600)],
)
def test_a_limit_says_when_to_come_again(headers: dict[str, str], seconds: int) -> None:
    made = refusal("whatever", 429, headers, NOW)
    assert isinstance(made, RateLimitedError)
    assert made.retry_at == NOW + timedelta(seconds=seconds)


def test_a_response_url_that_fails_may_have_been_heard_and_one_that_refuses_was_not() -> None:
    assert type(unanswered(503)) is AmbiguousError
    assert type(unanswered(404)) is PermanentError


def test_each_kind_has_codes() -> None:
    assert set(TABLE.values()) == set(Kind)

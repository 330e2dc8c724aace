"""What comes of a call to a host, whichever kind it is."""

from datetime import UTC, datetime, timedelta

import pytest

from core.answers import Answer, UnreadError, decoded, joined, retry_at, stamp, unread
from core.errors import AuthError, OutsideError, PermanentError, RateLimitedError, TransientError

NOW = datetime(2026, 11, 18, 12, tzinfo=UTC)
JSON = {"content-type": "application/json; charset=utf-8"}


@pytest.mark.fault("F062")
@pytest.mark.parametrize(
    ("after", "resets", "seconds"),
    [
        ("", None, 60),
        ("", NOW + timedelta(seconds=7), 7),
        ("30", NOW + timedelta(seconds=7), 30),
        ("0", None, 1),
        ("99999999", None, 86_400),
        ("Wed, 18 Nov 2026 12:05:00 GMT", None, 300),
        ("Wed, 18 Nov 2026 12:05:00 -0000", None, 300),
        ("soon", NOW + timedelta(seconds=7), 7),
    ],
)
def test_a_host_says_when_to_come_again_in_several_ways(after: str, resets: datetime | None, seconds: int) -> None:
    assert retry_at({"retry-after": after}, NOW, resets) == NOW + timedelta(seconds=seconds)


def test_only_seconds_that_a_date_can_hold_are_a_stamp() -> None:
    assert stamp("1795003200") == datetime(2026, 11, 18, 12, tzinfo=UTC)
    assert [stamp(text) for text in ("", "-1", "1.5", "9" * 12, "soon")] == [None] * 5


@pytest.mark.fault("F063")
@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (Answer(200, {}, b"{}"), "a page instead of data"),
        (Answer(200, JSON, b'[{"id": 1, "na'), "not whole"),
        (Answer(200, JSON, b"[" * 100_000), "not whole"),
        (Answer(200, JSON, b"\xff"), "not whole"),
    ],
)
def test_what_is_no_json_is_no_answer(answer: Answer, says: str) -> None:
    with pytest.raises(TransientError, match=says):
        decoded(answer, "git.test")
    assert decoded(Answer(200, JSON, b"[1]"), "git.test") == [1]


def test_why_there_is_no_answer() -> None:
    assert "more than Recap reads" in str(unread(UnreadError(is_large=True), "git.test"))
    assert isinstance(unread(UnreadError(is_large=True), "git.test"), PermanentError)
    assert "in time" in str(unread(UnreadError(is_late=True), "git.test"))
    assert "broke off" in str(unread(UnreadError(), "git.test"))


REFUSED, NARROW = AuthError("git.test refused it", is_refused=True), AuthError("git.test wants a scope")
BUSY, LOST, CLOSED = (
    RateLimitedError("git.test is busy", retry_at=NOW),
    TransientError("git.test is away"),
    PermanentError("git.test says 403"),
)


@pytest.mark.parametrize(
    ("problems", "kind"),
    [
        ([LOST, CLOSED, REFUSED, BUSY], AuthError),
        ([LOST, BUSY], RateLimitedError),
        ([CLOSED, LOST], TransientError),
        ([CLOSED], PermanentError),
    ],
)
def test_many_problems_are_as_grave_as_the_gravest(problems: list[OutsideError], kind: type[OutsideError]) -> None:
    told = joined("git.test", [(f"part {number}", error) for number, error in enumerate(problems)])
    assert type(told) is kind
    assert str(told).startswith("git.test could not be looked at in full: part 0 (")


def test_what_is_the_same_for_all_is_said_once() -> None:
    assert joined("git.test", [("one", REFUSED), ("two", REFUSED)]) is REFUSED
    assert joined("git.test", [("one", CLOSED), ("two", CLOSED)]) is CLOSED
    assert "two" in str(joined("git.test", [("one", CLOSED), ("two", PermanentError(str(CLOSED)))]))
    assert str(joined("git.test", [("one", LOST), ("one", LOST)])) == "git.test could not be looked at in full: one (is away)"
    many = joined("git.test", [(f"part {number}", LOST) for number in range(5)])
    assert str(many).endswith("part 2 (is away); 2 more like that")


def test_joined_problems_keep_what_is_to_be_done() -> None:
    limited = joined("git.test", [("one", BUSY), ("two", LOST)])
    assert isinstance(limited, RateLimitedError)
    assert limited.retry_at == NOW
    both, narrow = joined("git.test", [("one", NARROW), ("two", REFUSED)]), joined("git.test", [("one", NARROW), ("two", LOST)])
    assert [isinstance(error, AuthError) and error.is_refused for error in (both, narrow)] == [True, False]

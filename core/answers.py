"""What comes of a call to a host: an answer as a whole, and how long it is good; when to come again; one error for many."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from core.errors import AuthError, OutsideError, PermanentError, RateLimitedError, TransientError
from core.messages import answers as messages

_PAUSE = timedelta(seconds=60)  # where a host that is busy does not say for how long
_LONGEST = timedelta(days=1)
_LONGEST_GOOD = 3_600  # seconds
_SHOWN = 3  # problems that are named; the rest is counted


@dataclass(frozen=True, slots=True)
class Answer:
    """What the host sent: its status, its headers in small letters, its body."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Told:
    """What the host said: a value, or that it has not changed."""

    value: object
    headers: Mapping[str, str]
    is_unchanged: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Good:
    """For how many seconds an answer needs no second look, where it was given after a time; none unless told otherwise."""

    seconds: int = 0
    since: datetime = datetime(1970, 1, 1, tzinfo=UTC)

    def holds(self, at: datetime, now: datetime) -> bool:
        """Say whether an answer of that time is still good."""
        return self.since <= at <= now < at + timedelta(seconds=self.seconds)


NEVER = Good()


class UnreadError(Exception):
    """No answer, or not a whole one; `is_late` and `is_large` say why."""

    def __init__(self, *, is_late: bool = False, is_large: bool = False) -> None:
        super().__init__("late" if is_late else "large" if is_large else "lost")
        self.is_late = is_late
        self.is_large = is_large


def unread(error: UnreadError, host: str) -> OutsideError:
    """Return the error for an answer that did not come, or not as a whole."""
    if error.is_large:
        return PermanentError(messages.too_large(host))
    return TransientError(messages.late(host) if error.is_late else messages.lost(host))


def decoded(answer: Answer, host: str) -> object:
    """Return the JSON of an answer.

    Raises:
        TransientError: it is a page of something that stands in between, or cut.
    """
    if "json" not in answer.headers.get("content-type", ""):
        raise TransientError(messages.not_json(host))
    try:
        found: object = json.loads(answer.body)
    except (ValueError, RecursionError):
        raise TransientError(messages.broken(host)) from None
    return found


def retry_at(headers: Mapping[str, str], now: datetime, resets: datetime | None) -> datetime:
    """Return when to come again: Retry-After in seconds or as a date, else when the count `resets`, else in a minute; a day at most."""
    after = headers.get("retry-after", "")
    told = resets or now + _PAUSE
    if re.fullmatch(r"\d{1,8}", after):
        told = now + timedelta(seconds=int(after))
    elif after:
        told = _date(after) or told
    return min(max(told, now + timedelta(seconds=1)), now + _LONGEST)


def stamp(text: str) -> datetime | None:
    """Read seconds since 1970; nothing where it is none that a date can hold."""
    return datetime.fromtimestamp(int(text), UTC) if re.fullmatch(r"\d{1,11}", text) else None


def good_over(end: datetime, now: datetime, *, least: int) -> Good:
    """Return how long answers hold about a window that is over: a tenth of its age, for work may surface late; an hour at most."""
    age = (now - end).total_seconds()
    return Good(seconds=int(min(max(age / 10, least), _LONGEST_GOOD)), since=end) if age > 0 else NEVER


def joined(host: str, problems: Sequence[tuple[str, OutsideError]]) -> OutsideError:
    """Return one error for several, each with what it was about: as grave as the gravest.

    Its sentence is a problem's own only where that is the same for all and about the account, or where a permanent one ended everything.
    """
    kind = next((kind for kind in (AuthError, RateLimitedError, TransientError) if any(isinstance(it, kind) for _, it in problems)), None)
    grave = [error for _, error in problems if kind is None or isinstance(error, kind)]
    sentences = list(dict.fromkeys(str(error) for _, error in problems))
    is_about_all = kind is None and len(problems) > 1 and all(error is grave[0] for error in grave)
    if is_about_all or (len(sentences) == 1 and sentences[0].startswith(host) and kind in {AuthError, RateLimitedError}):
        return grave[0]
    told = list(dict.fromkeys(messages.unread(what, str(error).removeprefix(f"{host} ")) for what, error in problems))
    sentence = messages.unseen(host, told[:_SHOWN], max(len(told) - _SHOWN, 0))
    if isinstance(grave[0], RateLimitedError):
        return RateLimitedError(sentence, retry_at=grave[0].retry_at)
    if kind is AuthError:
        return AuthError(sentence, is_refused=any(isinstance(error, AuthError) and error.is_refused for error in grave))
    error = (kind or PermanentError)(sentence)
    error.is_partial = kind is None and not any(what for what, _ in problems)  # bounds of what is looked at, and whom nobody knows
    return error


def _date(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)

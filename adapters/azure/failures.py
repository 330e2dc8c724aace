"""What comes instead of data, as errors with a sentence for the user.

A refused token is answered with a page to sign in (203, or a redirect to one) as often as with 401; limits:
https://learn.microsoft.com/azure/devops/integrate/concepts/rate-limits
Nothing of what the host says is passed on: it may quote the token.
"""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from core.errors import AuthError, OutsideError, PermanentError, RateLimitedError, TransientError
from core.messages import azure as messages

if TYPE_CHECKING:
    from adapters.azure.wire import Answer, UnreadError

OK = 200
NOT_MODIFIED = 304
TOO_MANY = 429
_SIGN_IN = 203
_BAD = 400
_UNAUTHORIZED = 401
_FORBIDDEN = 403
_ABSENT = frozenset([404, 410])
_FAULT = 500
_PAUSE = timedelta(seconds=60)  # where a host that is busy does not say for how long
_LONGEST = timedelta(days=1)
_SIGN_IN_PAGE = re.compile(r"(?i)/_signin\b|/signin\b|login\.microsoftonline\.com|login\.live\.com|spsprod\w*\.vssps\.")
_POLICY = re.compile(r"(?i)VS40346[0-9]|conditional access")
_ADDRESS = re.compile(r"(?i)\bIP (?:address|fencing|restriction|policy)|VS403(?:323|464)\b")
_SCOPE = re.compile(r"(?i)insufficient.?scope|VS403283|scope of the (?:token|access token)")
_PREVIEW = re.compile(r"(?i)VssInvalidPreviewVersion|-preview flag must be supplied")
_NEWEST = re.compile(r"latest REST API version this server supports is (\d{1,2}\.\d)")


class RefusedError(AuthError):
    """The token is not accepted: at all, or for this call."""


class RejectedError(PermanentError):
    """The call was not understood."""


class PreviewError(RejectedError):
    """The call is a preview in the host's version, and wants to be called so."""


class TooNewError(RejectedError):
    """The host speaks an older version of the API."""

    def __init__(self, sentence: str, version: str) -> None:
        super().__init__(sentence)
        self.version = version


def unread(error: "UnreadError", host: str) -> OutsideError:
    """Return the error for an answer that did not come, or not as a whole."""
    if error.is_large:
        return PermanentError(messages.too_large(host))
    return TransientError(messages.late(host) if error.is_late else messages.lost(host))


def refusal(answer: "Answer", host: str, login: str, now: datetime) -> OutsideError:
    """Return the error that a status other than 200 and 304 stands for."""
    status = answer.status
    if status in {_SIGN_IN, _UNAUTHORIZED} or (status < _BAD and _SIGN_IN_PAGE.search(answer.headers.get("location", ""))):
        return RefusedError(messages.refused(host, login), is_refused=True)
    if status == _FORBIDDEN:
        return _forbidden(_said(answer), host, login)
    if status == TOO_MANY:
        again = retry_at(answer.headers, now)
        return RateLimitedError(messages.busy(host, f"{again:%H:%M}"), retry_at=again)
    if status >= _FAULT:
        return TransientError(messages.failed(host, status))
    if status in _ABSENT or status < _BAD:
        return PermanentError(messages.not_found(host) if status in _ABSENT else messages.moved(host))
    return _rejected(_said(answer), messages.rejected(host, status))


def decoded(answer: "Answer", host: str) -> object:
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


def retry_at(headers: Mapping[str, str], now: datetime) -> datetime:
    """Return when to come again: Retry-After in seconds or as a date, else X-RateLimit-Reset, else in a minute; a day at most."""
    after = headers.get("retry-after", "")
    told = resets(headers) or now + _PAUSE
    if re.fullmatch(r"\d{1,8}", after):
        told = now + timedelta(seconds=int(after))
    elif after:
        told = _date(after) or told
    return min(max(told, now + timedelta(seconds=1)), now + _LONGEST)


def resets(headers: Mapping[str, str]) -> datetime | None:
    """Return when the host's count is back at nothing."""
    told = headers.get("x-ratelimit-reset", "")
    return datetime.fromtimestamp(int(told), UTC) if re.fullmatch(r"\d{1,11}", told) else None


def _said(answer: "Answer") -> str:
    return answer.body[:10_000].decode(errors="replace")


def _rejected(said: str, sentence: str) -> RejectedError:
    if newest := _NEWEST.search(said):
        return TooNewError(sentence, newest[1])
    return PreviewError(sentence) if _PREVIEW.search(said) else RejectedError(sentence)


def _forbidden(said: str, host: str, login: str) -> OutsideError:
    if _ADDRESS.search(said):
        return AuthError(messages.not_from_here(host))
    if _POLICY.search(said):
        return AuthError(messages.needs_policy(host, login))
    if _SCOPE.search(said):
        return RefusedError(messages.refused(host, login))
    return PermanentError(messages.forbidden(host, login))


def _date(told: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(told)
    except ValueError:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)

"""What comes instead of data, as errors with a sentence for the user.

Statuses: https://docs.gitlab.com/api/rest/troubleshooting/; limits: https://docs.gitlab.com/administration/settings/user_and_ip_rate_limits/
Nothing of what the host says is passed on: it may quote the token.
"""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from adapters.gitlab.limits import Answer, UnreadError
from core.errors import AuthError, OutsideError, PermanentError, RateLimitedError, TransientError
from core.messages import gitlab as messages

OK = 200
NOT_MODIFIED = 304
UNAUTHORIZED = 401
TOO_MANY = 429
_BAD = 400
_FORBIDDEN = 403
_ABSENT = frozenset([404, 410])
_FAULT = 500
_PAUSE = timedelta(seconds=60)  # where a host that is busy does not say for how long
_LONGEST = timedelta(days=1)
_SCOPE = re.compile(r"insufficient_scope|higher privileges")
_SSO = re.compile(r"(?i)\bsaml\b|\bsso\b|single sign-?on")
_ADDRESS = re.compile(r"\bIP\b|(?i:ip address|ip restriction)")
_TERMS = re.compile(r"(?i)terms of (?:service|use)|blocked|deactivated|two-factor|password")


class RefusedError(AuthError):
    """The token is not accepted at all."""


class AbsentError(PermanentError):
    """There is nothing, or nothing that this account may know of."""


def unread(error: UnreadError, host: str) -> OutsideError:
    """Return the error for an answer that did not come, or not as a whole."""
    if error.is_large:
        return PermanentError(messages.too_large(host))
    return TransientError(messages.late(host) if error.is_late else messages.lost(host))


def refusal(answer: Answer, host: str, login: str, now: datetime) -> OutsideError:
    """Return the error that a status other than 200 and 304 stands for."""
    status = answer.status
    if status == UNAUTHORIZED:
        return RefusedError(messages.refused(host, login), is_refused=True)
    if status == _FORBIDDEN:
        return _forbidden(answer.body[:10_000].decode(errors="replace"), host, login)
    if status == TOO_MANY:
        again = retry_at(answer.headers, now)
        return RateLimitedError(messages.busy(host, f"{again:%H:%M}"), retry_at=again)
    if status >= _FAULT:
        return TransientError(messages.failed(host, status))
    if status in _ABSENT:
        return AbsentError(messages.not_found(host))
    return PermanentError(messages.moved(host) if status < _BAD else messages.rejected(host, status))


def moved(answer: Answer, url: str) -> str:
    """Return the path of a renamed project, on this host alone; empty for any other redirect."""
    found = re.fullmatch(re.escape(url) + r"/api/v4(/projects/\d{1,12})", answer.headers.get("location", ""))
    return found[1] if found and OK < answer.status < _BAD else ""


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


def retry_at(headers: Mapping[str, str], now: datetime) -> datetime:
    """Return when to come again: Retry-After in seconds or as a date, else RateLimit-Reset, else in a minute; a day at most."""
    after, reset = headers.get("retry-after", ""), resets(headers)
    told = reset or now + _PAUSE
    if after.isdigit() and len(after) < 9:  # noqa: PLR2004  a number that a date can hold
        told = now + timedelta(seconds=int(after))
    elif after:
        told = _date(after) or told
    return min(max(told, now + timedelta(seconds=1)), now + _LONGEST)


def resets(headers: Mapping[str, str]) -> datetime | None:
    """Return when the host's count begins anew."""
    text = headers.get("ratelimit-reset", "")
    return datetime.fromtimestamp(int(text), UTC) if text.isdigit() and len(text) < 12 else None  # noqa: PLR2004


def _forbidden(said: str, host: str, login: str) -> OutsideError:
    if _SCOPE.search(said):
        return AuthError(messages.too_few_scopes(host, login))
    if _SSO.search(said):
        return AuthError(messages.needs_sso(host, login))
    if _ADDRESS.search(said):
        return AuthError(messages.not_from_here(host))
    if _TERMS.search(said):
        return AuthError(messages.blocked(host, login))
    return PermanentError(messages.forbidden(host, login))


def _date(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)

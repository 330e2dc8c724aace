"""What comes instead of data, as errors with a sentence for the user.

Statuses: https://docs.gitlab.com/api/rest/troubleshooting/; limits: https://docs.gitlab.com/administration/settings/user_and_ip_rate_limits/
Nothing of what the host says is passed on: it may quote the token.
"""

import re
from collections.abc import Mapping
from datetime import datetime

from core.answers import Answer, retry_at, stamp
from core.errors import AuthError, OutsideError, PermanentError, RateLimitedError, TransientError
from core.messages import answers
from core.messages import gitlab as messages

OK = 200
NOT_MODIFIED = 304
UNAUTHORIZED = 401
TOO_MANY = 429
_BAD = 400
_FORBIDDEN = 403
_ABSENT = frozenset([404, 410])
_FAULT = 500
_ENDED = re.compile(rb"(?i)\btoken (?:is|was) (expired|revoked)\b")
_SCOPE = re.compile(r"insufficient_scope|higher privileges")
_SSO = re.compile(r"(?i)\bsaml\b|\bsso\b|single sign-?on")
_ADDRESS = re.compile(r"\bIP\b|(?i:ip address|ip restriction)")
_TERMS = re.compile(r"(?i)terms of (?:service|use)|blocked|deactivated|two-factor|password")


class RefusedError(AuthError):
    """The token is not accepted at all."""


class AbsentError(PermanentError):
    """There is nothing, or nothing that this account may know of."""


def refusal(answer: Answer, host: str, login: str, now: datetime) -> OutsideError:
    """Return the error that a status other than 200 and 304 stands for."""
    status = answer.status
    if status == UNAUTHORIZED:
        ended = _ENDED.search(answer.body[:10_000])
        return RefusedError(messages.refused(host, login, ended[1].decode().lower() if ended else ""), is_refused=True)
    if status == _FORBIDDEN:
        return _forbidden(answer.body[:10_000].decode(errors="replace"), host, login)
    if status == TOO_MANY:
        again = retry_at(answer.headers, now, resets(answer.headers))
        return RateLimitedError(answers.busy(host, f"{again:%H:%M}"), retry_at=again)
    if status >= _FAULT:
        return TransientError(answers.failed(host, status))
    if status in _ABSENT:
        return AbsentError(messages.not_found(host))
    return PermanentError(answers.moved(host) if status < _BAD else answers.rejected(host, status))


def moved(answer: Answer, url: str) -> str:
    """Return the path of a renamed project, on this host alone; empty for any other redirect."""
    found = re.fullmatch(re.escape(url) + r"/api/v4(/projects/\d{1,12})", answer.headers.get("location", ""))
    return found[1] if found and OK < answer.status < _BAD else ""


def resets(headers: Mapping[str, str]) -> datetime | None:
    """Return when the host's count begins anew."""
    return stamp(headers.get("ratelimit-reset", ""))


def _forbidden(said: str, host: str, login: str) -> OutsideError:
    if _SCOPE.search(said):
        return AuthError(messages.too_few_scopes(host, login))
    if _SSO.search(said):
        return AuthError(messages.needs_sso(host, login))
    if _ADDRESS.search(said):
        return AuthError(answers.not_from_here(host))
    if _TERMS.search(said):
        return AuthError(messages.blocked(host, login))
    return PermanentError(messages.forbidden(host, login))

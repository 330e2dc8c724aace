"""What comes instead of data, as errors with a sentence for the user.

A refused token is answered with a page to sign in (203, or a redirect to one) as often as with 401; limits:
https://learn.microsoft.com/azure/devops/integrate/concepts/rate-limits
Nothing of what the host says is passed on: it may quote the token.
"""

import re
from collections.abc import Mapping
from datetime import datetime

from core.answers import Answer, retry_at, stamp
from core.errors import AuthError, OutsideError, PermanentError, RateLimitedError, TransientError
from core.messages import answers
from core.messages import azure as messages

OK = 200
NOT_MODIFIED = 304
TOO_MANY = 429
_SIGN_IN = 203
_BAD = 400
_UNAUTHORIZED = 401
_FORBIDDEN = 403
_ABSENT = frozenset([404, 410])
_FAULT = 500
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


def refusal(answer: Answer, host: str, login: str, now: datetime) -> OutsideError:
    """Return the error that a status other than 200 and 304 stands for."""
    status = answer.status
    if status in {_SIGN_IN, _UNAUTHORIZED} or (status < _BAD and _SIGN_IN_PAGE.search(answer.headers.get("location", ""))):
        return RefusedError(messages.refused(host, login), is_refused=True)
    if status == _FORBIDDEN:
        return _forbidden(_said(answer), host, login)
    if status == TOO_MANY:
        again = retry_at(answer.headers, now, resets(answer.headers))
        return RateLimitedError(answers.busy(host, f"{again:%H:%M}"), retry_at=again)
    if status >= _FAULT:
        return TransientError(answers.failed(host, status))
    if status in _ABSENT or status < _BAD:
        return PermanentError(messages.not_found(host) if status in _ABSENT else answers.moved(host))
    return _rejected(_said(answer), answers.rejected(host, status))


def resets(headers: Mapping[str, str]) -> datetime | None:
    """Return when the host's count is back at nothing."""
    return stamp(headers.get("x-ratelimit-reset", ""))


def _said(answer: Answer) -> str:
    return answer.body[:10_000].decode(errors="replace")


def _rejected(said: str, sentence: str) -> RejectedError:
    if newest := _NEWEST.search(said):
        return TooNewError(sentence, newest[1])
    return PreviewError(sentence) if _PREVIEW.search(said) else RejectedError(sentence)


def _forbidden(said: str, host: str, login: str) -> OutsideError:
    if _ADDRESS.search(said):
        return AuthError(answers.not_from_here(host))
    if _POLICY.search(said):
        return AuthError(messages.needs_policy(host, login))
    if _SCOPE.search(said):
        return RefusedError(messages.refused(host, login))
    return PermanentError(messages.forbidden(host, login))

"""What GitHub's refusals mean, as errors with a sentence for the user. Nothing of a foreign answer is passed on but checked links."""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from adapters.github.answer import Json, flag, text
from core.errors import AuthError, OutsideError, PermanentError, RateLimitedError, TransientError
from core.messages import github as messages

_SSO_URL = re.compile(r"url=(https://[A-Za-z0-9.-]+(?::\d+)?/[\w/.~%?=&-]{1,300})")
_SCOPES = re.compile(r"[a-z_:, ]{2,80}")
_RULES = {  # in lower case
    "account was suspended": messages.suspended,
    "ip allow list": messages.address_blocked,
    "forbids access via": messages.kind_forbidden,
    "oauth app access restrictions": messages.app_forbidden,
}
_BESIDE_FACTS = frozenset(["statusCheckRollup", "associatedPullRequests"])  # how checks stand, and which request a push went to
_LEAST_PAUSE = timedelta(seconds=60)  # after a secondary limit that names no time
_LONGEST_PAUSE = timedelta(hours=24)


class OverloadedError(TransientError):
    """The host could not work a query out in time; half of it may pass."""


class UnknownFieldError(PermanentError):
    """The host is of a version that has not all fields of a query."""

    def __init__(self, sentence: str, fields: Sequence[str]) -> None:
        super().__init__(sentence)
        self.fields = tuple(fields)


def refusal(status: int, headers: Mapping[str, str], body: object, *, host: str, login: str, now: datetime) -> OutsideError:
    """Return what an answer that is not 2xx stands for."""
    lowered = {name.lower(): value for name, value in headers.items()}
    if status == 401:  # noqa: PLR2004
        return AuthError(messages.refused(host, login), is_refused=True)
    if status in {403, 429}:
        return _forbidden(status, lowered, text(body, "message").lower(), host=host, login=login, now=now)
    if status in {404, 410, 451}:
        return PermanentError(messages.not_found(host))
    if status in {502, 504}:
        return OverloadedError(messages.failed(host, status))
    is_late = status >= 500 or status == 202  # noqa: PLR2004  the latter is still worked on
    return TransientError(messages.failed(host, status)) if is_late else PermanentError(messages.rejected(host, status))


def whole(answer: object) -> list[Json]:
    """Return an answer of status 200 that is nothing but a complaint, as some limits are told (Rate limits for the GraphQL API)."""
    return [answer] if isinstance(answer, dict) and text(answer, "message") and "data" not in answer else []


def complaint(errors: Sequence[Json], headers: Mapping[str, str], *, host: str, login: str, now: datetime) -> OutsideError | None:
    """Return what errors in a GraphQL answer of status 200 stand for; nothing where only a single thing was not found.

    Nor is it a failure where a token may not see what is only asked for beside the facts, as checks are without "Commit statuses".
    """
    errors = [error for error in errors if not _is_beside_facts(error)]
    kinds = {text(error, "type") or text(error, "extensions", "code") for error in errors}
    words = " ".join(text(error, "message").lower() for error in errors)
    fields = [text(error, "extensions", "fieldName") for error in errors if text(error, "extensions", "code") == "undefinedField"]
    if kinds & {"RATE_LIMITED", "RATE_LIMIT"} or "rate limit" in words:
        at = _again_at(429, headers, words, now)
        return RateLimitedError(messages.limited(host, login, at), retry_at=at)
    if fields:
        return UnknownFieldError(messages.without_fields(host, fields), fields)
    if "timeout" in words or "something went wrong" in words or "MAX_NODE_LIMIT_EXCEEDED" in kinds:
        return OverloadedError(messages.failed(host, 200))
    if blocked := _blocked(words, headers.get("x-github-sso", ""), host, login):
        return blocked
    if kinds & {"INSUFFICIENT_SCOPES", "FORBIDDEN"}:
        return AuthError(messages.forbidden(host, login))
    return None if kinds <= {"NOT_FOUND"} else PermanentError(messages.complained(host))


def partial_sso(headers: Mapping[str, str], host: str) -> str:
    """Return what is to be said where organisations were left out of an answer of status 200."""
    told = next((value for name, value in headers.items() if name.lower() == "x-github-sso"), "")
    return messages.organisations_left_out(host) if told.startswith("partial-results") else ""


def reset_of(headers: Mapping[str, str], now: datetime) -> datetime | None:
    """Return when an allowance comes back, as the headers say."""
    reset = headers.get("x-ratelimit-reset", "")
    if not re.fullmatch(r"\d{1,11}", reset):
        return None
    return min(datetime.fromtimestamp(int(reset), UTC), now + _LONGEST_PAUSE)


def _forbidden(status: int, headers: Mapping[str, str], words: str, *, host: str, login: str, now: datetime) -> OutsideError:
    at = _again_at(status, headers, words, now)
    if at is not None:
        return RateLimitedError(messages.limited(host, login, at), retry_at=at)
    if blocked := _blocked(words, headers.get("x-github-sso", ""), host, login):
        return blocked
    needed = headers.get("x-accepted-oauth-scopes", "").strip()
    if needed or "not accessible by" in words or "scope" in words:
        return AuthError(messages.scope_missing(host, login, needed if _SCOPES.fullmatch(needed) else ""))
    return AuthError(messages.forbidden(host, login))


def _again_at(status: int, headers: Mapping[str, str], words: str, now: datetime) -> datetime | None:
    """Return when to come again, where it is a limit that was hit (REST API, Best practices: rate limit errors)."""
    after = headers.get("retry-after", "")
    if re.fullmatch(r"\d{1,6}", after):
        return now + min(timedelta(seconds=int(after)), _LONGEST_PAUSE)
    if headers.get("x-ratelimit-remaining") == "0" and "saml" not in words:
        return reset_of(headers, now) or now + _LEAST_PAUSE
    is_limit = status == 429 or "rate limit" in words or "abuse" in words  # noqa: PLR2004
    return now + _LEAST_PAUSE if is_limit else None


def _is_beside_facts(error: Json) -> bool:
    path = error.get("path")
    is_refused = text(error, "type") == "FORBIDDEN" and not flag(error, "extensions", "saml_failure")
    return is_refused and isinstance(path, list) and any(name in _BESIDE_FACTS for name in path if isinstance(name, str))


def _blocked(words: str, told: str, host: str, login: str) -> AuthError | None:
    """Return what an organisation's own rules stand for, or the host's; the link is the host's, and no other text of it is shown."""
    if told.startswith("required") or "saml" in words:
        link = _SSO_URL.search(told)
        return AuthError(messages.sso(host, link[1] if link else ""))
    found = next((say for mark, say in _RULES.items() if mark in words), None)
    return AuthError(found(host, login)) if found else None

"""What the SDK raises, as one sentence for the user and whether asking again may help.

Nothing of the SDK's own text is passed on: an endpoint may quote the key, or the prompt.
"""

import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from adapters.openai.options import is_too_long
from core.messages import telling as messages

if TYPE_CHECKING:
    from openai import APIError, APIStatusError

_PATIENCE = 5.0  # seconds that a Retry-After may ask for
_PAUSE = 0.5
_PASSING = frozenset([408, 409])  # a timeout and a conflict on the server's side
_STATUSES = {401: messages.BAD_KEY, 402: messages.NO_CREDIT, 403: messages.BAD_KEY, 413: messages.TOO_MUCH}
_CODES: dict[str | None, str] = {"insufficient_quota": messages.NO_CREDIT, "context_length_exceeded": messages.TOO_MUCH}
_TOO_MANY = 429
_SECONDS = re.compile(r"\d{1,6}(?:\.\d{1,6})?")


class AttemptError(Exception):
    """One attempt that brought no whole answer."""

    def __init__(self, sentence: str, *, may_retry: bool = False, after: float = 0.0) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self._may_retry = may_retry and after <= _PATIENCE
        self._after = after

    def wait(self, jitter: float) -> float | None:
        """Return the seconds until the next attempt, spread by `jitter` (0 to 1); nothing where it would not help."""
        return max(self._after, _PAUSE) + _PAUSE * jitter if self._may_retry else None


@contextmanager
def translated(model: str, *, lost: str, late: str) -> Iterator[None]:
    """Turn whatever the SDK raises into an AttemptError: `lost` tells a connection that failed, `late` one that was too slow.

    A chunk that is no JSON, or JSON beyond bounds, comes out of the SDK as a raw ValueError or RecursionError.
    """
    import openai
    from httpx2 import ConnectTimeout, InvalidURL

    try:
        yield
    except (TimeoutError, openai.APITimeoutError) as error:
        is_lost = isinstance(error.__cause__, ConnectTimeout)
        raise AttemptError(lost if is_lost else late, may_retry=is_lost) from None
    except (openai.APIConnectionError, InvalidURL, ExceptionGroup) as error:  # a group is what a port beyond 65535 comes to
        is_untrusted = any(isinstance(cause, ssl.SSLCertVerificationError) for cause in _causes(error))
        raise AttemptError(messages.CERTIFICATE if is_untrusted else lost, may_retry=not is_untrusted) from None
    except openai.APIStatusError as error:
        raise _refused(error, model) from None
    except openai.APIError as error:
        raise _broken(error) from None
    except (ValueError, TypeError, AttributeError, RecursionError):
        raise AttemptError(messages.GARBLED, may_retry=True) from None


def _refused(error: "APIStatusError", model: str) -> AttemptError:
    """Read an answer that is not 2xx."""
    status, after = error.status_code, _seconds(error.response.headers.get("retry-after", ""))
    if status == _TOO_MANY and "insufficient_quota" not in {error.code, error.type}:
        return AttemptError(messages.BUSY, may_retry=True, after=after)
    if 300 <= status < 400:  # noqa: PLR2004  a redirection
        return AttemptError(messages.MOVED)
    if status in _PASSING or status >= 500:  # noqa: PLR2004  the server's own fault
        return AttemptError(messages.failed(status), may_retry=True, after=after)
    if error.code in _CODES or error.type in _CODES:
        return AttemptError(_CODES.get(error.code) or _CODES[error.type])
    if is_too_long(error):
        return AttemptError(messages.TOO_MUCH)
    return AttemptError(messages.unknown_model(model) if status == 404 else _STATUSES.get(status, messages.rejected(status)))  # noqa: PLR2004


def _broken(error: "APIError") -> AttemptError:
    """Read an error that comes inside of the stream, under a status that was well: OpenRouter's has one of its own as its code."""
    if error.code == str(_TOO_MANY):
        return AttemptError(messages.BUSY, may_retry=True)
    said = _CODES.get(error.code) or (_STATUSES.get(int(error.code)) if error.code and error.code.isdecimal() else None)
    return AttemptError(said or messages.BROKEN, may_retry=not said)


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yield an error and what it came of."""
    cause: BaseException | None = error
    while cause is not None:
        yield cause
        cause = cause.__cause__ or cause.__context__


def _seconds(value: str) -> float:
    """Read a Retry-After in seconds; a date, which hardly any endpoint sends, counts as none."""
    return float(value) if _SECONDS.fullmatch(value) else 0.0

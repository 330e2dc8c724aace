"""Ask once more: what only reads may be tried again where that may help."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import TypeVar

from core.errors import AmbiguousError, RateLimitedError, TransientError

_PAUSE = 0.3  # seconds before the second try
PATIENCE = 3.0  # seconds that a platform may ask for, and a reader still waits

T = TypeVar("T")


async def asked(ask: Callable[[], Awaitable[T]], *, now: Callable[[], datetime], sleep: Callable[[float], Awaitable[object]]) -> T:
    """Ask, and a second time where the first came to nothing for a moment.

    Raises:
        OutsideError: there is no answer of use.
    """
    try:
        return await ask()
    except (TransientError, AmbiguousError):
        await sleep(_PAUSE)
    except RateLimitedError as error:
        wait = (error.retry_at - now()).total_seconds() if error.retry_at else PATIENCE
        if wait > PATIENCE:
            raise
        await sleep(wait)
    try:
        return await ask()
    except AmbiguousError as error:  # nothing was to be done
        raise TransientError(str(error)) from error

"""PyGithub, configured so that it neither sleeps nor retries nor reads without bounds, in a pool of threads for each host.

TRAPS.md M13 and M38: by default it retries ten times and sleeps in the call. One object serves one recap: sharing one mixed up answers.
"""

import asyncio
import logging
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache, partial
from typing import TYPE_CHECKING, Any, TypeVar

from adapters.github.failures import refusal
from core.errors import OutsideError, TransientError
from core.hosts import Judge, anywhere
from core.messages import github as messages
from core.model import Secret

if TYPE_CHECKING:
    from github import Github

    from adapters.github.bounded import Terms

THREADS = 48  # for each host, of which there are few
_SECONDS = 15  # for a request
WHOLE = 60.0  # seconds, for all that is asked
T = TypeVar("T")


async def asked(
    work: Callable[["Github"], T], token: Secret, api: str, *, host: str, login: str, judge: Judge = anywhere, seconds: float = WHOLE
) -> T:
    """Let some work have a PyGithub of its own in a thread of its host's pool, and cut it off after its time, or when nobody waits.

    Raises:
        OutsideError: what the SDK raised, in our words.
    """
    from adapters.github.bounded import Terms

    terms = Terms(api, judge, time.monotonic() + seconds)
    github = opened(token, terms)

    def run() -> T:
        with translated(host, login):
            return work(github)

    try:
        return await asyncio.wait_for(asyncio.get_running_loop().run_in_executor(_pool(host), run), seconds)
    except TimeoutError:
        raise TransientError(messages.no_answer(host)) from None
    finally:
        terms.end()
        github.close()


def opened(token: Secret, terms: "Terms") -> "Github":
    """Return a PyGithub of one's own."""
    from github import Auth, Github, Requester

    from adapters.github.bounded import PlainConnection, SafeConnection

    logging.getLogger("github").handlers.clear()  # its own one writes to stderr whither it was redirected, with names in it

    class Bearer(Auth.Token):
        @property
        def token_type(self) -> str:
            return "Bearer"

    kinds: Any = (partial(PlainConnection, terms), partial(SafeConnection, terms))  # of which the SDK makes its own
    Requester.Requester.injectConnectionClasses(*kinds)
    return Github(
        auth=Bearer(token.reveal()),
        base_url=terms.api,
        timeout=_SECONDS,
        retry=None,
        seconds_between_requests=0,
        seconds_between_writes=0,
        per_page=100,
        lazy=True,
        user_agent="recap",
    )


@contextmanager
def translated(host: str, login: str) -> Iterator[None]:
    """Turn whatever the SDK raises into an error of ours; it lets some of what it reads escape raw."""
    from github import BadAttributeException, GithubException
    from requests import RequestException

    try:
        yield
    except OutsideError:
        raise
    except GithubException as error:
        headers = {str(name): str(value) for name, value in (error.headers or {}).items()}
        raise refusal(error.status, headers, error.data, host=host, login=login, now=datetime.now(UTC)) from None
    except RequestException:
        raise TransientError(messages.unreachable(host)) from None
    except (BadAttributeException, ValueError, TypeError, KeyError, AttributeError, AssertionError, RuntimeError):
        raise TransientError(messages.not_json(host)) from None


@cache
def _pool(_host: str) -> ThreadPoolExecutor:
    return ThreadPoolExecutor(THREADS, thread_name_prefix="github")

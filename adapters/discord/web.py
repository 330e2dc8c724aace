"""Calls of Discord's HTTP API: one try each for what changes something, two for what only reads.

discord.py's own client sleeps through limits and repeats what may have been done, out of sight; here whoever calls decides.
"""

import asyncio
import hashlib
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Any, TypeAlias

from aiohttp import ClientConnectorError, ClientError, ClientResponse, ClientSession, ConnectionTimeoutError

from adapters.discord import failures
from adapters.discord.buckets import Buckets
from core.again import PATIENCE, asked
from core.errors import RateLimitedError
from core.model import Secret

Json: TypeAlias = dict[str, Any]

_DONE = range(200, 300)
_TOO_MANY = 429
_MAJOR = 4  # parts of a path that tell one bucket from another: "", "channels", id, "messages"
_OPEN = ("/interactions/", "/webhooks/")  # whose addresses are capabilities: no token goes there
_BROKEN = (ClientError, TimeoutError, OSError, ValueError, RecursionError)
QUIET = {"allowed_mentions": {"parse": [], "replied_user": False}}  # rings nobody, whatever a text says


class Web:
    """Discord, as one bot calls it."""

    def __init__(
        self,
        session: ClientSession,
        token: Secret,
        url: str,
        *,
        buckets: Buckets,
        now: Callable[[], datetime],
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self._session = session
        self._token = token
        self._url = url
        self._buckets = buckets
        self._now = now
        self._sleep = sleep

    async def write(self, method: str, path: str, body: object = None, *, is_patient: bool = False) -> Any:
        """Call once; who is patient waits a little for a limit, since what it refuses is not done.

        Raises:
            OutsideError: it was refused, or (AmbiguousError) may have been done.
        """
        try:
            return await self._called(method, path, body)
        except RateLimitedError as error:
            wait = (error.retry_at - self._now()).total_seconds() if error.retry_at else PATIENCE
            if not is_patient or wait > 2 * PATIENCE:
                raise
            await self._sleep(wait)
        return await self._called(method, path, body)

    async def read(self, path: str, **query: str | int) -> Any:
        """Ask, and once more where that may help.

        Raises:
            OutsideError: there is no answer of use.
        """
        return await asked(lambda: self._called("GET", path, None, query), now=self._now, sleep=self._sleep)

    def allowance(self, method: str, path: str) -> tuple[int, float] | None:
        """Return how many calls in how many seconds Discord said that it takes; None where it said nothing yet."""
        return self._buckets.allowance(_bucket(method, path))

    async def _called(self, method: str, path: str, body: object, query: Mapping[str, str | int] | None = None) -> Any:
        bucket = _bucket(method, path)
        if (wait := self._buckets.wait(bucket)) > 0:
            raise failures.limited(wait, self._now())
        self._buckets.taken(bucket)
        try:
            return await self._answered(method, path, body, query, bucket)
        except _BROKEN as error:
            raise failures.lost(was_sent=not isinstance(error, ClientConnectorError | ConnectionTimeoutError)) from None

    async def _answered(self, method: str, path: str, body: object, query: Mapping[str, str | int] | None, bucket: str) -> Any:
        headers = {} if path.startswith(_OPEN) else {"Authorization": f"Bot {self._token.reveal()}"}
        address = self._url + path
        async with self._session.request(method, address, json=body, params=query, headers=headers, allow_redirects=False) as response:
            told = await _told(response)
            self._buckets.told(bucket, response.headers)
            if response.status in _DONE:
                return told
        told = told if isinstance(told, dict) else {}
        pause = _seconds(told.get("retry_after"))
        if response.status == _TOO_MANY:
            self._buckets.refused(bucket, pause or 1.0, is_global=bool(told.get("global")))
        raise failures.refusal(_code(told.get("code")), response.status, pause, self._now())


async def _told(response: ClientResponse) -> Any:
    return await response.json() if response.content_type == "application/json" else None


def _code(value: object) -> int:
    return value if isinstance(value, int) else 0


def _seconds(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None


def _bucket(method: str, path: str) -> str:
    """Return what a call is counted under: its route and what that is about; a token is not kept."""
    parts = path.split("/")
    about = [hashlib.sha256(one.encode()).hexdigest()[:16] if len(one) > 40 else one for one in parts[:_MAJOR]]  # noqa: PLR2004  no id is longer
    rest = ["{}" if one.isdigit() or one == "@original" else one for one in parts[_MAJOR:]]
    return " ".join((method, "/".join((*about, *rest))))

"""Calls of Slack's Web API: one try each for what changes something, two for what only reads."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from datetime import datetime
from typing import Any, TypeAlias

from aiohttp import ClientConnectorError, ClientError, ClientSession, ConnectionTimeoutError
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack import failures
from core.errors import AmbiguousError, OutsideError, RateLimitedError, TransientError
from core.messages import slack as messages

Json: TypeAlias = dict[str, Any]

_PAUSE = 0.3  # seconds before the second try
_PATIENCE = 3.0  # seconds that Slack may ask for, and a reader still waits
PAGE = 200  # what Slack recommends; 999 is the most
_OK = 200
_BROKEN = (ClientError, TimeoutError, OSError, ValueError, AttributeError, RecursionError)  # an answer that is no object is the last three


class Web:
    """One workspace's Slack."""

    def __init__(
        self,
        client: AsyncWebClient,
        session: ClientSession,
        *,
        now: Callable[[], datetime],
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self._client = client
        self._session = session
        self._now = now
        self._sleep = sleep
        self.suspect: Callable[[], Awaitable[None]] | None = None  # hears that a token seems to have ended

    async def write(self, method: str, arguments: Mapping[str, Any]) -> Json:
        """Call once: whoever tries again must know what became of it.

        Raises:
            OutsideError: it was refused, or (AmbiguousError) may have been done.
        """
        try:
            return await self._called(method, json=dict(arguments))
        except failures.EndedError:
            if self.suspect:
                await self.suspect()
            raise

    async def read(self, method: str, **arguments: str | int | bool) -> Json:
        """Ask, and once more where that may help.

        Raises:
            OutsideError: there is no answer of use.
        """
        try:
            return await self._called(method, http_verb="GET", params=arguments)
        except (TransientError, AmbiguousError):
            await self._sleep(_PAUSE)
        except RateLimitedError as error:
            wait = (error.retry_at - self._now()).total_seconds() if error.retry_at else _PATIENCE
            if wait > _PATIENCE:
                raise
            await self._sleep(wait)
        try:
            return await self._called(method, http_verb="GET", params=arguments)
        except AmbiguousError as error:  # nothing was to be done
            raise TransientError(str(error)) from error

    async def pages(
        self, method: str, key: str, *, most: int, size: int = PAGE, is_whole: bool = False, **arguments: str | int | bool
    ) -> AsyncIterator[Any]:
        """Yield what is under a key on each of so many pages of a size.

        Raises:
            OutsideError: there is no answer of use, or (TransientError) more than so many pages where they are to be the whole.
        """
        cursor = ""
        for _ in range(most):
            told = await self.read(method, limit=size, **arguments, **({"cursor": cursor} if cursor else {}))
            for one in told.get(key) or ():
                yield one
            cursor = (told.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return
        if is_whole:
            raise TransientError(messages.TOO_MUCH)

    async def respond(self, url: str, arguments: Mapping[str, Any]) -> None:
        """Answer a gesture by its response URL; no token goes there.

        Raises:
            OutsideError: the address takes no more answers, or (AmbiguousError) may have taken this one.
        """
        try:
            async with self._session.post(url, json=dict(arguments), allow_redirects=False) as response:
                status = response.status
        except (ClientError, TimeoutError, OSError) as error:
            raise _lost(error) from None
        if status != _OK:
            raise failures.unanswered(status)

    async def _called(self, method: str, **how: Any) -> Json:
        try:
            response = await self._client.api_call(method, **how)
        except SlackApiError as error:
            raise self._refusal(error) from None
        except _BROKEN as error:
            raise _lost(error) from None
        told: Json = response.data if isinstance(response.data, dict) else {}
        return told

    def _refusal(self, error: SlackApiError) -> OutsideError:
        """Read the SDK's error: its response is Slack's, or the raw one where that was no JSON."""
        told = getattr(error.response, "data", None)
        code = told.get("error") if isinstance(told, dict) else None
        status: int = getattr(error.response, "status_code", 0) or getattr(error.response, "status", 0)
        return failures.refusal(str(code or ""), status, error.response.headers, self._now())


def _lost(error: Exception) -> OutsideError:
    return failures.lost(was_sent=not isinstance(error, ClientConnectorError | ConnectionTimeoutError))

"""One request to an authorisation server: short, small, and never redirected."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import (
    ClientConnectorError,
    ClientError,
    ClientResponse,
    ClientSession,
    ClientTimeout,
    DummyCookieJar,
    TCPConnector,
    encode_basic_auth,
)
from yarl import URL

from core.errors import AmbiguousError, PermanentError, RateLimitedError, TransientError
from core.messages import reaching as messages
from core.proxies import proxy_for

LONGEST = 65_536  # bytes of an answer
SECONDS = 15.0
TOO_MANY = 429
FAILED = 500


@dataclass(frozen=True, slots=True)
class Said:
    """What a server answered: a JSON object, or nothing."""

    status: int
    fields: Mapping[str, Any]

    def text(self, name: str) -> str:
        """Return a field that is a text, else nothing."""
        value = self.fields.get(name)
        return value if isinstance(value, str) else ""

    def number(self, name: str) -> float | None:
        """Return a field that is a number of seconds, else None."""
        value = self.fields.get(name)
        if isinstance(value, str) and value.isdecimal() and len(value) < 10:  # noqa: PLR2004  as Entra v1 writes it
            return float(value)
        return float(value) if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < 1e9 else None  # noqa: PLR2004


class Requests:
    """Sends requests; each has a connection of its own, since they are rare."""

    def __init__(self, *, seconds: float = SECONDS) -> None:
        self._seconds = seconds

    async def send(
        self, method: str, url: str, *, form: Mapping[str, str] | None = None, document: object = None, login: tuple[str, str] | None = None
    ) -> Said:
        """Send a form or a JSON document, and return what came back.

        Raises:
            TransientError: the server was not reached, so that nothing has happened.
            AmbiguousError: it was, and gave no answer, or failed.
            RateLimitedError: it wants to be left alone for a while.
            PermanentError: its answer is too long, or leads elsewhere.
        """
        host = URL(url).host or url
        try:
            async with (
                asyncio.timeout(self._seconds),
                self._session(url, login) as session,
                session.request(method, url, data=form, json=document, allow_redirects=False) as response,
            ):
                return _said(host, response.status, await _body(response))
        except ClientConnectorError as error:
            raise TransientError(messages.unreachable(host)) from error
        except TimeoutError as error:
            raise AmbiguousError(messages.late(host)) from error
        except (ClientError, OSError) as error:
            raise AmbiguousError(messages.unreachable(host)) from error

    def _session(self, url: str, login: tuple[str, str] | None) -> ClientSession:
        return ClientSession(
            connector=TCPConnector(use_dns_cache=False, force_close=True),
            cookie_jar=DummyCookieJar(),
            timeout=ClientTimeout(total=None),  # the block has one
            headers={"Accept": "application/json", "User-Agent": "recap"} | ({"Authorization": encode_basic_auth(*login)} if login else {}),
            max_line_size=8_190,
            proxy=proxy_for(url),
        )


async def _body(response: ClientResponse) -> bytes:
    """Return what came, or one byte more than is taken."""
    body = b""
    while len(body) <= LONGEST and (more := await response.content.read(LONGEST + 1 - len(body))):
        body += more
    return body


def _said(host: str, status: int, body: bytes) -> Said:
    if status == TOO_MANY:
        raise RateLimitedError(messages.slow_down(host))
    if status >= FAILED:
        raise AmbiguousError(messages.strange(host, status))
    if len(body) > LONGEST or 300 <= status < 400:  # noqa: PLR2004  a token is not sent on
        raise PermanentError(messages.strange(host, status))
    try:
        found = json.loads(body) if body.strip() else {}
    except (ValueError, RecursionError):
        found = None
    return Said(status, found if isinstance(found, dict) else {})

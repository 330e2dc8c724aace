"""PyGithub's connections, with bounds of bytes and time, and to no address that is refused."""

import socket
import time
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from github.Requester import HTTPRequestsConnectionClass, HTTPSRequestsConnectionClass, RequestsResponse
from requests import Response
from typing_extensions import override
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection

from core.errors import OutsideError, PermanentError, TransientError
from core.hosts import Judge
from core.messages import github as messages

_PORTS = {"http": 80, "https": 443}
_MOST = 16 << 20  # bytes that one answer may have when it is unpacked


@dataclass(slots=True)
class Terms:
    """To which API a connection may go, by which addresses, and until when on the clock that is monotonic."""

    api: str
    judge: Judge
    until: float
    line: HTTPConnection | None = None  # the newest

    def end(self) -> None:
        """Cut what is on its way, so that its thread is free, and let nothing follow; this may come from another thread."""
        self.until = float("-inf")
        held = self.line.sock if self.line else None
        if held is not None:
            with suppress(OSError):
                held.shutdown(socket.SHUT_RDWR)


class _Bounded:
    """What holds of both kinds."""

    def __init__(self, terms: Terms, *args: Any, **words: Any) -> None:
        super().__init__(*args, **words)
        self._terms = terms
        _bound(self, terms)

    def getresponse(self) -> RequestsResponse:
        return RequestsResponse(_answer(self, self._terms.until))


class PlainConnection(_Bounded, HTTPRequestsConnectionClass):
    """What the SDK sends through, without TLS."""


class SafeConnection(_Bounded, HTTPSRequestsConnectionClass):
    """The same with TLS."""


def _bound(connection: Any, terms: Terms) -> None:
    """Keep a connection to the API and to addresses that are let pass.

    Raises:
        PermanentError: it would lead elsewhere; the SDK opens such ones for lists whose next page the host says to be there.
    """
    own = urlsplit(terms.api)
    if (connection.protocol, connection.host, connection.port) != (own.scheme, own.hostname, own.port or _PORTS[own.scheme]):
        raise PermanentError(messages.redirected(own.hostname or terms.api))
    pools = {"http": partial(_HttpPool, terms=terms), "https": partial(_HttpsPool, terms=terms)}
    connection.adapter.poolmanager.pool_classes_by_scheme = pools


def _answer(connection: Any, end: float) -> Response:
    """Send what a connection holds, in time, and read no more than an answer may have; a 202, on which the SDK sleeps, is a failure."""
    if time.monotonic() > end:
        raise TransientError(messages.no_answer(connection.host))
    url = f"{connection.protocol}://{connection.host}:{connection.port}{connection.url}"
    words = {"headers": connection.headers, "data": connection.input, "timeout": connection.timeout, "verify": connection.verify}
    until = time.monotonic() + connection.timeout
    with connection.session.request(connection.verb, url, allow_redirects=False, stream=True, **words) as response:
        read = bytearray()
        for chunk in response.iter_content(65_536):
            read += chunk
            if len(read) > _MOST or time.monotonic() > until:
                raise TransientError(messages.too_large(connection.host) if len(read) > _MOST else messages.no_answer(connection.host))
    response._content = bytes(read)  # noqa: SLF001  what `content` would have read
    if response.status_code == 202:  # noqa: PLR2004
        response.status_code = 503
    answer: Response = response
    return answer


class _Http(HTTPConnection):
    """Can be cut, and goes to no address that is refused; a proxy has connections of another kind."""

    def __init__(self, *args: Any, terms: Terms, **words: Any) -> None:
        super().__init__(*args, **words)
        self._terms = terms

    @override
    def _new_conn(self) -> socket.socket:
        self._terms.line = self
        line = super()._new_conn()
        try:
            self._terms.judge(self.host, line.getpeername()[0])
        except (OutsideError, OSError):
            line.close()
            raise
        return line


class _Https(_Http, HTTPSConnection):
    """The same with TLS, which begins after that."""


class _HttpPool(HTTPConnectionPool):
    ConnectionCls = _Http


class _HttpsPool(HTTPSConnectionPool):
    ConnectionCls = _Https

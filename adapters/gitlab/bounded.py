"""One connection to a GitLab: python-gitlab over a session that reads bounded bytes, in bounded time, from one host alone."""

import socket
import threading
import time
from collections.abc import Mapping
from contextlib import closing, suppress
from io import BytesIO
from typing import Any

import requests
from gitlab import Gitlab
from gitlab.exceptions import GitlabError
from requests.adapters import HTTPAdapter
from typing_extensions import override
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

from adapters.gitlab.limits import Limits
from core.answers import Answer, UnreadError
from core.errors import OutsideError
from core.hosts import Judge
from core.model import Secret

_PIECE = 1 << 16


class Line:
    """Carries one call at a time, in a thread of its caller's; `abort` may come from another one."""

    def __init__(self, url: str, token: Secret, limits: Limits, judge: Judge) -> None:
        self._limits = limits
        self._session = _Session(limits, judge, trusts_environment=url.startswith("https://"))
        self._api = Gitlab(url, oauth_token=token.reveal(), session=self._session, user_agent="recap")
        self._began = 0.0

    def get(self, path: str, parameters: Mapping[str, str | list[str]], etag: str) -> Answer:
        """Ask once, and return whatever status comes.

        Raises:
            UnreadError: there is no whole answer.
            PermanentError: the host leads where it may not.
        """
        self._began = time.monotonic()
        try:
            self._send(path, parameters, etag)
        except requests.Timeout:
            raise UnreadError(is_late=True) from None
        except (requests.RequestException, HTTPError, OSError, ValueError):
            raise UnreadError(is_late=self.left() <= 0) from None
        finally:
            self._began = 0.0
        return self._session.answer

    def left(self) -> float:
        """Return the seconds that the call still has; all of them while it waits for its thread."""
        return self._limits.total - (time.monotonic() - self._began) if self._began else self._limits.total

    def abort(self) -> None:
        """End the call: its thread sees a lost connection."""
        self._session.abort()

    def close(self) -> None:
        """Let go of the connection."""
        self._session.close()

    def _send(self, path: str, parameters: Mapping[str, str | list[str]], etag: str) -> None:
        _here.session = self._session
        with suppress(GitlabError):  # the session keeps the answer, of whatever status
            self._api.http_request(
                "get",
                path,
                query_parameters=dict(parameters),
                extra_headers={"If-None-Match": etag} if etag else None,
                max_retries=0,
                obey_rate_limit=False,
                retry_transient_errors=False,
            )


_here = threading.local()  # whose call the thread carries


class _Session(requests.Session):
    """Takes no redirect, reads each answer as a whole, and remembers its connection so that it can be cut."""

    def __init__(self, limits: Limits, judge: Judge, *, trusts_environment: bool) -> None:
        super().__init__()
        self._limits = limits
        self.trust_env = trusts_environment
        self.headers["Accept-Encoding"] = "gzip"
        self.judge = judge
        self.connection: HTTPConnection | None = None
        self.answer = Answer(0, {}, b"")
        for scheme in ("http://", "https://"):
            self.mount(scheme, _adapter())

    @override
    def get_redirect_target(self, resp: requests.Response) -> None:
        return None

    @override
    def send(self, request: requests.PreparedRequest, **kwargs: Any) -> requests.Response:
        until = time.monotonic() + self._limits.total
        kwargs |= {"stream": True, "timeout": (self._limits.connect, self._limits.read)}
        response = super().send(request, **kwargs)
        body = self._read(response, until)
        response.raw = BytesIO(body)
        self.answer = Answer(response.status_code, {name.lower(): value for name, value in response.headers.items()}, body)
        return response

    def abort(self) -> None:
        held = self.connection.sock if self.connection else None
        if held is not None:
            with suppress(OSError):
                held.shutdown(socket.SHUT_RDWR)

    def _read(self, response: requests.Response, until: float) -> bytes:
        whole = bytearray()
        with closing(response.raw):
            while piece := response.raw.read1(_PIECE, decode_content=True):
                whole += piece
                if len(whole) > self._limits.most:
                    raise UnreadError(is_large=True)
                if time.monotonic() > until:
                    raise UnreadError(is_late=True)
            response.raw.release_conn()
        return bytes(whole)


class _Http(HTTPConnection):
    """Is known to its session, and goes to no address that it refuses; a proxy has connections of another kind."""

    @override
    def _new_conn(self) -> socket.socket:
        _here.session.connection = self
        line = super()._new_conn()
        try:
            _here.session.judge(self.host, line.getpeername()[0])
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


def _adapter() -> HTTPAdapter:
    adapter = HTTPAdapter(pool_connections=1, pool_maxsize=1, max_retries=0)
    adapter.poolmanager.pool_classes_by_scheme = {"http": _HttpPool, "https": _HttpsPool}
    return adapter

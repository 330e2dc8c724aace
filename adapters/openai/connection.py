"""The connection to an endpoint, which is trusted with the prompt and with nothing else.

What it sends is neither unpacked nor held beyond a bound, and where it sends us we do not go: the key and the prompt stay with it.
"""

from collections.abc import AsyncIterator
from functools import cache
from typing import TYPE_CHECKING, cast

from adapters.openai.failures import AttemptError
from core.messages import telling as messages

if TYPE_CHECKING:
    from ssl import SSLContext

    from httpx2 import AsyncByteStream, AsyncClient, Response

_EVENT = 2**20  # bytes of a stream that may come without an empty line, which ends an event
_STREAM = 2**24  # bytes of a stream; what a model thinks aloud is some of them
_REFUSAL = 2**16  # bytes that are read of an answer that is not 2xx
_CONNECT = 10.0  # seconds until a connection stands
_ENDS = (b"\n\n", b"\n\r\n", b"\r\r")


def client(patience: float) -> "AsyncClient":
    """Return an HTTP client that waits so many seconds at the most for the next byte, and less for the connection."""
    from httpx2 import Timeout
    from openai import DefaultAsyncHttpxClient

    return DefaultAsyncHttpxClient(
        timeout=Timeout(patience, connect=min(patience, _CONNECT)),
        verify=_trusted(),
        follow_redirects=False,
        headers={"Accept-Encoding": "identity"},
        event_hooks={"response": [_bound]},
    )


@cache  # to read the authorities' certificates takes 20 to 50 ms, in which nobody else is served
def _trusted() -> "SSLContext":
    """Return whom every connection of this process trusts."""
    from httpx2 import create_ssl_context

    return create_ssl_context()


async def _bound(response: "Response") -> None:
    """Bound an answer before any of it is read. One that is packed all the same stays so: a few bytes may unpack to any number."""
    response.headers.pop("content-encoding", None)
    stream = cast("AsyncByteStream", response.stream)  # as the client is asynchronous
    response.stream = _stream(stream, is_refusal=not response.is_success)


def _stream(source: "AsyncByteStream", *, is_refusal: bool) -> "AsyncByteStream":
    from httpx2 import AsyncByteStream

    class Bounded(AsyncByteStream):
        """The stream, up to its bound."""

        async def __aiter__(self) -> AsyncIterator[bytes]:
            async for part in _beginning(source) if is_refusal else _events(source):
                yield part

        async def aclose(self) -> None:
            await source.aclose()

    return Bounded()


async def _beginning(source: "AsyncByteStream") -> AsyncIterator[bytes]:
    """Pass on the first bytes of a refusal: its status says most."""
    room = _REFUSAL
    async for part in source:
        yield part[:room]
        room -= len(part)
        if room <= 0:
            return


async def _events(source: "AsyncByteStream") -> AsyncIterator[bytes]:
    """Pass on a stream of events (WHATWG HTML, 9.2.6) while none of them, nor the whole, is too long.

    Raises:
        AttemptError: it is.
    """
    whole = event = 0
    last = b""
    async for part in source:
        seen = last + part
        whole += len(part)
        end = max(map(seen.rfind, _ENDS))
        event = len(seen) - end if end >= 0 else event + len(part)
        if event > _EVENT or whole > _STREAM:
            raise AttemptError(messages.ENDLESS)
        last = seen[-2:]
        yield part

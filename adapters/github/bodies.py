"""The bodies of GitHub's answers: so many bytes at most, packed or not, and JSON."""

import json
import zlib
from typing import TYPE_CHECKING

from core.errors import PermanentError, TransientError
from core.messages import github as messages

if TYPE_CHECKING:
    from aiohttp import ClientResponse

OK = 200
_MOST = 16 << 20  # bytes that one answer may have when it is unpacked
_GZIP = b"\x1f\x8b"


async def received(response: "ClientResponse", host: str) -> bytes:
    """Read an answer's bytes as they come, packed or not, no more than one may have.

    Raises:
        PermanentError: there are more.
    """
    read = bytearray()
    async for chunk in response.content.iter_chunked(65_536):
        read += chunk
        if len(read) > _MOST:
            response.close()
            raise PermanentError(messages.too_large(host))
    return bytes(read)


def decoded(packed: bytes, status: int, host: str) -> object:
    """Read JSON; a refusal may have anything for a body, an answer may not.

    Raises:
        OutsideError: it is not what an answer is.
    """
    try:
        raw = _unpacked(packed, host)
        read: object = json.loads(raw) if raw else None
    except (ValueError, RecursionError, zlib.error):
        read = None
    if status == OK and not isinstance(read, dict | list):
        raise TransientError(messages.not_json(host))
    return read


def _unpacked(packed: bytes, host: str) -> bytes:
    """Unpack what came packed, and no further than an answer may go."""
    if not packed.startswith(_GZIP):
        return packed
    unpacking = zlib.decompressobj(31)
    raw = unpacking.decompress(packed, _MOST)
    if unpacking.unconsumed_tail:
        raise PermanentError(messages.too_large(host))
    return raw

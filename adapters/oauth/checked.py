"""Names become addresses, and none of them may lead inside; it is looked before each use of a host that a person named."""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Sequence

from core.errors import PermanentError, TransientError
from core.hosts import Allowed, address_of
from core.messages import reaching as messages

SECONDS = 5.0
Lookup = Callable[[str], Awaitable[Sequence[str]]]


async def addresses(name: str) -> list[str]:
    """Return the addresses of a host, as the system knows them.

    Raises:
        OSError: it has none.
    """
    found = await asyncio.get_running_loop().getaddrinfo(name, 443, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


async def checked(name: str, allowed: Allowed, *, lookup: Lookup = addresses) -> list[str]:
    """Return the addresses of a host; one that is not allowed spoils all.

    Raises:
        PermanentError: the host leads inside, or nowhere.
        TransientError: no answer came in time.
    """
    try:
        async with asyncio.timeout(SECONDS):
            found = await lookup(name)
    except TimeoutError as error:
        raise TransientError(messages.late(name)) from error
    except (OSError, UnicodeError) as error:
        raise PermanentError(messages.not_found(name)) from error
    read_all = [address_of(text) for text in found]
    if not found or any(address is None or not allowed.admits(name, address) for address in read_all):
        raise PermanentError(messages.not_public(name))
    return [str(address) for address in read_all]

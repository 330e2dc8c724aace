"""Names become addresses, and none of them may lead inside; it is looked before each use of a host that a person named.

The connection that follows is judged again where it goes there itself; through a proxy this look is the only one.
"""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Sequence

from core.errors import PermanentError, TransientError
from core.hosts import Judge
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


async def checked(name: str, judge: Judge, *, lookup: Lookup = addresses) -> None:
    """Look where a host leads; one address that is not allowed spoils all.

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
    if not found:
        raise PermanentError(messages.not_found(name))
    for address in found:
        judge(name, address)

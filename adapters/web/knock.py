"""Whether anybody answers at an address, whatever they say."""

from aiohttp import ClientError, ClientSession, ClientTimeout

from core.errors import TransientError
from core.messages import doctor as messages

_PATIENCE = ClientTimeout(total=5.0)
_FAULT = 500


async def knock(url: str) -> None:
    """See that a server answers; no redirect is followed, and nothing but the address is sent.

    Raises:
        TransientError: nobody does, or they are at fault.
    """
    try:
        async with ClientSession(timeout=_PATIENCE) as session, session.get(url, allow_redirects=False) as answer:
            status = answer.status
    except (ClientError, OSError, ValueError) as error:
        raise TransientError(messages.silent(url)) from error
    if status >= _FAULT:
        raise TransientError(messages.at_fault(url, status))

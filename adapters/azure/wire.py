"""One connection to an Azure DevOps: aiohttp that reads bounded bytes, in bounded time, from one host alone."""

import asyncio
import base64
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.answers import Answer, UnreadError
from core.hosts import Judge
from core.model import Secret
from core.proxies import proxy_for

if TYPE_CHECKING:
    from aiohttp import ClientResponse, ClientSession

_PIECE = 1 << 16
_ENTRA = "eyJ"  # how a JSON web token begins


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How long a call and a question may take, in seconds, and how much it may bring, in bytes after decompression."""

    connect: float = 5.0
    total: float = 30.0
    whole: float = 120.0  # of one question
    most: int = 32 << 20


class Wire:
    """Carries calls with one token; its session is opened by the first."""

    def __init__(self, token: Secret, limits: Limits, judge: Judge) -> None:
        self._token = token
        self._limits = limits
        self._judge = judge
        self._session: ClientSession | None = None

    async def send(self, url: str, parameters: Mapping[str, str], *, body: object = None, etag: str = "") -> Answer:
        """Ask once, with POST where there is a body, and return whatever status comes; no redirect is followed.

        Raises:
            UnreadError: there is no whole answer.
            PermanentError: the host leads where it may not.
        """
        import aiohttp

        headers = {"Authorization": _authorization(self._token)} | ({"If-None-Match": etag} if etag else {})
        method = "GET" if body is None else "POST"
        try:
            async with (
                asyncio.timeout(self._limits.total),
                self._opened(url).request(method, url, params=parameters, json=body, headers=headers, allow_redirects=False) as response,
            ):
                read = await self._read(response)
                return Answer(response.status, {name.lower(): value for name, value in response.headers.items()}, read)
        except TimeoutError:
            raise UnreadError(is_late=True) from None
        except (aiohttp.ClientError, OSError, ValueError, zlib.error):
            raise UnreadError from None

    async def close(self) -> None:
        """Let go of all connections."""
        if self._session is not None:
            await self._session.close()

    def _opened(self, url: str) -> "ClientSession":
        if self._session is None:
            import aiohttp

            from adapters.azure.resolver import JudgedResolver

            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(resolver=JudgedResolver(self._judge)),
                cookie_jar=aiohttp.DummyCookieJar(),
                auto_decompress=False,
                timeout=aiohttp.ClientTimeout(total=None, sock_connect=self._limits.connect),
                headers={
                    "Accept": "application/json",
                    "Accept-Encoding": "gzip",
                    "User-Agent": "recap",
                    "X-TFS-FedAuthRedirect": "Suppress",
                },
                proxy=proxy_for(url),
            )
        return self._session

    async def _read(self, response: "ClientResponse") -> bytes:
        """Read an answer's bytes, and unpack them no further than an answer may go."""
        unpack = zlib.decompressobj(31) if response.headers.get("Content-Encoding") == "gzip" else None
        read, most = bytearray(), self._limits.most
        async for piece in response.content.iter_chunked(_PIECE):
            read += unpack.decompress(piece, most + 1 - len(read)) if unpack else piece
            if len(read) > most:
                response.close()
                raise UnreadError(is_large=True)
        return bytes(read)


def _authorization(token: Secret) -> str:
    """Return the header for a token: Basic with an empty user for a personal one, Bearer for one of Microsoft Entra.

    https://learn.microsoft.com/azure/devops/organizations/accounts/use-personal-access-tokens-to-authenticate
    """
    told = token.reveal()
    if told.startswith(_ENTRA) and told.count(".") == 2:  # noqa: PLR2004  header, claims, signature
        return f"Bearer {told}"
    return f"Basic {base64.b64encode(f':{told}'.encode()).decode()}"

"""The gateway: what Discord tells comes over a connection that the bot opens, by discord.py, with no privileged intent."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
import discord
from discord.gateway import DiscordWebSocket
from discord.http import HTTPClient, Route
from typing_extensions import override

from adapters.discord.starts import Starts
from core.errors import AuthError, PermanentError
from core.messages import discord as messages
from core.model import Secret

_WAITS = (1.0, 5.0, 15.0, 30.0, 60.0)  # seconds before a new client, the more the oftener one failed
_LASTED = 300.0  # seconds, after which a client that is lost has not failed
_PATIENCE = 30.0  # seconds that the library may wait for a limit, the least that it takes
_BAD_TOKEN, _FINAL = 4004, (4010, 4011, 4012, 4013, 4014)
_LOG = logging.getLogger("recap")


def intents() -> discord.Intents:
    """Return the few kinds of events that are asked for."""
    return discord.Intents(guilds=True, guild_messages=True, dm_messages=True)


class Client(discord.AutoShardedClient):
    """A client at an address of its own, which asks before it begins a session."""

    def __init__(self, url: str, starts: Starts) -> None:
        self._recap_url = url
        self._recap_starts = starts
        super().__init__(
            intents=intents(),
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_ratelimit_timeout=_PATIENCE,
            shard_connect_timeout=None,
        )

    @override
    def _get_state(self, **options: Any) -> Any:
        self.http = _Http(self.loop, self._recap_url)
        return super()._get_state(**options)

    @override
    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        await self._recap_starts.take(shard_id, is_first=initial)


class _Http(HTTPClient):
    """The library's calls, sent to an address of this client alone."""

    def __init__(self, loop: asyncio.AbstractEventLoop, url: str) -> None:
        super().__init__(loop, max_ratelimit_timeout=_PATIENCE)
        self._url = url
        self._gateway = ""

    @override
    async def request(self, route: Route, **how: Any) -> Any:
        route.url = self._url + route.url.removeprefix(Route.BASE)
        told = await super().request(route, **how)
        if route.path == "/gateway/bot":
            self._gateway = str(told["url"])
        return told

    @override
    async def ws_connect(self, url: str, *, compress: int = 0) -> aiohttp.ClientWebSocketResponse:
        usual = str(DiscordWebSocket.DEFAULT_GATEWAY)
        if url.startswith(usual) and self._gateway:  # it begins anew there, whatever it was told before
            url = self._gateway.rstrip("/") + "/" + url.removeprefix(usual)
        return await super().ws_connect(url, compress=compress)


async def listen(
    token: Secret,
    made: Callable[[], Client],
    *,
    begin: Callable[[], Awaitable[None]],
    sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    clock: Callable[[], float] = time.monotonic,
) -> None:
    """Hear what Discord tells until this is cancelled; `begin` is done once it accepted the token.

    Raises:
        AuthError: the token is not accepted.
        PermanentError: what is asked for is not allowed.
    """
    failed = 0
    while True:
        client, began = made(), clock()
        try:
            await client.login(token.reveal())
            await begin()
            await client.connect()
        except discord.LoginFailure:
            raise AuthError(messages.DEAD) from None
        except discord.PrivilegedIntentsRequired:
            raise PermanentError(messages.INTENTS) from None
        except discord.ConnectionClosed as error:
            _check(error.code)
        except Exception as error:  # noqa: BLE001  the outermost edge: the library ends by whatever it cannot read, too
            _LOG.warning("discord lost", extra={"fields": {"kind": type(error).__name__}})
        finally:
            await client.close()
        failed = 0 if clock() - began >= _LASTED else failed
        await sleep(_WAITS[min(failed, len(_WAITS) - 1)])
        failed += 1


def _check(code: int) -> None:
    if code == _BAD_TOKEN:
        raise AuthError(messages.DEAD)
    if code in _FINAL:
        raise PermanentError(messages.INTENTS)
    _LOG.warning("discord closed", extra={"fields": {"code": code}})

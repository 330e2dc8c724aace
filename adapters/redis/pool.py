"""How connections are made, kept and bounded (redis-py's own defaults take a minute to fail, send twice, and raise when all are in use)."""

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from redis.asyncio import BlockingConnectionPool, Redis, SSLConnection, UnixDomainSocketConnection
from redis.asyncio.connection import AbstractConnection, Connection
from redis.asyncio.retry import Retry
from redis.asyncio.sentinel import Sentinel, SentinelConnectionPool
from redis.backoff import ExponentialBackoff, NoBackoff
from typing_extensions import override

from adapters.redis.address import Address
from adapters.redis.failures import failure
from core.errors import TransientError


@dataclass(frozen=True, slots=True)
class Patience:
    """How long is waited, in seconds, and by how many at once."""

    whole: float  # for a block of calls
    connect: float
    answer: float
    free: float  # for a connection that others use
    attempts: int  # to connect again
    connections: int


HASTY = Patience(whole=0.5, connect=0.25, answer=0.4, free=0.4, attempts=0, connections=20)
PATIENT = Patience(whole=10.0, connect=2.0, answer=5.0, free=5.0, attempts=3, connections=50)
HEALTH = 15  # seconds after which an idle connection is tried before it is used


class Pool(BlockingConnectionPool):
    """Waits for a free connection, and tries again to connect, but never to send."""

    reconnecting = Retry(NoBackoff(), 0)

    @override
    async def ensure_connection(self, connection: AbstractConnection) -> None:
        ensure = super().ensure_connection
        await self.reconnecting.call_with_retry(lambda: ensure(connection), lambda _: connection.disconnect(), _may_pass)

    async def drop_idle(self) -> None:
        """Close the connections that wait: after a failover, or behind a dead firewall, each would fail once more.

        Nothing is waited for, so that nobody can take one that is half closed.
        """
        for connection in list(self._available_connections):
            await connection.disconnect(nowait=True)


class SentinelPool(SentinelConnectionPool, Pool):
    """The same, to the master that the Sentinels name."""


@asynccontextmanager
async def opened(to: Address, patience: Patience) -> AsyncGenerator[tuple[Redis, Pool], None]:
    """Have a client and its connections for the length of the block; it connects when it is used."""
    shared = _shared(to, patience)
    async with _pool(to, shared, patience) as pool:
        pool.reconnecting = Retry(ExponentialBackoff(cap=1.0, base=0.05), patience.attempts)
        redis = Redis.from_pool(pool)
        try:
            yield redis, pool
        finally:
            await redis.aclose()


@asynccontextmanager
async def _pool(to: Address, shared: dict[str, Any], patience: Patience) -> AsyncIterator[Pool]:
    bounds: dict[str, Any] = {"max_connections": patience.connections, "timeout": patience.free}
    if to.socket:
        yield Pool(connection_class=UnixDomainSocketConnection, path=to.socket, **bounds, **shared)
    elif not to.master:
        (host, port), *_ = to.hosts
        kind = SSLConnection if to.is_tls else Connection
        yield Pool(connection_class=kind, host=host, port=port, socket_keepalive=True, **bounds, **shared)
    else:
        sentinels = Sentinel(to.hosts, sentinel_kwargs=_plain(shared) | ({"ssl": True} if to.is_tls else {}))  # type: ignore[no-untyped-call]  # theirs
        try:
            yield SentinelPool(to.master, sentinels, ssl=to.is_tls, socket_keepalive=True, **bounds, **shared)  # type: ignore[no-untyped-call]  # theirs
        finally:
            for sentinel in sentinels.sentinels:
                await sentinel.aclose()


def _shared(to: Address, patience: Patience) -> dict[str, Any]:
    """Return what every connection is made with. RESP2 has the same answers everywhere, and no messages that nobody asked for."""
    return {
        "db": to.database,
        "username": to.user or None,
        "password": to.password.reveal() or None,
        "socket_connect_timeout": patience.connect,
        "socket_timeout": patience.answer,
        "health_check_interval": HEALTH,
        "retry": Retry(NoBackoff(), 0),
        "driver_info": None,
        "protocol": 2,
        **to.files,
    }


def _plain(shared: dict[str, Any]) -> dict[str, Any]:
    """Return how a Sentinel is spoken to: it has no databases, and often no password."""
    return {name: value for name, value in shared.items() if name not in ("db", "username", "password")}


def _may_pass(error: Exception) -> bool:
    return isinstance(failure(error, ""), TransientError)

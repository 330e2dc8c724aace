"""TLS to a store: with a certificate that can be checked, or not at all."""

import asyncio
import ssl
from collections.abc import AsyncGenerator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from adapters.redis.address import address
from adapters.redis.client import Store, connected
from adapters.redis.pool import PATIENT
from core.errors import OutsideError, PermanentError, SettingsError, TransientError
from tests.certificates import issued
from tests.store import Server, free_port


@pytest.fixture
def server() -> Iterator[Server]:
    with Server("--requirepass", "s3cret", port=free_port()) as one:
        yield one


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for 127.0.0.1 that is its own authority, with its key, in one file."""
    return issued(tmp_path_factory.mktemp("tls") / "both.pem")


@asynccontextmanager
async def front(server: Server, certificate: Path) -> AsyncGenerator[int, None]:
    """Speak TLS before a server; yield the port."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)

    async def pump(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        while some := await source.read(2**16):
            sink.write(some)
        sink.close()

    async def meet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        back, there = await asyncio.open_connection("127.0.0.1", server.port)
        await asyncio.gather(pump(reader, there), pump(back, writer), return_exceptions=True)
        writer.close()

    listening = await asyncio.start_server(meet, "127.0.0.1", 0, ssl=context)
    async with listening:
        yield listening.sockets[0].getsockname()[1]


@asynccontextmanager
async def using(url: str) -> AsyncGenerator[Store, None]:
    brisk = replace(PATIENT, whole=2.0, connect=0.5, attempts=0)
    async with connected(address(url), patient=brisk) as store:
        yield store


async def ping(store: Store) -> bool:
    async with store.patient() as redis:
        return bool(await redis.ping())


@pytest.mark.fault("F050")
async def test_a_certificate_that_can_be_checked_opens_the_way(server: Server, certificate: Path) -> None:
    async with front(server, certificate) as port, using(f"rediss://:s3cret@127.0.0.1:{port}?ssl_ca_certs={certificate}") as store:
        assert await ping(store)


@pytest.mark.fault("F050")
async def test_a_certificate_that_nobody_vouches_for_is_told(server: Server, certificate: Path) -> None:
    async with front(server, certificate) as port, using(f"rediss://:s3cret@127.0.0.1:{port}") as store:
        with pytest.raises(PermanentError, match=rf"No TLS connection to the store at 127.0.0.1:{port} came about") as told:
            await ping(store)
    assert "s3cret" not in str(told.value)


@pytest.mark.fault("F050")
async def test_tls_to_a_server_without_it_is_told(server: Server) -> None:
    async with using(f"rediss://:s3cret@127.0.0.1:{server.port}") as store:
        with pytest.raises(TransientError, match=r"whether TLS is spoken there \(rediss://\) or not"):
            await ping(store)


@pytest.mark.fault("F050")
async def test_no_tls_to_a_server_with_it_is_told(server: Server, certificate: Path) -> None:
    async with front(server, certificate) as port, using(f"redis://:s3cret@127.0.0.1:{port}") as store:
        with pytest.raises(OutsideError, match=r"not a Redis server|broke|did not answer"):
            await ping(store)


@pytest.mark.fault("F191")
@pytest.mark.parametrize("file", ["/nowhere.pem", "pyproject.toml", ""])
def test_a_certificate_that_is_not_there_is_told_before_anything_is_tried(file: str) -> None:
    with pytest.raises(SettingsError, match=r"an option ssl_ca_certs whose file cannot be read"):
        address(f"rediss://:s3cret@127.0.0.1?ssl_ca_certs={file}")


def test_a_certificate_of_ones_own_stands_for_a_password(certificate: Path) -> None:
    read = address(f"rediss://cache.example.org?ssl_certfile={certificate}&ssl_keyfile={certificate}")
    assert read.files == {"ssl_certfile": str(certificate), "ssl_keyfile": str(certificate)}
    assert read.is_tls

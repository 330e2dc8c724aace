"""A door holds against those who knock in bad faith."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable

import pytest
import pytest_asyncio
from aiohttp import web

from adapters.web.app import application
from adapters.web.health import Health
from adapters.web.listening import opened, served
from core.errors import PermanentError, TransientError
from core.model import Secret

Talk = Callable[[bytes], Awaitable[bytes]]


async def echo(request: web.Request) -> web.Response:
    return web.Response(text=await request.text())


@pytest_asyncio.fixture
async def port() -> AsyncGenerator[int, None]:
    app = application()
    app.router.add_post("/echo", echo)
    Health(is_ready=True).add_to(app)
    with opened("127.0.0.1", 0) as door:
        async with served(app, door, idle=0.2):
            yield door.getsockname()[1]


async def said(port: int, *parts: bytes) -> bytes:
    """Send parts, and return all that comes until the other side closes."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        async with asyncio.timeout(5):
            for part in parts:
                writer.write(part)
                await writer.drain()
            return await reader.read()
    finally:
        writer.close()


@pytest.mark.fault("F187")
async def test_a_head_that_never_ends_is_cut_off(port: int) -> None:
    assert await said(port, b"GET /healthz HTTP/1.1\r\nHost: x\r\nX-Slow: ") == b""


@pytest.mark.fault("F187")
async def test_somebody_who_says_nothing_is_cut_off(port: int) -> None:
    assert await said(port) == b""


@pytest.mark.fault("F187")
@pytest.mark.parametrize(
    "head",
    [
        b"".join(b"X-%d: 1\r\n" % number for number in range(100)),
        b"X-Long: " + b"a" * 9_000 + b"\r\n",
        b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n",
        b"Content-Length: 3\r\nContent-Length: 4\r\n",
        b"Transfer-Encoding: xchunked\r\n",
        b" X-Folded: 1\r\n",
    ],
    ids=["many headers", "a long header", "two lengths", "a length twice", "a strange coding", "a folded header"],
)
async def test_a_head_that_is_too_much_or_may_be_read_in_two_ways_is_refused(port: int, head: bytes) -> None:
    answer = await said(port, b"POST /echo HTTP/1.1\r\nHost: x\r\n" + head + b"\r\n3\r\nabc\r\n0\r\n\r\n")
    assert answer.split(b"\r\n")[0].split(b" ", 1)[1].startswith(b"400")
    assert answer.count(b"HTTP/1.") == 1


@pytest.mark.fault("F187")
async def test_a_chunk_that_carries_more_than_its_size_is_still_one_request(port: int) -> None:
    answer = await said(
        port, b"POST /echo HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n3;name=value\r\nabc\r\n0\r\n\r\n"
    )
    assert answer.count(b"HTTP/1.") == 1
    assert answer.endswith((b"abc", b"</html>")) or b" 400 " in answer


@pytest.mark.fault("F187")
async def test_a_body_that_is_too_large_is_refused(port: int) -> None:
    head = b"POST /echo HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 20000\r\n\r\n"
    assert b" 413 " in (await said(port, head, b"a" * 20_000)).split(b"\r\n")[0]


@pytest.mark.fault("F187")
async def test_a_body_that_never_ends_is_given_up(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("adapters.web.app.SLOWEST", 0.1)
    answer = await said(port, b"POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 30\r\n\r\nabc")
    assert b" 408 " in answer.split(b"\r\n")[0]


async def test_a_door_that_is_taken_is_refused_with_what_to_change() -> None:
    with opened("127.0.0.1", 0) as door, pytest.raises(PermanentError, match="RECAP_LISTEN") as raised:
        opened("127.0.0.1", door.getsockname()[1])
    assert "while attempting" not in str(raised.value)


async def test_a_door_outlasts_who_answers_behind_it() -> None:
    app = application()
    Health().add_to(app)
    with opened("::1", 0) as door:
        async with served(app, door):
            pass
        reader, writer = await asyncio.open_connection("::1", door.getsockname()[1])
        writer.write(b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        second = application()
        Health().add_to(second)
        async with served(second, door):
            assert (await reader.read()).startswith(b"HTTP/1.1 200")
        writer.close()


async def well() -> None:
    return


@pytest.mark.fault("F188")
async def test_many_who_ask_cost_one_look_a_second() -> None:
    looks: list[str] = []
    now = [0.0]

    async def check() -> None:
        looks.append("store")
        await asyncio.sleep(0)

    health = Health(checks={"store": check}, clock=lambda: now[0])
    await asyncio.gather(*(health.looks() for _ in range(50)))
    assert looks == ["store"]
    now[0] = 1.5
    await health.looks()
    assert looks == ["store"] * 2


@pytest.mark.fault("F188")
@pytest.mark.origin("S26")
async def test_details_name_what_is_wrong_to_administrators_alone() -> None:
    async def away() -> None:
        raise TransientError("The store is away.")

    async def hangs() -> None:
        raise TimeoutError

    health = Health(checks={"store": away, "slack": well, "discord": hangs}, token=Secret("0123456789abcdef"), is_ready=True)
    app = application()
    health.add_to(app)
    with opened("127.0.0.1", 0) as door:
        async with served(app, door):
            port = door.getsockname()[1]
            ready = await said(port, b"GET /readyz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            health.needs = ("slack",)
            ready_for_slack = await said(port, b"GET /readyz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            stranger = await said(port, b"GET /health/detailed HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            admin = await said(
                port, b"GET /health/detailed HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer 0123456789abcdef\r\nConnection: close\r\n\r\n"
            )
    assert b" 503 " in ready
    assert b" 200 " in ready_for_slack
    assert b"away" not in ready + stranger
    assert b" 401 " in stranger
    assert b" 503 " in admin
    assert b'"degraded"' in admin
    assert b"The store is away." in admin
    assert b"no answer in time" in admin

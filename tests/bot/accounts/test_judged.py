"""A host that a person named is judged where the connection really goes, in every client that carries a token there."""

import asyncio
import os
import socket
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from adapters.github import rest
from adapters.github.client import Client
from adapters.github.found import Found
from bot.accounts import repositories, visibilities
from bot.accounts.hosts import Hosts
from bot.accounts.linked import Links
from bot.accounts.sources import source_of
from bot.environment.settings import Settings
from bot.terminal.outside import Outside
from core.clearances import identities
from core.errors import OutsideError, PermanentError
from core.model import Account, Provider, Query, Secret
from core.unlinked import Unlinked
from tests.bot.links import ANA, NOW, PAST, opened
from tests.store import Server

NAME, PROXY = "git.example.org", "proxy.example.org"
PUBLIC, INSIDE = "8.8.8.8", "127.0.0.1"
Use = Callable[[Account, Links], Awaitable[object]]


async def identify(account: Account, links: Links) -> None:
    site = links.hosts(account.provider, account.host)
    await site.identify(account.token, site.api)


async def tell(account: Account, links: Links) -> None:
    fresh = await links.fresh(account)
    async for _ in source_of(fresh, links, lambda: NOW).events(Query(window=PAST, now=NOW, people=tuple(identities(account)))):
        pass


async def name(account: Account, links: Links) -> None:
    fresh = await links.fresh(account)
    await repositories._LISTERS[fresh.provider](fresh, links, Outside(clock=lambda: NOW))


async def see(account: Account, links: Links) -> None:
    fresh = await links.fresh(account)
    await visibilities._LISTERS[fresh.provider](fresh, links, lambda: NOW, None)


async def see_some(account: Account, links: Links) -> None:
    fresh = await links.fresh(account)
    await visibilities._LISTERS[fresh.provider](fresh, links, lambda: NOW, ["acme/web"])


USES: dict[str, Use] = {"identify": identify, "tell": tell, "name": name, "see": see, "see some": see_some}
each_way = pytest.mark.parametrize("use", USES.values(), ids=USES)
each_kind = pytest.mark.parametrize("provider", Provider)


class Resolver:
    """Knows names: each has one answer after the other, and the last one again and again; all lead to one port."""

    def __init__(self, port: int, answers: dict[str, list[str]]) -> None:
        self.port = port
        self.answers = answers
        self.asked: list[str] = []
        self._system = socket.getaddrinfo

    def __call__(self, name: str, *rest: Any, **words: Any) -> list[Any]:
        if name not in self.answers:
            return self._system(name, *rest, **words)
        self.asked.append(name)
        left = self.answers[name]
        address = left.pop(0) if len(left) > 1 else left[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", (address, self.port))]


class Door:
    """A server that would take whatever comes."""

    def __init__(self) -> None:
        self.port = 0
        self.heard = asyncio.Event()
        self.bytes = b""

    async def meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.bytes += await reader.read(1 << 16)
        if self.bytes:
            self.heard.set()
        writer.transport.abort()


@asynccontextmanager
async def door() -> AsyncGenerator[Door, None]:
    found = Door()
    async with await asyncio.start_server(found.meet, INSIDE, 0) as server:
        found.port = server.sockets[0].getsockname()[1]
        yield found


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in [one for one in os.environ if one.lower().endswith("_proxy")]:
        monkeypatch.delenv(variable)


@pytest_asyncio.fixture
async def links(server: Server, tmp_path: Path) -> AsyncGenerator[Links, None]:
    async with opened(server, tmp_path) as found:
        yield found


def account(provider: Provider) -> Account:
    host = f"{NAME}/Main" if provider is Provider.AZURE else NAME
    return Account(owner=ANA, provider=provider, host=host, id="1", login="ana", node="U_1", token=Secret("the-token"))


def allowing(links: Links, listed: str) -> Links:
    return replace(links, hosts=Hosts(Settings(allowed_hosts=listed)))


async def heard(work: Awaitable[object], there: Door) -> bytes:
    """Return the first that a server hears of some work, which is not waited for."""
    running = asyncio.ensure_future(work)
    running.add_done_callback(lambda _: there.heard.set())
    async with asyncio.timeout(10):
        await there.heard.wait()
    running.cancel()
    with suppress(asyncio.CancelledError, OutsideError):
        await running
    return there.bytes


@pytest.mark.fault("F181")
@each_kind
@each_way
async def test_a_name_that_leads_inside_after_the_check_gets_no_byte(
    links: Links, monkeypatch: pytest.MonkeyPatch, provider: Provider, use: Use
) -> None:
    async with door() as there:
        names = Resolver(there.port, {NAME: [PUBLIC, INSIDE]})
        monkeypatch.setattr(socket, "getaddrinfo", names)
        with pytest.raises(PermanentError, match=rf"^{NAME} leads to an address that Recap does not talk to") as error:
            await use(account(provider), allowing(links, NAME))

    assert len(names.asked) > 1
    assert there.bytes == b""
    assert not error.value.is_partial


@pytest.mark.fault("F181")
async def test_the_way_without_graphql_gets_no_byte_either(monkeypatch: pytest.MonkeyPatch) -> None:
    nothing, one = Unlinked(), account(Provider.GITHUB)
    api, judge = Hosts(Settings(allowed_hosts=NAME)).way_to(one)
    async with door() as there, Client(one, api, "", nothing, nothing, lambda: NOW, judge=judge) as client:
        monkeypatch.setattr(socket, "getaddrinfo", Resolver(there.port, {NAME: [INSIDE]}))
        with pytest.raises(PermanentError, match="leads to an address that Recap does not talk to"):
            await rest.threads(client, Found(), "author:ana", has_commits=False)

    assert there.bytes == b""


@pytest.mark.fault("F181")
@each_kind
@each_way
async def test_a_name_that_leads_where_it_may_is_talked_to(
    links: Links, monkeypatch: pytest.MonkeyPatch, provider: Provider, use: Use
) -> None:
    async with door() as there:
        monkeypatch.setattr(socket, "getaddrinfo", Resolver(there.port, {NAME: [INSIDE]}))
        told = await heard(use(account(provider), allowing(links, f"{NAME}=127.0.0.0/8")), there)

    assert told.startswith(b"\x16\x03")  # TLS begins


@each_kind
@each_way
async def test_a_proxy_is_none_of_the_hosts_that_are_judged(
    links: Links, monkeypatch: pytest.MonkeyPatch, provider: Provider, use: Use
) -> None:
    async with door() as there:
        monkeypatch.setattr(socket, "getaddrinfo", Resolver(there.port, {NAME: [PUBLIC], PROXY: [INSIDE]}))
        monkeypatch.setenv("HTTPS_PROXY", f"http://{PROXY}:3128")
        told = await heard(use(account(provider), allowing(links, NAME)), there)

    assert told.startswith(f"CONNECT {NAME}:443 ".encode())


@each_kind
@pytest.mark.parametrize("use", [identify, tell])
async def test_a_login_in_netrc_keeps_no_token_from_its_host(
    links: Links, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, provider: Provider, use: Use
) -> None:
    (tmp_path / "netrc").write_text("default login ana password secret\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    async with door() as there:
        monkeypatch.setattr(socket, "getaddrinfo", Resolver(there.port, {NAME: [INSIDE]}))
        told = await heard(use(account(provider), allowing(links, f"{NAME}=127.0.0.0/8")), there)

    assert told.startswith(b"\x16\x03")

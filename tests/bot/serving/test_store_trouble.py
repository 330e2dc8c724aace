"""The store is away, breaks off or is full under a whole bot in Slack: who asks is told so, and nobody has to start it again."""

import asyncio
import logging
from collections.abc import AsyncGenerator, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import pytest_asyncio

from core.model import Secret
from tests.bot.office import Office, office
from tests.servers.proxy import Proxy
from tests.store import Server

ANSWER = "single sign-on"


@pytest.fixture
def own() -> Iterator[Server]:
    with Server("--appendfsync", "no") as server:
        yield server


@pytest_asyncio.fixture
async def acme(own: Server, tmp_path: Path) -> AsyncGenerator[Office, None]:
    async with office(own, tmp_path) as one:
        yield one


async def asked(acme: Office, words: str) -> str:
    """Return what Ana is told, once the command was acknowledged."""
    screen = acme.ana.screen(acme.dev)
    before = len(screen.messages)
    delivery = await acme.ana.types(f"/recap {words}", acme.dev)
    assert delivery.is_taken
    await acme.slack.until(lambda: len(screen.messages) > before)
    return screen.told(screen.last)


@pytest.mark.fault("F040")
async def test_a_store_that_is_away_at_the_start_is_waited_for(acme: Office, own: Server) -> None:
    async with acme.bot() as bot:
        await acme.link(bot, acme.ana)
    own.stop()

    async def comes() -> None:
        while not acme.told:  # noqa: ASYNC110  it is looked at from outside
            await asyncio.sleep(0.01)
        own.start()

    coming = asyncio.create_task(comes())
    async with acme.bot():
        await coming
        assert ANSWER in await asked(acme, "last 3 days")
    assert len(acme.told) == 1
    assert "cannot be reached" in acme.told[0]


@pytest.mark.fault("F040")
async def test_a_store_that_goes_is_told_and_used_again_when_it_is_back(acme: Office, own: Server) -> None:
    async with acme.bot() as bot:
        await acme.link(bot, acme.ana)
        own.kill()
        assert "cannot be reached" in await asked(acme, "last 3 days")
        own.start()
        assert ANSWER in await asked(acme, "last 4 days")


@pytest.mark.fault("F041")
async def test_a_store_that_breaks_off_in_its_answers_is_told_and_used_again(acme: Office, own: Server) -> None:
    async with Proxy(own.socket) as proxy:
        acme.settings = replace(acme.settings, store=Secret(proxy.url))
        async with acme.bot() as bot:
            await acme.link(bot, acme.ana)
            proxy.drops, proxy.is_rude = lambda _: True, True
            assert "store" in await asked(acme, "last 3 days")
            proxy.drops = lambda _: False
            assert ANSWER in await asked(acme, "last 4 days")


@pytest.mark.fault("F048")
async def test_a_full_store_still_answers_and_says_what_it_cannot_keep(acme: Office, own: Server, caplog: pytest.LogCaptureFixture) -> None:
    async with acme.bot() as bot:
        await acme.link(bot, acme.ana)
        assert own.said("CONFIG", "SET", "maxmemory", "1") == "+OK"
        with caplog.at_level(logging.WARNING, "recap"):
            assert ANSWER in await asked(acme, "last 3 days")  # what is read goes on
            assert "no memory left" in await asked(acme, "connect github")  # what cannot be kept is not promised
        assert {"error": "OOM"} in [getattr(record, "fields", {}) for record in caplog.records if record.msg == "store failed"]
        assert own.said("CONFIG", "SET", "maxmemory", "0") == "+OK"
        assert ANSWER in await asked(acme, "last 4 days")

"""A second look at who may read what: each time anew, and what fails is not read."""

from pathlib import Path

import pytest

from bot.visibilities import HostVisibilities
from core.model import Account, Member, Provider, Secret, Visibility
from tests.bot.links import ANA, BOB, NOW, github, link, opened
from tests.store import Server


@pytest.mark.fault("F141")
async def test_visibility_is_asked_anew_each_time(server: Server, tmp_path: Path) -> None:
    async with github() as host, opened(server, tmp_path, host) as links:
        await link(links, host, ANA, "ana")
        visibilities = HostVisibilities(links=links, now=lambda: NOW)
        where = (links.hosts.usual(Provider.GITHUB), "acme/web")
        before = (await visibilities.seen_by(ANA)).repositories[where]
        web = host.world.repositories["acme/web"]
        web.visibility = "private" if before is Visibility.PUBLIC else "public"

        after = (await visibilities.seen_by(ANA)).repositories[where]

    assert {before, after} == {Visibility.PUBLIC, Visibility.PRIVATE}


async def test_account_that_fails_is_named_and_reads_nothing(server: Server, tmp_path: Path) -> None:
    async with github() as host, opened(server, tmp_path, host) as links:
        await link(links, host, ANA, "ana")
        gone = Account(owner=ANA, provider=Provider.GITHUB, host="github.com", id="9", login="old", token=Secret(""), is_dead=True)
        await links.accounts.save(gone)

        seen = await HostVisibilities(links=links, now=lambda: NOW).seen_by(ANA)

    assert list(seen.repositories) == [(links.hosts.usual(Provider.GITHUB), "acme/web")]
    assert len(seen.failures) == 1


async def test_who_has_no_account_reads_nothing(server: Server, tmp_path: Path) -> None:
    async with opened(server, tmp_path) as links:
        assert (await HostVisibilities(links=links, now=lambda: NOW).seen_by(Member("slack", "T2", BOB.user))).repositories == {}

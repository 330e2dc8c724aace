"""A second look at who may read what: each time anew, and what fails is not read."""

from dataclasses import replace
from pathlib import Path

import pytest

from adapters.files import Files, Folders
from bot.accounts.linked import linked
from bot.accounts.visibilities import HostVisibilities
from bot.environment.settings import Remote, Settings
from core.model import Account, Member, Provider, Secret, Visibility
from core.model.kept import Seen
from tests.bot.links import ANA, BOB, KEY, NOW, github, link, opened
from tests.servers import azure, gitlab
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
        old = Account(owner=ANA, provider=Provider.GITHUB, host="github.com", id="9", login="old", token=Secret("old"))
        for account in (old, replace(old, is_dead=True)):  # its host refused the token
            await links.accounts.save(account)

        seen = await HostVisibilities(links=links, now=lambda: NOW).seen_by(ANA)

    assert list(seen.repositories) == [(links.hosts.usual(Provider.GITHUB), "acme/web")]
    assert len(seen.failures) == 1


async def test_who_has_no_account_reads_nothing(server: Server, tmp_path: Path) -> None:
    async with opened(server, tmp_path) as links:
        assert (await HostVisibilities(links=links, now=lambda: NOW).seen_by(Member("slack", "T2", BOB.user))).repositories == {}


async def test_every_kind_of_host_says_who_may_read_what(server: Server, tmp_path: Path) -> None:
    lab, plan = gitlab.World(NOW), azure.World(NOW)
    ana, at_work = lab.user("ana", "Ana Lima"), plan.user("ana@acme.dev", "Ana Lima")
    lab.project("acme/front/web", members=[ana], visibility="internal")
    plan.repository(plan.project("Big Plan", members=[at_work]), "api")
    async with gitlab.GitLabServer(lab) as one, azure.AzureServer(plan) as other:
        base = other.url.removesuffix(f"/{plan.name}")
        read = Settings(store=Secret(server.url), secret_keys=Secret(KEY), gitlab=Remote(url=one.url), azure=Remote(url=base))
        async with linked(read, Files(Folders.of({"HOME": str(tmp_path)})), now=lambda: NOW, tell=lambda _: None) as links:
            for provider, host, token in (
                (Provider.GITLAB, "", one.token(ana).text),
                (Provider.AZURE, plan.name, other.token(at_work).text),
            ):
                site = links.hosts(provider, links.hosts.named(provider, host))
                await links.connector.by_token(ANA, site, Secret(token))

            visibilities = HostVisibilities(links=links, now=lambda: NOW)
            seen = await visibilities.seen_by(ANA)
            no_more = ((one.url.removeprefix("http://"), "acme/gone"), (seen_at(seen, "Big Plan/api"), "acme/Nothing"))
            some = {*no_more, *(key for key in seen.repositories if key[1] != "acme/Big Plan")}
            again = await visibilities.seen_by(ANA, of=some)
            many = await visibilities.seen_by(ANA, of={*some, *((no_more[0][0], f"acme/p{number}") for number in range(50))})

    assert again.repositories == many.repositories == {key: one for key, one in seen.repositories.items() if key in some}
    assert (sorted(again.gone), again.failures, len(many.gone)) == (sorted(no_more), (), 52)
    assert {name: visibility for (_, name), visibility in seen.repositories.items()} == {
        "acme/front/web": Visibility.INTERNAL,
        "acme/Big Plan": Visibility.PRIVATE,
        "acme/Big Plan/api": Visibility.PRIVATE,
    }
    assert seen.failures == ()


def seen_at(seen: Seen, name: str) -> str:
    return next(host for host, one in seen.repositories if one.endswith(name))

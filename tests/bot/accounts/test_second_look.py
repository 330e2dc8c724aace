"""A second look at who may read what an answer tells: at those repositories alone, in one round trip, and at what is gone."""

import time
from dataclasses import replace
from pathlib import Path

import pytest

from bot.accounts.visibilities import HostVisibilities
from core.audience import looked_up
from core.model import Provider, Visibility
from tests.bot.links import ANA, NOW, github, link, opened
from tests.facts import commit
from tests.servers.github.server import GitHubServer
from tests.servers.github.world import World
from tests.store import Server

MANY = 600


@pytest.mark.fault("F141")
async def test_look_at_some_of_six_hundred_repositories_is_one_call(server: Server, tmp_path: Path) -> None:
    world = World(NOW)
    ana = world.user("ana", "Ana Lima")
    for number in range(MANY):
        world.repository(f"acme/r{number}", readers=[ana], visibility="private")
    async with GitHubServer(world, latency=0.08) as host, opened(server, tmp_path, host) as links:
        await link(links, host, ANA, "ana")
        name = links.hosts.usual(Provider.GITHUB)
        visibilities, of = HostVisibilities(links=links, now=lambda: NOW), {(name, f"acme/r{number}") for number in range(9)}
        host.calls.clear()
        began = time.perf_counter()
        whole = await visibilities.seen_by(ANA)
        listed, calls = time.perf_counter() - began, len(host.calls)
        host.calls.clear()
        began = time.perf_counter()
        some = await visibilities.seen_by(ANA, of=of)
        looked = time.perf_counter() - began

        assert (len(whole.repositories), calls) == (MANY, 6)
        assert some.repositories == dict.fromkeys(of, Visibility.PRIVATE)
        assert [call.kind for call in host.calls] == ["graphql"]
        print(f"{MANY} repositories: all listed in {listed:.2f} s, nine looked at in {looked:.2f} s")  # noqa: T201  measured


@pytest.mark.fault("F141")
async def test_what_became_private_or_is_gone_is_not_told_as_public(server: Server, tmp_path: Path) -> None:
    async with github() as host, opened(server, tmp_path, host) as links:
        await link(links, host, ANA, "ana")
        name = links.hosts.usual(Provider.GITHUB)
        web = host.world.repositories["acme/web"]
        event = replace(commit("Add login", repository="acme/web", visibility=Visibility.PUBLIC), host=name)
        visibilities, of = HostVisibilities(links=links, now=lambda: NOW), {(name, "acme/web"), (name, "acme/no"), ("", "folder")}

        web.visibility = "private"
        seen = await visibilities.seen_by(ANA, of=of)
        assert (seen.repositories, seen.gone) == ({(name, "acme/web"): Visibility.PRIVATE}, ((name, "acme/no"),))
        assert [one.visibility for one in looked_up([event], seen)] == [Visibility.PRIVATE]

        web.readers.clear()
        seen = await visibilities.seen_by(ANA, of={(name, "acme/web")})
        assert [(one.visibility, one.host) for one in looked_up([event], seen)] == [(Visibility.UNKNOWN, "")]

        host.tokens.clear()
        seen = await visibilities.seen_by(ANA, of=of)
        assert (seen.repositories, seen.gone, len(seen.failures)) == ({}, (), 1)
        assert (await visibilities.seen_by(ANA, of={("gitlab.com", "acme/web")})).failures == ()

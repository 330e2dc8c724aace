"""What linking an account asks of an organisation."""

import asyncio
from datetime import timedelta

import pytest

from adapters.azure import repositories, whoami
from core.errors import AuthError, OutsideError, TransientError
from core.model import Profile, Secret, Visibility
from tests.adapters.azure.kit import QUICK, account
from tests.adapters.azure.team import Team
from tests.adapters.hosts.kit import NOW, FreeBudget, Kept, Sleeps
from tests.servers import faults
from tests.servers.azure import AzureServer

WHO = "/_apis/connectionData"


@pytest.mark.parametrize("is_personal", [True, False])
async def test_a_token_tells_whom_it_stands_for(team: Team, is_personal: bool) -> None:  # noqa: FBT001  a parameter
    async with AzureServer(team.world) as server:
        token = server.token(team.ana, is_personal=is_personal)
        profile = await whoami(Secret(token.text), server.url, limits=QUICK)

    assert profile == Profile(id=team.ana.id, login="ana@acme.dev", name="Ana Silva", emails=("ana@acme.dev",))
    assert len(server.asked) == 1


@pytest.mark.fault("F063")
async def test_who_links_waits_for_nobody_else_who_does(team: Team) -> None:
    async with AzureServer(team.world) as server:
        token = Secret(server.token(team.ana).text)
        server.plan(WHO, faults.stalls)
        waiting = [asyncio.create_task(whoami(token, server.url)) for _ in range(10)]
        await asyncio.wait(waiting, timeout=0.1)
        server.heal()
        async with asyncio.timeout(5):
            assert (await whoami(token, server.url)).id == team.ana.id
        for one in waiting:
            one.cancel()
        await asyncio.wait(waiting)


async def test_a_token_that_is_refused_and_a_host_that_is_none(team: Team) -> None:
    async with AzureServer(team.world) as server:
        with pytest.raises(AuthError, match=f"{server.host} refused the token of this account"):
            await whoami(Secret("AZDO"), server.url, limits=QUICK)
        server.plan(WHO, faults.page())
        with pytest.raises(TransientError, match="page instead of data"):
            await whoami(Secret("AZDO"), server.url, sleep=Sleeps(), limits=QUICK)


async def test_a_public_organisation_that_knows_nobody_refuses(team: Team) -> None:
    nobody = {"id": "aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa", "providerDisplayName": "Anonymous"}
    async with AzureServer(team.world) as server:
        server.plan(WHO, faults.says({"authenticatedUser": nobody}))
        with pytest.raises(AuthError, match="refused"):
            await whoami(Secret("AZDO"), server.url, limits=QUICK)


@pytest.mark.parametrize(
    "answer", [{}, [], {"authenticatedUser": {"id": "1"}}, {"authenticatedUser": {"properties": {"Account": {"$value": "a"}}}}]
)
async def test_an_answer_that_names_nobody_is_none(team: Team, answer: object) -> None:
    async with AzureServer(team.world) as server:
        server.plan(WHO, faults.says(answer))
        with pytest.raises(TransientError, match="not whole"):
            await whoami(Secret("AZDO"), server.url, limits=QUICK)


async def test_repositories_are_listed_and_good_for_an_hour(team: Team) -> None:
    memory = Kept()
    opened = team.world.project("Open", members=[team.ana], visibility="public")
    team.world.repository(opened, "site")
    team.world.repository(team.world.project("Hidden", members=[team.bob]), "secret")
    async with AzureServer(team.world) as server:
        who = account(team.ana, server.token(team.ana))
        for _ in range(2):
            found = await repositories(who, url=server.url, budget=FreeBudget(), memory=memory, clock=lambda: memory.now, limits=QUICK)
            assert found == [("acme/Big Plan/web", Visibility.PRIVATE), ("acme/Open/site", Visibility.PUBLIC)]
        assert [call.path for call in server.asked] == [WHO, "/_apis/git/repositories"]

        memory.now = NOW + timedelta(hours=1)
        await repositories(who, url=server.url, budget=FreeBudget(), memory=memory, clock=lambda: memory.now, limits=QUICK)
        assert len(server.asked) == 4


async def test_repositories_that_cannot_be_listed_are_an_error(team: Team) -> None:
    async with AzureServer(team.world) as server:
        who = account(team.ana, server.token(team.ana, "vso.work"))
        with pytest.raises(OutsideError, match=r"Code \(read\)"):
            await repositories(who, url=server.url, budget=FreeBudget(), memory=Kept(), clock=lambda: NOW, limits=QUICK)
        server.plan("/_apis/git/repositories", faults.says({"value": []}, x_ms_continuationtoken="7"))
        with pytest.raises(OutsideError, match="not whole"):
            await repositories(who, url=server.url, budget=FreeBudget(), memory=Kept(), clock=lambda: NOW, limits=QUICK)

"""What linking an account learns from a GitLab."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from aiohttp import web

from adapters.gitlab import repositories, scopes_of, whoami
from core.errors import AuthError, PermanentError
from core.model import Secret, Visibility
from tests.adapters.gitlab.kit import PATIENT, account
from tests.adapters.gitlab.team import Team
from tests.adapters.hosts.kit import NOW, FreeBudget, Kept, Sleeps
from tests.servers import faults
from tests.servers.gitlab import GitLabServer


async def test_a_token_tells_whom_it_stands_for(team: Team) -> None:
    async with GitLabServer(team.world) as server:
        token = server.token(team.ana, "read_api", "read_user")
        me = await whoami(Secret(token.text), server.url, sleep=Sleeps(), limits=PATIENT)

    assert me == (str(team.ana.id), "ana", "Ana Silva", ("ana@acme.dev", "ana@home.dev"), ("read_api", "read_user"))


async def test_a_token_of_oauth_tells_its_scopes_too(team: Team) -> None:
    async with GitLabServer(team.world) as server:
        token = server.token(team.ana, "read_api", is_personal=False)
        me = await whoami(Secret(token.text), server.url + "/api/v4/", sleep=Sleeps(), limits=PATIENT)

    assert me.scopes == ("read_api",)


async def test_a_host_that_does_not_say_the_scopes(team: Team) -> None:
    async with GitLabServer(team.world) as server:
        server.plan("/personal_access_tokens/self|/oauth/token/info|/user/emails", faults.refuses(404))
        me = await whoami(Secret(server.token(team.ana).text), server.url, sleep=Sleeps(), limits=PATIENT)

    assert me.scopes == ()
    assert me.emails == ("ana@acme.dev",)


async def test_a_token_that_is_refused_and_a_host_that_is_none(team: Team) -> None:
    async with GitLabServer(team.world) as server:
        with pytest.raises(AuthError, match="refused the token of this account"):
            await whoami(Secret("glpat-unknown"), server.url, sleep=Sleeps(), limits=PATIENT)
        server.plan("/user", faults.says({"hello": "world"}))
        with pytest.raises(PermanentError, match="no such page"):
            await whoami(Secret(server.token(team.ana).text), server.url, sleep=Sleeps(), limits=PATIENT)
    assert server.intruders


@pytest.mark.origin("S03")
async def test_projects_are_listed_and_good_for_an_hour(team: Team) -> None:
    team.world.project("acme/a", visibility="internal", members=[team.ana])
    team.world.project("bob/open", visibility="public", members=[team.bob])
    memory = Kept()
    async with GitLabServer(team.world) as server:
        who = account(team.ana, server.token(team.ana))
        listed = partial(repositories, who, budget=FreeBudget(), memory=memory, clock=lambda: memory.now, url=server.url, limits=PATIENT)
        first = await listed()
        calls = len(server.asked)
        assert await listed() == first
        assert len(server.asked) == calls
        memory.now = NOW + timedelta(minutes=61)
        await listed()

    assert first == [("acme/a", Visibility.INTERNAL), ("acme/front/web", Visibility.PRIVATE)]
    assert len(server.asked) > calls


async def test_projects_that_cannot_be_listed_are_an_error(team: Team) -> None:
    for number in range(120):
        team.world.project(f"acme/p{number}", members=[team.ana])
    async with GitLabServer(team.world) as server:

        async def fails(request: web.Request, there: GitLabServer) -> web.StreamResponse:
            return web.Response(status=403) if "id_after" in request.query else await there.answered(request)

        server.plan("/projects", fails)
        who = account(team.ana, server.token(team.ana))
        with pytest.raises(PermanentError, match="403"):
            await repositories(who, url=server.url, budget=FreeBudget(), memory=Kept(), clock=lambda: NOW, limits=PATIENT)


@pytest.mark.parametrize(
    ("scopes", "says"),
    [(("api",), "change everything"), (("read_api",), "change nothing"), (("read_user",), "stay closed"), ((), "does not say")],
)
def test_scopes_are_explained(team: Team, scopes: tuple[str, ...], says: str) -> None:
    who = replace(account(team.ana, "glpat-x"), scopes=scopes)
    assert says in scopes_of(who)

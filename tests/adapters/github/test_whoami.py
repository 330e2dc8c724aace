"""Whose token it is, and which repositories it opens."""

import asyncio
import json
from threading import Event

import pytest
from github import Github

from adapters.github.repositories import repositories
from adapters.github.sdk import THREADS, asked
from adapters.github.whoami import host_of, whoami
from core.errors import AuthError, OutsideError, PermanentError, RateLimitedError, TransientError
from core.model import Secret
from tests.adapters.github.house import KeptMemory, account_of
from tests.servers.faults import bomb, cut, leads_to, page, resets, stalls
from tests.servers.github import faults
from tests.servers.github.server import GitHubServer
from tests.servers.github.world import World
from tests.servers.host import Turn


async def test_a_classic_token_tells_its_owner_addresses_and_scopes(world: World, server: GitHubServer) -> None:
    ana = world.users["ana"]
    profile = await whoami(Secret(server.token(ana).text), server.url)

    assert (profile.id, profile.login, profile.name, profile.node) == (str(ana.id), "ana", "Ana Silva", ana.node)
    assert profile.emails == ("ana@example.org", f"{ana.id}+ana@users.noreply.github.com")
    assert profile.scopes == ("repo", "read:user", "user:email")
    assert all(call.headers["Authorization"].startswith("Bearer ") for call in server.calls)


async def test_a_fine_grained_token_has_no_scopes_and_one_without_addresses_has_the_stand_in(world: World, server: GitHubServer) -> None:
    ana = world.users["ana"]
    assert (await whoami(Secret(server.token(ana, is_fine=True).text), server.url)).scopes is None
    profile = await whoami(Secret(server.token(ana, scopes=("repo",)).text), server.url)
    assert profile.emails == (f"{ana.id}+ana@users.noreply.github.com",)


@pytest.mark.parametrize(
    ("turn", "kind"),
    [
        (faults.refuses(401, "Bad credentials"), AuthError),
        (faults.refuses(403, "secondary rate limit", Retry_After="30"), RateLimitedError),
        (faults.refuses(404, "Not Found"), PermanentError),
        (faults.refuses(202, "Wait"), TransientError),
        (faults.refuses(500, "no"), TransientError),
        (page(), TransientError),
        (page(502), TransientError),
        (cut, TransientError),
        (bomb, TransientError),
        (resets, TransientError),
        (faults.says([]), TransientError),
        (faults.says({"id": 1, "login": None}), TransientError),
        (leads_to("https://elsewhere.example/"), OutsideError),
    ],
)
@pytest.mark.fault("F063")
async def test_whatever_else_answers_is_an_error_of_ours(world: World, server: GitHubServer, turn: Turn, kind: type[OutsideError]) -> None:
    token = server.token(world.users["ana"]).text
    server.plan("/user", turn)
    with pytest.raises(kind) as raised:
        await whoami(Secret(token), server.url)
    assert token not in f"{raised.value!r}{raised.value.__cause__!r}"
    assert len(server.calls) == 1, "neither waited nor asked again"


async def test_where_nothing_listens_is_an_error_of_ours() -> None:
    with pytest.raises(TransientError, match=r"^127\.0\.0\.1 could not be reached"):
        await whoami(Secret("ghp_x"), "http://127.0.0.1:9")


@pytest.mark.fault("F063")
async def test_a_host_that_hangs_holds_up_no_other(world: World, server: GitHubServer) -> None:
    ana = world.users["ana"]
    async with GitHubServer(world) as hangs:
        hangs.plan("", stalls)
        waiting = [asyncio.create_task(whoami(Secret(hangs.token(ana).text), hangs.url)) for _ in range(2 * THREADS)]
        await asyncio.wait(waiting, timeout=0.1)
        async with asyncio.timeout(5):
            names = await repositories(account_of(server.token(ana)), api=server.url, memory=KeptMemory())
        for one in waiting:
            one.cancel()
        await asyncio.wait(waiting)

    assert len(hangs.calls) == THREADS
    assert "acme/web" in names


@pytest.mark.fault("F063")
async def test_who_gives_up_on_a_host_that_hangs_frees_its_threads(world: World, server: GitHubServer) -> None:
    token = Secret(server.token(world.users["ana"]).text)
    server.plan("", stalls)
    waiting = [asyncio.create_task(whoami(token, server.url)) for _ in range(THREADS)]
    await asyncio.wait(waiting, timeout=0.1)
    for one in waiting:
        one.cancel()
    await asyncio.wait(waiting)
    server.plans.clear()

    async with asyncio.timeout(5):
        assert (await whoami(token, server.url)).login == "ana"
    assert len(server.calls) == THREADS + 2


async def test_what_nobody_waits_for_any_more_asks_no_further(world: World, server: GitHubServer) -> None:
    begun, given_up, ended, errors = Event(), Event(), Event(), list[TransientError]()

    def work(github: Github) -> None:
        begun.set()
        given_up.wait(5)
        with pytest.raises(TransientError) as raised:
            github.requester.requestJsonAndCheck("GET", "/user")
        errors.append(raised.value)
        ended.set()

    asking = asyncio.create_task(asked(work, Secret(server.token(world.users["ana"]).text), server.url, host="127.0.0.1", login="ana"))
    await asyncio.to_thread(begun.wait, 5)
    asking.cancel()
    await asyncio.wait({asking})
    given_up.set()
    await asyncio.to_thread(ended.wait, 5)

    assert len(errors) == 1
    assert server.calls == []


def test_a_host_is_called_as_people_call_it() -> None:
    assert [host_of(api) for api in ("https://api.github.com", "https://git.example.org/api/v3", "nonsense")] == [
        "github.com",
        "git.example.org",
        "nonsense",
    ]


@pytest.mark.origin("S03")
async def test_repositories_are_listed_once_an_hour_for_each_viewer(world: World, server: GitHubServer) -> None:
    ana, eve = world.users["ana"], world.users["eve"]
    for number in range(120):
        world.repository(f"many/r{number:03}", readers=[ana])
    world.push(world.repositories["acme/web"], ana, world.now)
    memory, account = KeptMemory(), account_of(server.token(ana))

    names = await repositories(account, api=server.url, memory=memory)
    assert (len(names), names[0]) == (122, "acme/web")
    server.calls.clear()
    assert await repositories(account, api=server.url, memory=memory) == names
    assert server.calls == []
    assert memory.seconds == {"repositories": 3_600}
    assert await repositories(account_of(server.token(eve)), api=server.url, memory=memory) == []
    assert json.loads(memory.kept[account.owner, account.provider, account.host, account.id, "repositories"]) == names

"""What is remembered between two questions, and for whom."""

from datetime import timedelta

import pytest

from core.model import Identity, Where
from tests.adapters.github.house import NOW, TODAY, WEEK, KeptMemory, account_of, asker, at, lines
from tests.servers.github import faults
from tests.servers.github.server import GitHubServer
from tests.servers.github.world import World


async def test_a_past_window_is_asked_for_once(world: World, server: GitHubServer) -> None:
    ana, web = world.users["ana"], world.repositories["acme/web"]
    world.commit(web, ana, "Mine", at(1))
    asking = asker(server, ana)
    first = await asking.asks()
    server.calls.clear()

    assert await asking.asks() == first != []
    assert server.calls == []
    assert isinstance(asking.memory, KeptMemory)
    assert 600 <= asking.memory.seconds["found"] <= 86_400  # pushes may come late


async def test_a_window_that_reaches_now_is_only_asked_conditionally_until_something_happens(world: World, server: GitHubServer) -> None:
    ana, bob, web = world.users["ana"], world.users["bob"], world.repositories["acme/web"]
    pull = world.pull(web, ana, "Mine", at(7), branch="mine")
    asking = asker(server, ana)
    await asking.asks(TODAY)
    server.calls.clear()

    assert lines(await asking.asks(TODAY)) == ["Mon 10:00 pull_opened acme/web #1"]
    assert server.calls
    assert all(call.is_conditional and call.status == 304 for call in server.calls)

    world.merge(pull, bob, at(8), squash=True)
    assert "Tue 10:00 pull_merged acme/web #1" in lines(await asking.asks(TODAY))

    server.plan("/events", faults.refuses(500, "no"))
    assert lines(await asking.asks(TODAY))
    assert "failed" in asking.problem


async def test_what_everybody_did_in_a_repository_is_asked_for_again_once_something_happens(world: World, server: GitHubServer) -> None:
    ana, bob, web = world.users["ana"], world.users["bob"], world.repositories["acme/web"]
    where = Where(repositories=("acme/web",))
    world.commit(web, ana, "Mine", at(7))
    world.push(web, ana, at(7))
    asking = asker(server, ana)
    first = lines(await asking.asks(TODAY, where=where))
    server.calls.clear()

    assert lines(await asking.asks(TODAY, where=where)) == first != []
    assert server.calls
    assert all(call.is_conditional and call.status == 304 for call in server.calls)

    world.commit(web, bob, "His", at(8))
    world.push(web, bob, at(8))
    assert len(await asking.asks(TODAY, where=where)) == len(first) + 1


async def test_the_end_of_a_window_that_reaches_now_moves(world: World, server: GitHubServer) -> None:
    ana, web = world.users["ana"], world.repositories["acme/web"]
    asking = asker(server, ana)
    await asking.asks(TODAY)
    world.commit(web, ana, "Just now", NOW + timedelta(minutes=1))
    world.now = NOW + timedelta(minutes=2)
    world.push(web, ana, world.now)
    later = type(TODAY)(TODAY.start, world.now, TODAY.zone, TODAY.label)

    assert lines(await asking.asks(later, now=world.now)) == ["Wed 12:01 commit acme/web Just now"]


@pytest.mark.fault("F142")
@pytest.mark.fault("F143")
async def test_nobody_is_given_what_was_fetched_for_another_viewer_tenant_or_host(world: World, server: GitHubServer) -> None:
    ana, bob, eve = world.users["ana"], world.users["bob"], world.users["eve"]
    for name in ("acme/web", "acme/api"):
        world.commit(world.repositories[name], bob, f"Work on {name}", at(1))
        world.push(world.repositories[name], bob, at(1))
    who = Identity("", login="github:bob")
    memory = KeptMemory()
    cells = 0
    for tenant in ("one", "two"):
        for host in ("github.com", "github.example.org"):
            for viewer, may_see in ((ana, ["acme/api", "acme/web"]), (eve, ["acme/api"]), (ana, ["acme/api", "acme/web"])):
                asking = asker(server, viewer)
                asking.account = account_of(server.token(viewer), host=host, tenant=tenant)
                asking.memory = memory
                assert [event.repository for event in await asking.asks(WEEK, who)] == may_see
                cells += len(may_see)
    assert cells == 20


async def test_what_failed_in_part_is_not_remembered(world: World, server: GitHubServer) -> None:
    ana, web = world.users["ana"], world.repositories["acme/web"]
    world.commit(web, ana, "On a branch", at(1), branch="try")
    world.push(web, ana, at(1), branch="try")
    asking = asker(server, ana)
    server.plan("/events", faults.refuses(503, "no"), times=2)

    assert await asking.asks() == []
    assert asking.problem.startswith("github.com failed (status 503)")
    assert lines(await asking.asks()) == ["Tue 10:00 commit acme/web On a branch"]
    assert asking.problem == ""


async def test_garbage_in_the_memory_is_passed_over(world: World, server: GitHubServer) -> None:
    ana, web = world.users["ana"], world.repositories["acme/web"]
    world.commit(web, ana, "Mine", at(1))
    asking = asker(server, ana)
    asking.account = account_of(server.token(ana))
    await asking.asks(TODAY, Identity("", login="github:bob"))
    first = await asking.asks()
    assert isinstance(asking.memory, KeptMemory)
    asking.memory.kept = dict.fromkeys(asking.memory.kept, b"garbage")

    assert await asking.asks() == first
    await asking.asks(TODAY, Identity("", login="github:bob"))
    assert "knows no account" not in asking.problem

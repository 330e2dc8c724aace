"""Lists with many pages, and what is cut off from them is named."""

from datetime import timedelta

import pytest
from aiohttp import web

from adapters.azure import commits, items, reading, requests, written
from core.errors import PermanentError
from core.model import EventKind, Where
from tests.adapters.azure.kit import account, source
from tests.adapters.azure.team import Team
from tests.adapters.hosts.kit import MONDAY, found, query
from tests.servers import faults
from tests.servers.azure import AzureServer

MINUTE = timedelta(minutes=1)


@pytest.mark.fault("F064")
async def test_all_pages_of_every_kind_are_read(team: Team) -> None:
    world, web, ana = team.world, team.web, team.ana
    made = [world.commit(web, ana, f"Commit {number}", MONDAY + number * MINUTE, branch="b") for number in range(130)]
    for number in range(130):
        world.push(web, ana, MONDAY + number * MINUTE, branch="b")
    big = world.request(web, ana, "Big", MONDAY, branch="b", commits=made)
    for number in range(230):
        world.request(web, ana, f"Request {number}", MONDAY + number * MINUTE, branch=f"r{number}")
    busy = world.item(team.plan, ana, "Busy", MONDAY)
    for number in range(230):
        world.comment(busy, ana, f"Comment {number}", MONDAY + number * MINUTE)
    for number in range(210):
        world.item(team.plan, ana, f"Item {number}", MONDAY)

    async with AzureServer(world) as server:
        events, error = await found(source(server, account(ana, server.token(ana))), query())

    assert "only the first 200 of the pull requests of others" in str(error)
    counts = {kind: sum(event.kind is kind for event in events) for kind in EventKind}
    assert (counts[EventKind.COMMIT], counts[EventKind.PULL_OPENED]) == (130, 231)
    assert (counts[EventKind.COMMENT], counts[EventKind.ISSUE_OPENED]) == (230, 211)
    thread = next(event.thread for event in events if event.ref == f"!{big.number}")
    assert thread
    assert len(thread.commits) == 130


@pytest.mark.fault("F064")
async def test_a_missing_page_leaves_the_others_and_is_named(team: Team) -> None:
    made = [team.world.commit(team.web, team.ana, f"Commit {number}", MONDAY + number * MINUTE, branch="b") for number in range(130)]
    team.world.request(team.web, team.ana, "Big", MONDAY, branch="b", commits=made)

    async with AzureServer(team.world) as server:
        server.plan(".*/pullRequests/[0-9]+/commits", faults.passes, times=1)
        server.plan(".*/pullRequests/[0-9]+/commits", faults.refuses(404))
        events, error = await found(team.reading(server), query())

    assert sum(event.kind is EventKind.COMMIT for event in events) == 100
    assert isinstance(error, PermanentError)
    assert "commits of !" in str(error)


@pytest.mark.fault("F064")
async def test_a_token_that_leads_round_in_a_circle_ends(team: Team) -> None:
    team.work()
    bare = team.world.project("Bare", members=[team.ana])
    team.world.item(bare, team.ana, "Think", MONDAY)
    async with AzureServer(team.world) as server:
        server.plan("/_apis/projects", faults.says({"value": []}, x_ms_continuationtoken="7"))
        events, error = await found(team.reading(server), query())

    assert len(events) == 3
    assert "projects (sent data that is not whole" in str(error)
    assert sum(call.path == "/_apis/projects" for call in server.asked) == 2


@pytest.mark.fault("F064")
async def test_a_list_without_an_end_is_cut_and_named(team: Team) -> None:
    team.work()
    full = {"value": [{"pullRequestId": -number} for number in range(200)]}
    async with AzureServer(team.world) as server:
        server.plan("/_apis/git/pullrequests", faults.says(full))
        events, error = await found(team.reading(server), query())

    assert len(events) == 2
    assert "only the first 2,000 of the pull requests by creator were looked at" in str(error)
    assert sum(call.path == "/_apis/git/pullrequests" for call in server.asked) == 42


@pytest.mark.fault("F064")
async def test_an_entry_that_moves_to_the_next_page_is_told_once(team: Team) -> None:
    for number in range(210):
        team.world.request(team.web, team.ana, f"Request {number}", MONDAY + number * MINUTE, branch=f"r{number}")
    async with AzureServer(team.world) as server:

        async def moves(request: web.Request, there: AzureServer) -> web.StreamResponse:
            answer = await there.answered(request)
            team.world.request(team.web, team.bob, "New", MONDAY, branch="n")
            return answer

        server.plan("/_apis/git/pullrequests", moves)
        events, _ = await found(team.reading(server), query())

    assert sum(event.kind is EventKind.PULL_OPENED for event in events) == 210


async def test_too_many_of_anything_are_cut_and_named(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    world, ana, bob = team.world, team.ana, team.bob
    monkeypatch.setattr(reading, "MOST", 2)
    monkeypatch.setattr(items, "_MOST", 3)
    monkeypatch.setattr(items, "_COMMENTED", 1)
    monkeypatch.setattr(requests, "OTHERS", 1)
    monkeypatch.setattr(commits, "_BRANCHES", 1)
    monkeypatch.setattr(written, "_WHOLE", 1)
    for number in range(2):
        repository = world.repository(team.plan, f"r{number}")
        world.commit(repository, bob, "Begin", MONDAY)
        world.comment(world.item(team.plan, ana, f"Item {number}", MONDAY), ana, "Hm", MONDAY)
        world.request(team.web, bob, f"Bob's {number}", MONDAY, branch=f"b{number}")
    world.request(team.web, ana, "Ana's", MONDAY, branch="main")
    world.item(team.plan, ana, "Third", MONDAY)
    for branch in ("one", "two"):
        world.commit(team.web, ana, f"On {branch}\n\nMore.", MONDAY, branch=branch)
        world.push(team.web, ana, MONDAY, branch=branch)
    world.commit(team.web, ana, "On main\n\nMore.", MONDAY)
    world.push(team.web, ana, MONDAY)

    async with AzureServer(world) as server:
        monkeypatch.setattr("core.answers._SHOWN", 9)
        events, error = await found(source(server, account(ana, server.token(ana))), query())

    assert {event.title for event in events if event.change} == {"On two", "On main"}
    for told in (
        "2 of 3 repositories were looked at",
        "only the first 3 of the work items",
        "only the first 1 of the work items with comments",
        "comments on 1 pull requests of others",
        "only the first 1 of the branches pushed in acme/Big Plan/web",
        "1 commit messages were read in their first line alone",
    ):
        assert told in str(error)


async def test_requests_of_others_beyond_a_page_are_named(team: Team) -> None:
    for number in range(201):
        team.world.request(team.web, team.bob, f"Bob's {number}", MONDAY, branch=f"b{number}")
    async with AzureServer(team.world) as server:
        _, error = await found(team.reading(server), query())

    assert "only the first 200 of the pull requests of others" in str(error)


async def test_everybody_in_a_busy_repository(team: Team) -> None:
    for number in range(230):
        team.world.commit(team.web, team.bob, f"Commit {number}", MONDAY + number * MINUTE)
    team.world.push(team.web, team.bob, MONDAY)
    async with AzureServer(team.world) as server:
        asked = query(where=Where(repositories=("acme/Big Plan/web",)))
        events, error = await found(team.reading(server), asked)

    assert error is None
    assert len(events) == 230
    assert not any("/wit/" in call.path for call in server.asked)

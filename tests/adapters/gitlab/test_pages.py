"""Lists of many pages: whole, each entry once, bounded, and cut ones are named."""

from datetime import timedelta

import pytest
from aiohttp import web

from core.errors import OutsideError, PermanentError
from core.model import EventKind
from tests.adapters.gitlab.kit import account, source
from tests.adapters.gitlab.team import Team
from tests.adapters.hosts.kit import MONDAY, found, query
from tests.servers import faults
from tests.servers.gitlab import GitLabServer, paging

MINUTE = timedelta(minutes=1)


def busy(team: Team, count: int) -> None:
    """Let Ana comment so often, on one issue of Bob's."""
    issue = team.world.issue(team.web, team.bob, "Long", MONDAY)
    for number in range(count):
        team.world.comment(issue, team.ana, f"Comment {number}", MONDAY + number * MINUTE)


@pytest.mark.fault("F064")
@pytest.mark.parametrize("counted", [10_000, 0])
async def test_all_pages_are_read_with_totals_and_without(team: Team, counted: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paging, "MOST_COUNTED", counted)
    busy(team, 430)
    async with GitLabServer(team.world) as server:
        events, error = await found(team.reading(server), query())

    assert error is None
    assert len(events) == 430
    assert sum(call.path.endswith("/events") for call in server.asked) == 5


@pytest.mark.fault("F064")
@pytest.mark.parametrize("headers", [{}, {"X_Next_Page": ""}])
async def test_pages_without_links_go_on_while_they_are_full(team: Team, headers: dict[str, str]) -> None:
    """A proxy dropped the headers, or all but one."""
    row = {"project_id": team.web.id, "action_name": "opened", "target_type": "Issue", "author": {"id": team.ana.id, "username": "ana"}}
    rows = [{**row, "id": n, "target_iid": n, "target_title": f"I{n}", "created_at": MONDAY.isoformat()} for n in range(1, 151)]

    async with GitLabServer(team.world) as server:
        server.plan("/users/[0-9]+/events", faults.says(rows[:100], **headers), times=1)
        server.plan("/users/[0-9]+/events", faults.says(rows[100:], **headers))
        events, error = await found(team.reading(server), query())

    assert error is None
    assert len(events) == (100 if headers else 150)


@pytest.mark.fault("F064")
async def test_a_missing_last_page_leaves_the_others_and_is_named(team: Team) -> None:
    busy(team, 250)
    async with GitLabServer(team.world) as server:

        async def fails(request: web.Request, there: GitLabServer) -> web.StreamResponse:
            return web.Response(status=500) if request.query.get("page") == "3" else await there.answered(request)

        server.plan("/users/[0-9]+/events", fails)
        events, error = await found(team.reading(server), query())

    assert len(events) == 200
    assert isinstance(error, OutsideError)
    assert "actions" in str(error)


@pytest.mark.fault("F064")
async def test_links_that_lead_round_in_a_circle_end(team: Team) -> None:
    busy(team, 3)
    async with GitLabServer(team.world) as server:
        circle = f'<{server.url}/api/v4/x?cursor=again>; rel="next"'
        row = {"id": 1, "project_id": team.web.id, "created_at": MONDAY.isoformat()}
        server.plan("/users/[0-9]+/events", faults.says([row], Link=circle))
        _, error = await found(team.reading(server), query())

    assert isinstance(error, OutsideError)
    assert "not whole" in str(error)
    assert sum(call.path.endswith("/events") for call in server.asked) == 2


@pytest.mark.fault("F064")
async def test_an_entry_that_moves_to_the_next_page_is_told_once(team: Team) -> None:
    busy(team, 150)
    async with GitLabServer(team.world) as server:

        async def shifts(request: web.Request, there: GitLabServer) -> web.StreamResponse:
            """Somebody does something between the two pages."""
            if request.query.get("page") == "2":
                team.world.comment(team.web.items[0], team.ana, "Between", MONDAY + timedelta(days=1))
            return await there.answered(request)

        server.plan("/users/[0-9]+/events", shifts)
        events, error = await found(team.reading(server), query())

    assert error is None
    assert len(events) == len({event.url for event in events}) == 150


@pytest.mark.fault("F064")
async def test_a_link_to_another_host_is_not_followed_there(team: Team) -> None:
    busy(team, 3)
    async with GitLabServer(team.world) as server, GitLabServer(team.world) as elsewhere:
        link = f'<{elsewhere.url}/api/v4/users/1/events?page=2&per_page=100>; rel="next"'
        server.plan("/users/[0-9]+/events", faults.says([], Link=link), times=1)
        events, error = await found(team.reading(server), query())

    assert (events, error) == ([], None)
    assert not elsewhere.seen


@pytest.mark.fault("F065")
async def test_a_list_without_an_end_is_cut_and_named(team: Team) -> None:
    numbers = iter(range(1_000))

    async def endless(_request: web.Request, _there: GitLabServer) -> web.StreamResponse:
        number = next(numbers)
        row = {"id": number, "project_id": team.web.id, "created_at": MONDAY.isoformat()}
        link = f'<http://x/api?cursor={number}>; rel="next"'
        return web.json_response([row], headers={"Link": link})

    async with GitLabServer(team.world) as server:
        server.plan("/users/[0-9]+/events", endless)
        _, error = await found(team.reading(server), query())

    assert isinstance(error, PermanentError)
    assert "only the first 5,000 of the actions" in str(error)
    assert next(numbers) == 50


@pytest.mark.fault("F065")
async def test_too_many_projects_are_cut_and_named_those_with_traces_are_not(team: Team) -> None:
    for number in range(310):
        project = team.world.project(f"acme/p{number:03}", members=[team.ana], visibility="internal")
        team.world.commit(project, team.bob, "Work", MONDAY)
        team.world.push(project, team.bob, MONDAY + number * MINUTE)
    first = team.world.projects["acme/p000"]
    team.world.issue(first, team.ana, "Mine", MONDAY)
    first.active = MONDAY

    async with GitLabServer(team.world) as server:
        token = server.token(team.ana)
        events, error = await found(source(server, account(team.ana, token)), query())

    assert [event.kind for event in events] == [EventKind.ISSUE_OPENED]
    assert "300 of 310 active projects" in str(error)
    assert token.most_in_flight <= 6
    projects = [call for call in server.asked if call.path == "/projects"]
    assert len(projects) == 4
    assert all("id_after" in call.query for call in projects[1:])

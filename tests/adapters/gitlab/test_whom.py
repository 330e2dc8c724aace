"""Whose work a GitLab is asked for, and where."""

from datetime import timedelta

import pytest

from adapters.gitlab.looking import OF_EVERYBODY
from core.model import EventKind, Identity, Where
from tests.adapters.gitlab.kit import account, source
from tests.adapters.gitlab.team import Team
from tests.adapters.hosts.kit import MONDAY, NOW, WEEK, found, query
from tests.servers.faults import leads_to
from tests.servers.gitlab import GitLabServer

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


async def test_a_fork_is_looked_at_and_a_commit_of_both_is_told_once(team: Team) -> None:
    world, web, ana = team.world, team.web, team.ana
    fork = world.project("ana/web", members=[ana], forked_from=web)
    fork.commits, fork.heads = dict(web.commits), dict(web.heads)
    one = world.commit(fork, ana, "In the fork", MONDAY + HOUR, branch="f")
    world.push(fork, ana, MONDAY + 2 * HOUR, branch="f")
    asked = world.request(web, ana, "From the fork", MONDAY + 3 * HOUR, branch="f", commits=[one], source=fork)
    world.merge(asked, team.bob, MONDAY + DAY)

    async with GitLabServer(world) as server:
        events, _ = await found(source(server, account(ana, server.token(ana))), query())

    assert [(event.ref, event.repository) for event in events if event.change] == [(one.id, "acme/front/web")]


async def test_a_commit_in_two_projects_is_told_where_it_is_merged(team: Team) -> None:
    world, web, ana = team.world, team.web, team.ana
    later = world.project("acme/later", members=[ana])
    one = world.commit(web, ana, "Both", MONDAY + HOUR, branch="b")
    world.push(web, ana, MONDAY + HOUR, branch="b")
    later.commits, later.heads = dict(web.commits), {"main": one.id}
    world.push(later, ana, MONDAY + HOUR)

    async with GitLabServer(world) as server:
        events, _ = await found(source(server, account(ana, server.token(ana))), query())

    assert [(event.ref, event.repository) for event in events] == [(one.id, "acme/later")]


async def test_others_are_looked_for_by_login(team: Team) -> None:
    world, web, ana, bob = team.world, team.web, team.ana, team.bob
    world.commit(web, bob, "By Bob", MONDAY + HOUR)
    world.commit(web, ana, "By Ana", MONDAY + 2 * HOUR)
    world.push(web, bob, MONDAY + 2 * HOUR)
    world.issue(web, bob, "Bob's", MONDAY + 3 * HOUR)
    world.issue(web, ana, "Ana's", MONDAY + 4 * HOUR)
    people = [Identity("bob", login="gitlab:Bob"), Identity("eve", login="gitlab:eve"), Identity("Bob Stone", "bob@acme.dev")]

    async with GitLabServer(world) as server:
        reading = source(server, account(ana, server.token(ana)))
        events, error = await found(reading, query(*people))
        both, _ = await found(reading, query(Identity("Ana Silva"), *people[:1], Identity("Bob Stone", "bob@acme.dev")))

    assert [event.title for event in events] == ["By Bob", "Bob's"]
    assert "eve" in str(error)
    assert [event.title for event in both] == ["By Bob", "By Ana", "Bob's", "Ana's"]


async def test_everybody_in_a_named_repository(team: Team) -> None:
    world, web, ana, bob = team.world, team.web, team.ana, team.bob
    api = world.project("acme/back/api", members=[ana, bob])
    world.commit(api, bob, "Elsewhere", MONDAY)
    world.push(api, bob, MONDAY)
    world.commit(web, bob, "By Bob", MONDAY + HOUR)
    world.push(web, bob, MONDAY + HOUR)
    world.issue(web, ana, "By Ana", MONDAY + 2 * HOUR)
    world.request(web, bob, "Asked", MONDAY + 3 * HOUR, branch="b")
    world.release(web, bob, "v1", MONDAY + 4 * HOUR)

    async with GitLabServer(world) as server:
        reading = source(server, account(ana, server.token(ana)))
        events, error = await found(reading, query(where=Where(repositories=("web",))))
        others, nothing = await found(reading, query(where=Where(repositories=("acme/elsewhere",))))

    assert [(event.title, event.actor.login) for event in events] == [
        ("By Bob", ""),
        ("By Ana", "gitlab:ana"),
        ("Asked", "gitlab:bob"),
        ("v1", "gitlab:bob"),
    ]
    assert error is None
    assert (others, nothing) == ([], None)


async def test_a_named_project_is_looked_at_for_who_is_no_member_and_left_no_trace_there(team: Team) -> None:
    world, web, bob = team.world, team.web, team.bob
    web.visibility = "public"
    eve = world.user("eve", "Eve Moss", emails=["eve@acme.dev"])
    world.commit(web, eve, "Eve's patch", MONDAY)
    world.push(web, bob, MONDAY)

    async with GitLabServer(world) as server:
        reading = source(server, account(eve, server.token(eve)))
        unnamed, _ = await found(reading, query(Identity("Eve Moss")))
        named, error = await found(reading, query(Identity("Eve Moss"), where=Where(repositories=(web.path,))))
        world.rename(web, "acme/shop")
        reading = source(server, account(eve, server.token(eve)))
        _, only = await found(reading, query(Identity("Eve Moss"), where=Where(repositories=("acme/front/web",))))

    assert unnamed == []
    assert ([event.title for event in named], error) == (["Eve's patch"], None)
    assert "acme/front/web is called acme/shop now" in str(only)


async def test_everyone_is_everybody_in_the_account_s_active_projects_and_the_bound_is_named(team: Team) -> None:
    world, web, ana, bob = team.world, team.web, team.ana, team.bob
    world.commit(web, bob, "By Bob", MONDAY + HOUR)
    world.push(web, bob, MONDAY + HOUR)
    world.issue(web, ana, "By Ana", MONDAY + 2 * HOUR)

    async with GitLabServer(world) as server:
        reading = source(server, account(ana, server.token(ana)))
        events, error = await found(reading, query(), is_everyone=True)
        without, _ = await found(reading, query(where=Where(excluded=("web",))), is_everyone=True)
        for number in range(OF_EVERYBODY):
            project = world.project(f"acme/p{number}", members=[ana])
            world.commit(project, bob, "More", MONDAY + 3 * HOUR)
            world.push(project, bob, MONDAY + 3 * HOUR)
        cut, why = await found(source(server, account(ana, server.token(ana))), query(), is_everyone=True)

    assert [event.title for event in events] == ["By Bob", "By Ana"]
    assert (error, without) == (None, [])
    assert len({event.repository for event in cut}) == OF_EVERYBODY
    assert f"{OF_EVERYBODY} of {OF_EVERYBODY + 1} active projects were looked at" in str(why)
    assert why
    assert why.is_partial


@pytest.mark.fault("F067")
async def test_a_renamed_project_is_followed_on_its_host_alone(team: Team) -> None:
    world, web, ana = team.world, team.web, team.ana
    web.visibility = "public"
    eve = world.user("eve")
    world.issue(web, ana, "By Ana", MONDAY + HOUR)
    world.rename(web, "acme/shop")

    async with GitLabServer(world) as server, GitLabServer(world) as elsewhere:
        reading = source(server, account(eve, server.token(eve)))
        both, told = await found(reading, query(where=Where(repositories=("acme/front/web", "acme/shop"))))
        _, only = await found(reading, query(where=Where(repositories=("acme/front/web",))))
        server.plan("/projects/acme%2Fother", leads_to(f"{elsewhere.url}/api/v4/projects/{web.id}"))
        _, refused = await found(reading, query(where=Where(repositories=("acme/other",))))

    assert [(event.repository, event.title) for event in both] == [("acme/shop", "By Ana")]
    assert told is None
    assert "acme/front/web is called acme/shop now" in str(only)
    assert "redirect" in str(refused)
    assert not elsewhere.seen


@pytest.mark.fault("F067")
async def test_a_deleted_author_and_a_bot_are_told_as_such(team: Team) -> None:
    world, web, ana = team.world, team.web, team.ana
    bot = world.user("project_7_bot_1a2b", "release bot")
    ghost = world.request(web, ana, "Whose?", MONDAY, branch="g")
    ghost.author = None
    world.comment(ghost, ana, "Hm", MONDAY + HOUR)
    world.issue(web, bot, "By a bot", MONDAY + 2 * HOUR)

    async with GitLabServer(world) as server:
        events, error = await found(source(server, account(ana, server.token(ana))), query(where=Where(repositories=("web",))))

    assert error is None
    comment = next(event for event in events if event.kind is EventKind.REVIEW_COMMENT)
    assert comment.thread
    assert comment.thread.author == Identity("unknown author")
    assert next(event for event in events if event.title == "By a bot").actor.is_bot


async def test_an_empty_project_and_one_without_code_are_not_asked_for_commits(team: Team) -> None:
    world, ana = team.world, team.ana
    empty = world.project("acme/empty", members=[ana])
    world.issue(empty, ana, "First", MONDAY)
    closed = world.project("acme/wiki", members=[ana], levels={"repository": "disabled"})
    world.issue(closed, ana, "Second", MONDAY + HOUR)

    async with GitLabServer(world) as server:
        events, error = await found(source(server, account(ana, server.token(ana))), query())

    assert error is None
    assert [event.title for event in events] == ["First", "Second"]
    assert not any(f"/projects/{one.id}/repository" in call.path for one in (empty, closed) for call in server.asked)


async def test_filters_leave_projects_out(team: Team) -> None:
    world, web, ana = team.world, team.web, team.ana
    api = world.project("acme/back/api", members=[ana])
    for project in (web, api):
        world.issue(project, ana, f"In {project.path}", MONDAY + HOUR)
    asked = query(Identity("", login="gitlab:ana"), where=Where(repositories=("acme/back/*",)))

    async with GitLabServer(world) as server:
        events, _ = await found(source(server, account(ana, server.token(ana))), asked)

    assert [event.title for event in events] == ["In acme/back/api"]
    assert not any(f"/projects/{web.id}/" in call.path for call in server.asked)


async def test_at_a_host_of_ones_own_logins_carry_its_name_and_the_public_one_s_are_others(team: Team) -> None:
    team.work()
    host = "git.acme.dev"
    async with GitLabServer(team.world) as server:
        reading = source(server, account(team.bob, server.token(team.bob), host=host))
        typed, _ = await found(reading, query(Identity("", login="gitlab:ana")))
        elsewhere, _ = await found(reading, query(Identity("Anabel", login="gitlab:ana")))

    assert {event.actor.login for event in typed if event.thread} == {"gitlab:git.acme.dev/ana"}
    assert elsewhere == []


async def test_sizes_come_with_the_commits(team: Team) -> None:
    team.world.commit(team.web, team.ana, "Add", MONDAY, lines=(7, 5))
    team.world.push(team.web, team.ana, MONDAY)

    async with GitLabServer(team.world) as server:
        reading = team.reading(server)
        events, _ = await found(reading, query())

        assert reading.name == "gitlab.com (ana)"
        assert await reading.measured(events) == events
    assert WEEK.end < NOW

"""Pull requests and work items, as the source finds them."""

from datetime import timedelta

from core.model import EventKind, ThreadState, Verdict, Visibility
from tests.adapters.azure.kit import account, source
from tests.adapters.azure.team import Team
from tests.adapters.hosts.kit import MONDAY, found, query
from tests.servers.azure import AzureServer

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


async def test_requests_are_told_as_they_are(team: Team) -> None:
    world, web, ana, bob = team.world, team.web, team.ana, team.bob
    world.request(web, ana, "Draft", MONDAY + HOUR, branch="a", is_draft=True)
    gone = world.request(web, ana, "Gone", MONDAY - DAY, branch="c")
    world.abandon(gone, ana, MONDAY + 2 * HOUR)
    old = world.request(web, ana, "Before", MONDAY - 9 * DAY, branch="d")
    world.abandon(old, ana, MONDAY - 8 * DAY)
    world.request(web, ana, "After", MONDAY + 7 * DAY, branch="e")
    theirs = world.request(web, bob, "Theirs", MONDAY, branch="f")
    world.vote(theirs, ana, -10, MONDAY + 3 * HOUR)
    world.vote(theirs, ana, 0, MONDAY + 4 * HOUR)
    talk = world.remark(theirs, ana, "Never mind", MONDAY + 5 * HOUR)
    talk.comments[0].is_deleted = True
    world.remark(theirs, bob, "Mine", MONDAY + 5 * HOUR)
    world.remark(theirs, ana, "Too late", MONDAY + 8 * DAY)
    world.remark(gone, ana, "Enough", MONDAY + 6 * HOUR)

    async with AzureServer(world) as server:
        events, error = await found(source(server, account(ana, server.token(ana))), query())

    assert error is None
    assert [(event.kind, event.title, event.verdict) for event in events] == [
        (EventKind.PULL_DRAFTED, "Draft", None),
        (EventKind.PULL_CLOSED, "Gone", None),
        (EventKind.REVIEW, "Theirs", Verdict.CHANGES_REQUESTED),
        (EventKind.COMMENT, "Gone", None),
    ]
    assert [event.thread and event.thread.state for event in events] == [
        ThreadState.DRAFT,
        ThreadState.CLOSED,
        ThreadState.OPEN,
        ThreadState.CLOSED,
    ]


async def test_a_comment_is_found_where_its_author_is_no_reviewer(team: Team) -> None:
    world, web, ana, bob = team.world, team.web, team.ana, team.bob
    theirs = world.request(web, bob, "Theirs", MONDAY, branch="f")
    world.remark(theirs, ana, "By the way", MONDAY + HOUR)
    closed = world.request(web, bob, "Closed since", MONDAY, branch="g")
    world.complete(closed, ana, MONDAY + 2 * HOUR)

    async with AzureServer(world) as server:
        events, error = await found(source(server, account(ana, server.token(ana))), query())

    assert error is None
    assert [(event.kind, event.title) for event in events if not event.change] == [
        (EventKind.REVIEW_COMMENT, "Theirs"),
        (EventKind.PULL_MERGED, "Closed since"),
    ]


async def test_commits_are_told_as_part_of_the_request_that_they_went_to_whoever_opened_it(team: Team) -> None:
    world, web, ana, bob = team.world, team.web, team.ana, team.bob
    begun = world.commit(web, ana, "Begin", MONDAY - 9 * DAY, branch="mine")
    added = world.commit(web, ana, "Go on", MONDAY + HOUR, branch="mine")
    world.request(web, ana, "Mine", MONDAY - 8 * DAY, branch="mine", commits=[begun, added])
    world.request(web, bob, "Theirs", MONDAY - 8 * DAY, branch="theirs", commits=[world.commit(web, bob, "Try", MONDAY, branch="theirs")])
    world.commit(web, ana, "Help", MONDAY + 2 * HOUR, branch="theirs")
    world.commit(web, ana, "Alone", MONDAY + 3 * HOUR, branch="alone")
    world.commit(web, ana, "Merged", MONDAY + 4 * HOUR)
    for branch in ("mine", "theirs", "alone", ""):
        world.push(web, ana, MONDAY + 5 * HOUR, branch=branch)

    async with AzureServer(world) as server:
        events, error = await found(source(server, account(ana, server.token(ana))), query())

    assert error is None
    told = {event.title: event.thread.title if event.thread else "" for event in events if event.change}
    assert told == {"Go on": "Mine", "Help": "Theirs", "Alone": "", "Merged": ""}


async def test_a_work_item_is_ended_once_by_whoever_did_it(team: Team) -> None:
    world, plan, ana, bob = team.world, team.plan, team.ana, team.bob
    both = world.item(plan, bob, "Both", MONDAY - DAY)
    world.resolve(both, ana, MONDAY + HOUR)
    world.close(both, ana, MONDAY + 2 * HOUR)
    shared = world.item(plan, bob, "Shared", MONDAY - DAY)
    world.resolve(shared, ana, MONDAY + 3 * HOUR)
    world.close(shared, bob, MONDAY + 4 * HOUR)
    untouched = world.item(plan, bob, "Bob's own", MONDAY + HOUR)
    world.close(untouched, bob, MONDAY + 2 * HOUR)
    before = world.item(plan, ana, "Before", MONDAY - DAY)
    world.comment(before, ana, "Old", MONDAY - DAY)
    world.comment(before, bob, "New", MONDAY + DAY)

    async with AzureServer(world) as server:
        events, error = await found(source(server, account(ana, server.token(ana))), query())

    assert error is None
    assert [(event.kind, event.title, event.at) for event in events] == [
        (EventKind.ISSUE_CLOSED, "Both", MONDAY + HOUR),
        (EventKind.ISSUE_CLOSED, "Shared", MONDAY + 3 * HOUR),
    ]


async def test_a_project_without_repositories_is_looked_up_for_its_work_items(team: Team) -> None:
    world, ana = team.world, team.ana
    bare = world.project("Bare", members=[ana], visibility="organization")
    world.item(bare, ana, "Think", MONDAY)

    async with AzureServer(world) as server:
        events, error = await found(source(server, account(ana, server.token(ana))), query())
        blind, why = await found(source(server, account(ana, server.token(ana, "vso.code", "vso.work"))), query())

    assert error is None
    assert [(event.repository, event.visibility) for event in events] == [("acme/Bare", Visibility.INTERNAL)]
    assert [(event.repository, event.visibility) for event in blind] == [("acme/Bare", Visibility.UNKNOWN)]
    assert "Project and Team (read)" in str(why)

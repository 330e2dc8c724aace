"""A person's week at an Azure DevOps, as the source finds it."""

from datetime import timedelta

import pytest

from core.model import EventKind, Identity, Link, ThreadState, Verdict, Visibility, Window
from tests.adapters.azure.kit import account, source
from tests.adapters.azure.team import Team
from tests.adapters.hosts.kit import MONDAY, NOW, found, query
from tests.servers.azure import AzureServer

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
PLAN, WEB = "acme/Big Plan", "acme/Big Plan/web"


@pytest.mark.origin("S14")
async def test_a_week_has_all_that_was_done(team: Team) -> None:
    world, web, plan, ana, bob = team.world, team.web, team.plan, team.ana, team.bob
    item = world.item(plan, ana, "Logout fails", MONDAY + HOUR, tags=["ui", "web"])
    first = world.commit(web, ana, f"Add login (#{item.number})\n\nIt was missing.", MONDAY + 2 * HOUR, branch="login")
    world.push(web, ana, MONDAY + 2 * HOUR, branch="login")
    said = f"For the shop.\n\nRelated work items: #{item.number}"
    asked = world.request(web, ana, "Add login", MONDAY + 3 * HOUR, branch="login", commits=[first], description=said, labels=["shop"])
    merge = world.complete(asked, bob, MONDAY + DAY)
    world.close(item, ana, MONDAY + 2 * DAY)
    other = world.request(web, bob, "Add logout", MONDAY + 2 * DAY, branch="logout", reviewers=[ana])
    world.vote(other, ana, -5, MONDAY + 3 * DAY)
    talk = world.remark(other, bob, "How?", MONDAY + 3 * DAY)
    world.answer(talk, ana, "Like this", MONDAY + 3 * DAY + HOUR)
    world.vote(other, ana, 5, MONDAY + 3 * DAY + 2 * HOUR)
    world.complete(other, ana, MONDAY + 3 * DAY + 3 * HOUR)
    world.comment(item, ana, "Done &amp; dusted", MONDAY + 4 * DAY)
    world.tag(web, ana, "v1.0", MONDAY + 5 * DAY, message="One\n\nIt works.")
    world.tag(web, ana, "light", MONDAY + 5 * DAY)

    async with AzureServer(world) as server:
        events, error = await found(source(server, account(ana, server.token(ana))), query())

    assert error is None
    assert [(event.kind, event.title if event.change else event.ref) for event in events] == [
        (EventKind.ISSUE_OPENED, f"#{item.number}"),
        (EventKind.COMMIT, f"Add login (#{item.number})"),
        (EventKind.PULL_OPENED, f"!{asked.number}"),
        (EventKind.ISSUE_CLOSED, f"#{item.number}"),
        (EventKind.REVIEW, f"!{other.number}"),
        (EventKind.REVIEW_COMMENT, f"!{other.number}"),
        (EventKind.REVIEW, f"!{other.number}"),
        (EventKind.COMMIT, f"Merged PR {other.number}: Add logout"),
        (EventKind.PULL_MERGED, f"!{other.number}"),
        (EventKind.COMMENT, f"#{item.number}"),
        (EventKind.TAG, "v1.0"),
    ]
    issue, commit, opened, closed, waiting, remark, approved, _, merged, comment, tag = events
    assert {event.repository for event in events} == {PLAN, WEB}
    assert [event.repository for event in (issue, closed, comment)] == [PLAN] * 3
    assert {event.visibility for event in events} == {Visibility.PRIVATE}
    assert {event.actor.login for event in events if event is not tag} == {"azure:ana@acme.dev"}
    root = f"{server.url}/Big%20Plan"
    assert issue.thread
    assert (issue.url, issue.thread.state, issue.thread.labels) == (
        f"{root}/_workitems/edit/{item.number}",
        ThreadState.CLOSED,
        ("ui", "web"),
    )
    assert issue.thread.closes == (f"{WEB}#{item.number}",)
    assert commit.change
    assert (commit.ref, commit.change.is_merged, commit.change.branch, commit.body) == (first.id, True, "main", "It was missing.")
    assert commit.mentions == (Link(f"#{item.number}", f"{root}/_workitems/edit/{item.number}"),)
    assert commit.url == f"{root}/_git/web/commit/{first.id}"
    assert opened.thread
    assert (opened.thread.state, opened.thread.closes, opened.thread.labels) == (ThreadState.MERGED, (f"#{item.number}",), ("shop",))
    assert opened.thread.commits == (first.id, merge.id)
    assert opened.url == f"{root}/_git/web/pullrequest/{asked.number}"
    assert opened.body.startswith("For the shop.")
    assert [event.verdict for event in (waiting, remark, approved, merged)] == [
        Verdict.CHANGES_REQUESTED,
        Verdict.COMMENTED,
        Verdict.APPROVED,
        None,
    ]
    assert (remark.body, remark.url) == ("Like this", f"{root}/_git/web/pullrequest/{other.number}?discussionId={talk.id}")
    assert remark.thread
    assert remark.thread.author == Identity("Bob Stone", "bob@acme.dev", "azure:bob@acme.dev")
    assert (comment.body, comment.url) == ("Done & dusted", f"{issue.url}#{item.comments[0].id}")
    assert (tag.title, tag.body, tag.url, tag.actor.login) == ("One", "It works.", f"{root}/_git/web?version=GTv1.0", "azure:ana@acme.dev")
    assert not server.intruders
    assert server.tokens
    assert all(token.most_in_flight <= 6 for token in server.tokens.values())


async def test_a_squashed_request_shows_its_commits_although_its_branch_is_gone(team: Team) -> None:
    world, web, ana, bob = team.world, team.web, team.ana, team.bob
    one = world.commit(web, ana, "Try", MONDAY + HOUR, branch="b")
    two = world.commit(web, ana, "Try more", MONDAY + 2 * HOUR, branch="b")
    asked = world.request(web, ana, "Do it", MONDAY + 3 * HOUR, branch="b", commits=[one, two])
    squash = world.complete(asked, bob, MONDAY + DAY, is_squashed=True)

    async with AzureServer(world) as server:
        events, error = await found(source(server, account(ana, server.token(ana))), query())

    assert error is None
    commits = {event.ref: event for event in events if event.change}
    assert commits.keys() == {one.id, two.id, squash.id}
    told = {name: (event.change.is_merged, event.change.branch, event.kind) for name, event in commits.items() if event.change}
    assert told == {
        one.id: (False, "b", EventKind.COMMIT),
        two.id: (False, "b", EventKind.COMMIT),
        squash.id: (True, "main", EventKind.COMMIT),
    }
    opened = next(event for event in events if event.kind is EventKind.PULL_OPENED)
    assert opened.thread
    assert opened.thread.commits == (two.id, one.id, squash.id)


async def test_a_busy_repository_is_searched_by_name_and_address_and_only_exact_ones_count(team: Team) -> None:
    """The host takes any part of a name or address for the author's: "ana@home.dev" finds "joana@home.dev" too."""
    world, web, ana, bob = team.world, team.web, team.ana, team.bob
    for number in range(120):
        world.commit(web, bob, f"Bob {number}", MONDAY + number * timedelta(minutes=1))
        world.push(web, bob, MONDAY + number * timedelta(minutes=1))
    world.commit(web, ("A. S.", "ANA@home.dev"), "By address", MONDAY + HOUR)
    world.commit(web, ("Ana Silva", "a+b@c.dev"), "By name", MONDAY + 2 * HOUR)
    world.commit(web, ("Joana", "joana@home.dev"), "Joana's", MONDAY + 3 * HOUR)
    world.commit(web, ("Ana Silva Costa", "asc@c.dev"), "Another Ana's", MONDAY + 3 * HOUR)
    world.push(web, bob, MONDAY + DAY)
    world.commit(web, ana, "On a branch", MONDAY + 4 * HOUR, branch="topic")
    world.push(web, ana, MONDAY + DAY, branch="topic")
    world.delete(web, ana, MONDAY + 2 * DAY, "topic")

    async with AzureServer(world) as server:
        events, error = await found(source(server, account(ana, server.token(ana))), query())

    assert error is None
    assert [event.title for event in events] == ["By address", "By name", "On a branch"]
    assert [event.change and event.change.branch for event in events] == ["main", "main", "topic"]
    assert [event.actor.login for event in events] == ["azure:ana@acme.dev", "", "azure:ana@acme.dev"]
    asked = {call.query["searchCriteria.author"] for call in server.asked if "searchCriteria.author" in call.query}
    assert asked == {"ana@acme.dev", "ana@home.dev", "Ana Silva"}
    assert [call.query.get("searchCriteria.pusherId") for call in server.asked if call.path.endswith("/pushes")] == [None, ana.id]


async def test_messages_are_read_to_their_end_and_merges_told_as_such(team: Team) -> None:
    world, web, ana = team.world, team.web, team.ana
    side = world.commit(web, ana, "Side", MONDAY + HOUR, branch="side")
    body = f"Because.\n\nThis reverts commit {team.base.id}.\n\nCo-authored-by: Bob Stone <bob@acme.dev>"
    world.commit(web, ana, f'Revert "Begin"\n\n{body}', MONDAY + 2 * HOUR)
    base = web.heads["main"]
    world.commit(web, ana, "Merge branch 'side'", MONDAY + 3 * HOUR, parents=[base, side.id])
    world.push(web, ana, MONDAY + 3 * HOUR)

    async with AzureServer(world) as server:
        events, error = await found(source(server, account(ana, server.token(ana))), query())

    assert error is None
    assert [event.kind for event in events] == [EventKind.COMMIT, EventKind.COMMIT, EventKind.MERGE]
    assert events[1].reverts == (team.base.id,)
    assert events[1].body.startswith("Because.")
    assert events[1].others == (Identity("Bob Stone", "bob@acme.dev"),)


async def test_an_old_window_is_bounded_on_both_sides(team: Team) -> None:
    world, web, ana = team.world, team.web, team.ana
    then = MONDAY - 400 * DAY
    world.commit(web, ana, "Old work", then + HOUR)
    world.push(web, ana, then + HOUR)
    world.commit(web, ana, "New work", MONDAY)
    world.push(web, ana, MONDAY)
    window = Window(then, then + 7 * DAY, "UTC", "long ago")

    async with AzureServer(world) as server:
        events, error = await found(source(server, account(ana, server.token(ana))), query(window=window, now=NOW))

    assert error is None
    assert [event.title for event in events] == ["Old work"]
    bounded = [call.query for call in server.asked if call.path.endswith(("/pushes", "/commits"))]
    assert len(bounded) == 2
    assert all("searchCriteria.toDate" in asked for asked in bounded)


async def test_nothing_is_asked_of_a_repository_that_nobody_pushed_to(team: Team) -> None:
    world, ana = team.world, team.ana
    for number in range(5):
        quiet = world.repository(team.plan, f"quiet{number}")
        world.commit(quiet, team.bob, "Begin", MONDAY - 90 * DAY)
        world.push(quiet, team.bob, MONDAY - 90 * DAY)
    world.repository(team.plan, "empty")
    world.repository(team.plan, "shut").is_disabled = True

    async with AzureServer(world) as server:
        events, error = await found(source(server, account(ana, server.token(ana))), query())

    assert (events, error) == ([], None)
    assert sum(call.path.endswith("/pushes") for call in server.asked) == 6
    assert not any(call.path.endswith("/commits") for call in server.asked)


async def test_measuring_changes_nothing(team: Team) -> None:
    team.work()
    async with AzureServer(team.world) as server:
        reading = team.reading(server)
        events, _ = await found(reading, query())

    assert await reading.measured(events) == events
    assert reading.name == "dev.azure.com/acme (ana@acme.dev)"

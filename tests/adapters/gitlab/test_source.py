"""A person's week at a GitLab, as the source finds it."""

from datetime import timedelta

from core.errors import PermanentError
from core.model import EventKind, Identity, Link, ThreadState, Verdict, Visibility, Window
from tests.adapters.gitlab.kit import account, source
from tests.adapters.gitlab.team import Team
from tests.adapters.hosts.kit import MONDAY, found, query
from tests.servers.gitlab import GitLabServer

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


async def test_a_week_has_all_that_was_done(team: Team) -> None:
    world, web, ana, bob = team.world, team.web, team.ana, team.bob
    first = world.commit(web, ana, "Add login (#1)\n\nIt was missing.", MONDAY + HOUR, branch="login", lines=(40, 2))
    world.push(web, ana, MONDAY + 2 * HOUR, branch="login")
    asked = world.request(web, ana, "Add login", MONDAY + 3 * HOUR, branch="login", commits=[first], description="Closes #1", labels=["ui"])
    world.merge(asked, bob, MONDAY + DAY)
    issue = world.issue(web, ana, "Logout fails", MONDAY + DAY + HOUR)
    world.close(issue, ana, MONDAY + 2 * DAY)
    other = world.request(web, bob, "Add logout", MONDAY + 2 * DAY, branch="logout")
    world.approve(other, ana, MONDAY + 3 * DAY)
    world.comment(other, ana, "Nice", MONDAY + 3 * DAY + HOUR, kind="DiffNote")
    world.comment(issue, ana, "Done", MONDAY + 3 * DAY + 2 * HOUR)
    world.remark(web, team.base, ana, "Why?", MONDAY + 3 * DAY + 3 * HOUR)
    world.tag(web, ana, "v1.0", MONDAY + 4 * DAY, message="One", commit=team.base.id)
    world.tag(web, ana, "light", MONDAY + 4 * DAY, commit=team.base.id)
    world.release(web, ana, "v1.0", MONDAY + 4 * DAY + HOUR, name="The first", description="It works")

    async with GitLabServer(world) as server:
        events, error = await found(source(server, account(ana, server.token(ana))), query())

    assert error is None
    assert [(event.kind, event.ref if event.change is None else event.title) for event in events] == [
        (EventKind.COMMIT, "Add login (#1)"),
        (EventKind.PULL_OPENED, "!1"),
        (EventKind.ISSUE_OPENED, "#1"),
        (EventKind.ISSUE_CLOSED, "#1"),
        (EventKind.REVIEW, "!2"),
        (EventKind.REVIEW_COMMENT, "!2"),
        (EventKind.COMMENT, "#1"),
        (EventKind.COMMENT, team.base.id),
        (EventKind.TAG, "v1.0"),
        (EventKind.RELEASE, "v1.0"),
    ]
    assert {event.repository for event in events} == {"acme/front/web"}
    assert {event.visibility for event in events} == {Visibility.PRIVATE}
    assert all(event.url.startswith(f"{server.url}/acme/front/web/-/") for event in events)
    commit, opened, _, _, review, remark, comment, *_ = events
    assert commit.actor == Identity("Ana Silva", "ana@acme.dev", "gitlab:ana")
    assert commit.change
    assert (commit.change.is_merged, commit.change.branch, commit.change.added, commit.change.removed) == (True, "main", 40, 2)
    assert commit.mentions == (Link("#1", f"{server.url}/acme/front/web/-/issues/1"),)
    assert commit.body == "It was missing."
    assert opened.thread
    assert (opened.thread.state, opened.thread.closes, opened.thread.labels) == (ThreadState.MERGED, ("#1",), ("ui",))
    assert opened.thread.commits == (first.id, asked.merge_commit)
    assert opened.url == f"{server.url}/acme/front/web/-/merge_requests/1"
    assert (review.verdict, remark.verdict, comment.verdict) == (Verdict.APPROVED, Verdict.COMMENTED, None)
    assert review.thread
    assert review.thread.author == Identity("Bob Stone", login="gitlab:bob")
    assert remark.url.startswith(f"{server.url}/acme/front/web/-/merge_requests/2#note_")
    assert not server.intruders


async def test_a_squashed_request_shows_its_commits_although_its_branch_is_gone(team: Team) -> None:
    world, web, ana = team.world, team.web, team.ana
    one = world.commit(web, ana, "Try", MONDAY + HOUR, branch="b")
    two = world.commit(web, ana, "Try more", MONDAY + 2 * HOUR, branch="b")
    asked = world.request(web, ana, "Draft: Do it", MONDAY + 3 * HOUR, branch="b", commits=[one, two])
    world.merge(asked, ana, MONDAY + DAY, is_squashed=True)
    web.hidden.clear()  # not even `all` finds them

    async with GitLabServer(world) as server:
        events, error = await found(source(server, account(ana, server.token(ana))), query())

    assert error is None
    commits = {event.ref: event for event in events if event.change}
    assert commits.keys() == {one.id, two.id, asked.squash_commit}
    change = commits[one.id].change
    assert change
    assert (change.is_merged, change.branch) == (False, "b")
    merged = next(event for event in events if event.kind is EventKind.PULL_MERGED)
    assert merged.thread
    assert merged.thread.commits == (two.id, one.id, asked.squash_commit)
    assert merged.title == "Do it"


async def test_a_request_holds_its_own_commits_and_not_those_of_the_branch_that_it_left(team: Team) -> None:
    world, web, ana, bob = team.world, team.web, team.ana, team.bob
    world.commit(web, bob, "On main before", MONDAY)
    merged = world.commit(web, ana, "Merged", MONDAY + HOUR, branch="a")
    still = world.commit(web, ana, "Still open", MONDAY + HOUR, branch="b")
    world.push(web, ana, MONDAY + 2 * HOUR, branch="b")
    one = world.request(web, ana, "One", MONDAY + 2 * HOUR, branch="a", commits=[merged])
    world.request(web, ana, "Two", MONDAY + 2 * HOUR, branch="b", commits=[still])
    world.commit(web, bob, "On main after", MONDAY + 3 * HOUR)
    world.merge(one, bob, MONDAY + 4 * HOUR)

    async with GitLabServer(world) as server:
        events, error = await found(source(server, account(ana, server.token(ana))), query())

    assert error is None
    held = {event.title: event.thread.commits for event in events if event.thread and not event.change}
    assert held == {"One": (merged.id, one.merge_commit), "Two": (still.id,)}
    assert not any(call.path.endswith(("/1/commits", "/2/commits")) for call in server.asked)
    stands = {event.title: (event.change.is_merged, event.change.branch) for event in events if event.change}
    assert stands == {"Merged": (True, "main"), "Still open": (False, "b")}


async def test_work_is_found_where_its_author_left_no_other_trace(team: Team) -> None:
    """A colleague pushed it, with the author's second address, or the host's own for her."""
    world, web, ana, bob = team.world, team.web, team.ana, team.bob
    stand_in = f"{ana.id}-ana@users.noreply.gitlab.test"
    for number, who in enumerate([("A. S.", "ANA@home.dev"), ("ana", stand_in), ("ana silva", "x@y.dev")]):
        world.commit(web, who, f"Pushed by Bob {number}", MONDAY + number * HOUR)
    world.commit(web, bob, "Pair\n\nCo-authored-by: Ana <ana@acme.dev>", MONDAY + 4 * HOUR)
    world.commit(web, ("ana", "ana@elsewhere.dev"), "Another Ana", MONDAY + 5 * HOUR)
    world.push(web, bob, MONDAY + DAY)
    world.feed.clear()

    async with GitLabServer(world) as server:
        events, error = await found(source(server, account(ana, server.token(ana))), query())

    assert error is None
    assert [event.title for event in events] == ["Pushed by Bob 0", "Pushed by Bob 1", "Pushed by Bob 2", "Pair"]
    assert [event.actor.login for event in events] == ["gitlab:ana", "gitlab:ana", "", ""]
    assert events[-1].others == (Identity("Ana", "ana@acme.dev", "gitlab:ana"),)


async def test_a_busy_project_is_searched_by_name_and_address(team: Team) -> None:
    world, web, ana, bob = team.world, team.web, team.ana, team.bob
    for number in range(120):
        world.commit(web, bob, f"Bob {number}", MONDAY + number * timedelta(minutes=1))
    world.commit(web, ana, "By address", MONDAY + HOUR, branch="old")
    world.commit(web, ("Ana Silva", "a+b@c.dev"), "By name", MONDAY + 2 * HOUR)
    world.push(web, bob, MONDAY + DAY)

    async with GitLabServer(world) as server:
        events, error = await found(source(server, account(ana, server.token(ana))), query())

    assert error is None
    assert [event.title for event in events] == ["By address", "By name"]
    assert [event.change and event.change.branch for event in events] == ["old", "main"]
    asked = {call.query["author"] for call in server.asked if "author" in call.query}
    assert asked == {r"ana@acme\.dev", r"ana@home\.dev", rf"{ana.id}-ana@users\.noreply\.", "Ana Silva"}


async def test_what_a_request_says_is_told_where_the_list_of_actions_does_not(team: Team) -> None:
    world, web, ana, bob = team.world, team.web, team.ana, team.bob
    mine = world.request(web, ana, "Mine", MONDAY + HOUR, branch="a", is_draft=True)
    theirs = world.request(web, bob, "Theirs", MONDAY + HOUR, branch="b", reviewers=[ana])
    world.merge(theirs, ana, MONDAY + 2 * HOUR)
    issue = world.issue(web, ana, "Broken", MONDAY + 3 * HOUR)
    world.close(issue, ana, MONDAY + 4 * HOUR)
    gone = world.request(web, ana, "Gone", MONDAY + 5 * HOUR, branch="c")
    world.close(gone, ana, MONDAY + 6 * HOUR)
    world.feed.clear()

    async with GitLabServer(world) as server:
        events, error = await found(source(server, account(ana, server.token(ana))), query())

    assert error is None
    assert [(event.kind, event.ref) for event in events if not event.change] == [
        (EventKind.PULL_DRAFTED, f"!{mine.number}"),
        (EventKind.PULL_MERGED, f"!{theirs.number}"),
        (EventKind.ISSUE_OPENED, "#1"),
        (EventKind.ISSUE_CLOSED, "#1"),
        (EventKind.PULL_OPENED, f"!{gone.number}"),
        (EventKind.PULL_CLOSED, f"!{gone.number}"),
    ]


async def test_a_window_before_the_list_of_actions_is_read_from_notes_and_says_what_may_be_missing(team: Team) -> None:
    world, web, ana, bob = team.world, team.web, team.ana, team.bob
    then = MONDAY - 1500 * DAY
    theirs = world.request(web, bob, "Theirs", then + HOUR, branch="b", reviewers=[ana])
    world.approve(theirs, ana, then + 2 * HOUR)
    world.comment(theirs, ana, "Fine", then + 3 * HOUR)
    issue = world.issue(web, ana, "Broken", then + 4 * HOUR)
    world.close(issue, ana, then + 5 * HOUR)
    kept = world.commit(web, ana, "Old work", then + 6 * HOUR)
    world.push(web, ana, then + 6 * HOUR)

    async with GitLabServer(world) as server:
        old = Window(then, then + 7 * DAY, "UTC", "long ago")
        events, error = await found(source(server, account(ana, server.token(ana))), query(window=old))

    assert [(event.kind, event.ref) for event in events] == [
        (EventKind.REVIEW, "!1"),
        (EventKind.REVIEW_COMMENT, "!1"),
        (EventKind.ISSUE_OPENED, "#1"),
        (EventKind.ISSUE_CLOSED, "#1"),
        (EventKind.COMMIT, kept.id),
    ]
    assert isinstance(error, PermanentError)
    assert "three years" in str(error)
    assert {call.query.get("until") for call in server.asked if call.path.endswith("/commits")} == {"2023-01-06T00:00:00Z"}

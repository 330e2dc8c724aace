"""A person's week at an Azure DevOps, as the source finds it."""

from datetime import timedelta

import pytest

from adapters.azure.people import wanted_by
from core.errors import PermanentError
from core.model import EventKind, Identity, Link, ThreadState, Verdict, Visibility, Where, Window
from tests.adapters.azure.conftest import Team
from tests.adapters.azure.kit import MONDAY, NOW, account, found, query, source
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
    assert (issue.url, issue.thread.state, issue.thread.labels) == (f"{root}/_workitems/edit/{item.number}", ThreadState.CLOSED, ("ui", "web"))
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

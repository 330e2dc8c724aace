"""A person's week at a GitLab, as the source finds it."""

from datetime import timedelta

from core.model import EventKind
from tests.adapters.gitlab.kit import MONDAY, NOW, account, found, query, source
from tests.servers.gitlab import GitLabServer, World

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


async def test_a_week_has_all_that_was_done() -> None:
    world = World(NOW)
    ana, bob = world.user("ana", "Ana Silva"), world.user("bob", "Bob Stone")
    web = world.project("acme/front/web", members=[ana, bob])
    base = world.commit(web, bob, "Begin", MONDAY - 30 * DAY)
    world.push(web, bob, MONDAY - 30 * DAY)
    first = world.commit(web, ana, "Add login (#1)", MONDAY + HOUR, branch="login")
    world.push(web, ana, MONDAY + 2 * HOUR, branch="login")
    asked = world.request(web, ana, "Add login", MONDAY + 3 * HOUR, branch="login", commits=[first], description="Closes #1")
    world.merge(asked, bob, MONDAY + DAY)
    issue = world.issue(web, ana, "Logout fails", MONDAY + DAY + HOUR)
    world.close(issue, ana, MONDAY + 2 * DAY)
    other = world.request(web, bob, "Add logout", MONDAY + 2 * DAY, branch="logout")
    world.approve(other, ana, MONDAY + 3 * DAY)
    world.comment(other, ana, "Nice", MONDAY + 3 * DAY + HOUR)
    world.tag(web, ana, "v1.0", MONDAY + 4 * DAY, message="One", commit=base.id)
    world.release(web, ana, "v1.0", MONDAY + 4 * DAY + HOUR)

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
        (EventKind.TAG, "v1.0"),
        (EventKind.RELEASE, "v1.0"),
    ]

"""What Ana did in a week, as GitHub shows it to her."""

from collections.abc import AsyncIterator

import pytest

from core.model import EventKind, Verdict, Visibility
from tests.adapters.github.house import asker, at, lines, small
from tests.servers.github import schema
from tests.servers.github.server import GitHubServer
from tests.servers.github.world import World


@pytest.fixture
def world() -> World:
    return small()


@pytest.fixture
async def server(world: World) -> AsyncIterator[GitHubServer]:
    schema.needed()
    async with GitHubServer(world) as server:
        yield server
        assert server.intruders == 0


async def test_a_week_holds_commits_of_all_branches_requests_reviews_comments_issues_and_releases(
    world: World, server: GitHubServer
) -> None:
    ana, bob = world.users["ana"], world.users["bob"]
    web, api = world.repositories["acme/web"], world.repositories["acme/api"]
    world.commit(web, ana, "Add login\n\nFixes #7", at(0))
    world.push(web, ana, at(0, 10.5))
    feature = world.commit(web, ana, "Add token refresh", at(1), branch="refresh")
    pull = world.pull(web, ana, "Refresh tokens", at(1, 11), branch="refresh", commits=[feature])
    world.push(web, ana, at(1, 10.5), branch="refresh")
    world.merge(pull, bob, at(1, 15))
    world.commit(web, ana, "Try the billing export", at(2), branch="billing")
    world.push(web, ana, at(2, 10.5), branch="billing")
    theirs = world.pull(api, bob, "Cache invoices", at(2, 11), branch="cache")
    world.review(theirs, ana, at(2, 13), state="CHANGES_REQUESTED", body="See below", lines=2)
    world.remark(theirs, ana, at(2, 14))
    world.review(theirs, ana, at(2, 16), state="APPROVED")
    issue = world.issue(api, ana, "Export fails", at(3))
    world.close(issue, ana, at(3, 12))
    world.release(api, ana, "v1.2.0", at(4))

    found = await asker(server, ana).asks()

    assert lines(found) == [
        "Mon 10:00 commit acme/web Add login",
        "Tue 10:00 commit acme/web Add token refresh",
        "Tue 11:00 pull_opened acme/web #1",
        "Tue 15:00 pull_merged acme/web #1",
        "Wed 10:00 commit acme/web Try the billing export",
        "Wed 12:59 review_comment acme/api #1",
        "Wed 13:00 review acme/api #1",
        "Wed 13:00 review_comment acme/api #1",
        "Wed 14:00 comment acme/api #1",
        "Wed 16:00 review acme/api #1",
        "Thu 10:00 issue_opened acme/api #2",
        "Thu 12:00 issue_closed acme/api #2",
        "Fri 10:00 release acme/api v1.2.0",
    ]
    assert {event.visibility for event in found} == {Visibility.PRIVATE, Visibility.PUBLIC}
    assert [event.verdict for event in found if event.kind is EventKind.REVIEW] == [Verdict.CHANGES_REQUESTED, Verdict.APPROVED]
    assert all(event.url.startswith("https://github.example/acme/") for event in found)
    assert sorted(call.path for call in server.calls) == ["/graphql", "/graphql", "/users/ana/events"]

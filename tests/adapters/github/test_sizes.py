"""What it costs to see everything, in worlds of any size and in real histories."""

import pytest

from core.model import Event, EventKind, Identity
from tests import histories
from tests.adapters.github.house import NOW, WEEK, asker
from tests.servers.github import schema
from tests.servers.github.generated import world_of
from tests.servers.github.recorded import recorded
from tests.servers.github.server import Call, GitHubServer
from tests.servers.github.truth import Fact, facts


def told(events: list[Event]) -> set[Fact]:
    kinds = {EventKind.MERGE: EventKind.COMMIT}
    return {Fact(kinds.get(event.kind, event.kind), event.repository, event.ref, event.at) for event in events}


def depth(calls: list[Call]) -> int:
    """Return how many requests waited for one another."""
    depths: list[tuple[float, int]] = []
    for call in sorted(calls, key=lambda call: call.began):
        depths.append((call.ended, 1 + max((deep for ended, deep in depths if ended <= call.began), default=0)))
    return max(deep for _, deep in depths)


@pytest.mark.origin("S14")
@pytest.mark.parametrize(("size", "most"), [(60, 6), (600, 9)])
async def test_everything_is_found_in_few_calls(size: int, most: int) -> None:
    schema.needed()
    world = world_of(size)
    ana = world.users["ana"]
    async with GitHubServer(world, latency=0.2, checks_answers=False) as server:
        asking = asker(server, ana)
        asking.bounds = type(asking.bounds)(60, 120)
        found = await asking.asks(now=NOW)

        assert told(found) == facts(world, ana, ana, WEEK.start, WEEK.end)
        assert asking.problem == ""
        assert len(server.calls) <= most
        assert depth(server.calls) <= 3
        assert sum(call.size for call in server.calls) <= 50 * 1024


async def test_a_team_of_ten_is_one_go() -> None:
    schema.needed()
    world = world_of(60)
    ana = world.users["ana"]
    async with GitHubServer(world, checks_answers=False) as server:
        asking = asker(server, ana)
        asking.bounds = type(asking.bounds)(60, 120)
        found = await asking.asks(WEEK, *(Identity(user.name, login=f"github:{user.login}") for user in world.users.values()))

        truth = set[Fact]().union(*(facts(world, user, ana, WEEK.start, WEEK.end) for user in world.users.values()))
        lost = truth - told(found)
        assert {fact.kind for fact in lost} <= {EventKind.COMMIT, EventKind.RELEASE}
        assert len(lost) < len(truth) / 10
        assert "bare pushes in private repositories" in asking.problem
        assert len(server.calls) <= 15
        assert sum(call.points for call in server.calls) <= 12


@pytest.mark.parametrize("name", histories.NAMES)
async def test_a_real_history_is_told_as_it_was(name: str) -> None:
    schema.needed()
    world, person, window = recorded(name)
    async with GitHubServer(world, checks_answers=False) as server:
        asking = asker(server, person)
        asking.bounds = type(asking.bounds)(60, 120)
        found = await asking.asks(window, now=world.now)

        truth = facts(world, person, person, window.start, window.end)
        assert len(truth) > 5
        assert told(found) == truth

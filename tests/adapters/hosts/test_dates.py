"""When a commit counts."""

from datetime import timedelta

import pytest

from tests.adapters.hosts.kit import MONDAY, found, query
from tests.adapters.hosts.team import Team

DAY = timedelta(days=1)


async def test_a_commit_counts_at_its_author_date(team: Team) -> None:
    world, web, ana = team.world, team.web, team.ana
    inside = world.commit(web, ana, "Written on Tuesday, rebased a week later", MONDAY + DAY, branch="b", committed=MONDAY + 8 * DAY)
    world.commit(web, ana, "Written before, rebased in the week", MONDAY - DAY, branch="b", committed=MONDAY + DAY)
    world.commit(web, ana, "At the end", MONDAY + 7 * DAY, branch="b")
    start = world.commit(web, ana, "At the start", MONDAY, branch="b")
    world.push(web, ana, MONDAY + 8 * DAY, branch="b")

    async with team.serve() as server:
        events, error = await found(team.reading(server), query())

    assert error is None
    assert [event.ref for event in events] == [start.id, inside.id]
    assert all(event.change and event.change.branch == "b" and not event.change.is_merged for event in events)


@pytest.mark.fault("F068")
async def test_an_impossible_author_date_gives_way_to_the_committers(team: Team) -> None:
    world, web, ana = team.world, team.web, team.ana
    world.commit(web, ana, "From 1969", MONDAY.replace(year=1969), branch="b", committed=MONDAY + DAY)
    world.commit(web, ana, "From 2106", MONDAY.replace(year=2106), branch="b", committed=MONDAY + 2 * DAY)
    world.push(web, ana, MONDAY + 2 * DAY, branch="b")

    async with team.serve() as server:
        events, _ = await found(team.reading(server), query())

    assert [(event.title, event.at) for event in events] == [("From 1969", MONDAY + DAY), ("From 2106", MONDAY + 2 * DAY)]
    assert all("impossible" in event.doubt for event in events)

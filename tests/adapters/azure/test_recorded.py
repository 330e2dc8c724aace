"""Histories that nobody made up, many questions at once, and how much sixty repositories cost."""

import asyncio
from collections import Counter
from datetime import timedelta

import pytest

from adapters.azure.wire import Limits
from core.model import Identity, Where, Window
from tests.adapters.azure.kit import account, source
from tests.adapters.azure.team import Team
from tests.adapters.hosts.kit import MONDAY, Kept, found, query
from tests.adapters.hosts.recorded import recorded, week_of
from tests.histories import NAMES
from tests.servers.azure import AzureServer, World
from tests.servers.azure.recorded import load

WEEK = timedelta(days=7)
HOUR = timedelta(hours=1)


@pytest.mark.origin("S04")
@pytest.mark.origin("S14")
@pytest.mark.parametrize("name", NAMES)
async def test_each_week_of_a_recorded_history_has_its_authors_commits(name: str) -> None:
    history, rows = recorded(name)
    (person, email), _ = Counter(tuple(row["author"]) for row in rows).most_common(1)[0]
    starts = sorted({week_of(row["at"]) for row in rows if row["author"][1] == email})[::90]

    world = World(starts[0])
    who = world.user("one@acme.dev", person, emails=[email])
    load(world, history, world.project("Tools", members=[who]), name, pusher=who)
    for start in starts:
        world.now = start + 2 * WEEK
        async with AzureServer(world) as server:
            window = Window(start, start + WEEK, "UTC", "a week")
            events, error = await found(source(server, account(who, server.token(who))), query(window=window, now=world.now))
        own = [row for row in rows if row["author"][1] == email or row["author"][0] == person]
        assert error is None
        assert {event.ref for event in events} == {row["sha"] for row in own if week_of(row["at"]) == start}


async def test_everybodys_week_in_a_recorded_history() -> None:
    history, rows = recorded("bolt-python")
    start = Counter(week_of(row["at"]) for row in rows).most_common(1)[0][0]
    world = World(start + 2 * WEEK)
    who = world.user("one@acme.dev", "One")
    load(world, history, world.project("Tools", members=[who]), "bolt", pusher=who)

    async with AzureServer(world) as server:
        window = Window(start, start + WEEK, "UTC", "a week")
        asked = query(window=window, now=world.now, where=Where(repositories=("bolt",)))
        events, error = await found(source(server, account(who, server.token(who))), asked)

    assert error is None
    assert {event.ref for event in events} == {row["sha"] for row in rows if week_of(row["at"]) == start}


async def test_two_hundred_questions_at_once_and_one_that_is_limited(team: Team) -> None:
    team.work()
    async with AzureServer(team.world) as server:
        tokens = [server.token(team.ana) for _ in range(200)]
        slow = server.token(team.bob, limit=0)
        held = [account(team.ana, token, host=f"host{number}/acme") for number, token in enumerate(tokens)]
        answers = await asyncio.gather(
            found(source(server, account(team.bob, slow)), query()),
            *(found(source(server, who, memory=Kept(), limits=Limits()), query()) for who in held),
        )

    assert answers[0][1] is not None
    assert [answer[1] for answer in answers[1:]] == [None] * 200
    assert {tuple(event.title for event in answer[0]) for answer in answers[1:]} == {("Broken", "Fix")}
    assert max(token.most_in_flight for token in tokens) <= 6


async def test_a_team_is_asked_for_in_one_question(team: Team) -> None:
    people = []
    for number in range(10):
        one = team.world.user(f"dev{number}@acme.dev", f"Dev Number{number}")
        team.world.commit(team.web, one, f"By {number}", MONDAY)
        team.world.item(team.plan, one, f"Of {number}", MONDAY)
        people.append(Identity(one.name, one.emails[0], f"azure:{one.login}"))
    team.world.push(team.web, team.bob, MONDAY)
    async with AzureServer(team.world) as server:
        events, error = await found(team.reading(server), query(*people))

    assert error is None
    assert len(events) == 20
    assert len(server.asked) == 8


async def test_sixty_repositories_cost_a_call_each_and_a_few_for_what_happened(team: Team) -> None:
    """Twelve of sixty repositories were pushed to, six by Ana, who asked for three requests and reviewed three."""
    world, ana, bob = team.world, team.ana, team.bob
    for number in range(59):
        one = world.repository(team.plan, f"r{number}")
        world.commit(one, bob, "Begin", MONDAY - 9 * WEEK)
        world.push(one, bob, MONDAY - 9 * WEEK)
        if number < 12:
            world.commit(one, bob, "Work", MONDAY + HOUR)
            world.push(one, bob, MONDAY + HOUR)
        if number < 6:
            made = world.commit(one, ana, "Topic", MONDAY + 2 * HOUR, branch="topic")
            world.push(one, ana, MONDAY + 2 * HOUR, branch="topic")
            mine = number < 3
            asked = world.request(one, ana if mine else bob, "Ask", MONDAY + 3 * HOUR, branch="topic", commits=[made] if mine else [])
            world.vote(asked, bob if mine else ana, 10, MONDAY + 4 * HOUR)
            world.item(team.plan, ana, "Item", MONDAY)

    async with AzureServer(world) as server:
        events, error = await found(source(server, account(ana, server.token(ana))), query())

    assert error is None
    assert len(events) == 6 + 3 + 3 + 6
    kinds = Counter(call.path.rpartition("/")[2] for call in server.asked)
    assert kinds == {
        "connectionData": 1,
        "repositories": 1,
        "pullrequests": 6,
        "wiql": 1,
        "workitemsbatch": 1,
        "pushes": 60,
        "commits": 12 + 3 + 3,  # default branches; branches that are no request's of hers; those requests
        "threads": 6,
    }
    print(f"{len(server.asked)} calls, {sum(call.bytes for call in server.asked):,} bytes compressed")  # noqa: T201  a reviewer asks

"""Histories that nobody made up, and many questions at once."""

import asyncio
import threading
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from core.model import Identity, Where, Window
from tests.adapters.gitlab.kit import account, source
from tests.adapters.gitlab.team import Team
from tests.adapters.hosts.kit import MONDAY, Kept, found, query
from tests.adapters.hosts.recorded import recorded, week_of
from tests.histories import NAMES
from tests.servers.faults import stalls
from tests.servers.gitlab import GitLabServer, World
from tests.servers.gitlab.recorded import load

WEEK = timedelta(days=7)


@pytest.mark.origin("S04")
@pytest.mark.origin("S14")
@pytest.mark.parametrize("name", NAMES)
async def test_each_week_of_a_recorded_history_has_its_authors_commits(name: str) -> None:
    history, rows = recorded(name)
    (person, email), _ = Counter(tuple(row["author"]) for row in rows).most_common(1)[0]
    late = next((row for row in rows if week_of(row["at"]) != week_of(row["committed"]) and row["author"][1] == email), rows[-1])
    starts = sorted({week_of(late["at"]), *sorted({week_of(row["at"]) for row in rows if row["author"][1] == email})[::40]})

    for start in starts:
        world = World(start + 2 * WEEK)
        who = world.user("one", person, emails=[email])
        load(world, history, f"acme/tools/{name}", member=who)
        async with GitLabServer(world) as server:
            window = Window(start, start + WEEK, "UTC", "a week")
            events, error = await found(source(server, account(who, server.token(who))), query(window=window, now=world.now))
        own = [row for row in rows if row["author"][1] == email or f"<{email}>" in row["message"]]
        assert error is None
        assert {event.ref for event in events} == {row["sha"] for row in own if week_of(row["at"]) == start}


async def test_everybodys_week_in_a_recorded_history() -> None:
    history, rows = recorded("bolt-python")
    start = Counter(week_of(row["at"]) for row in rows).most_common(1)[0][0]
    world = World(start + 2 * WEEK)
    who = world.user("one")
    load(world, history, "acme/bolt", member=who)

    async with GitLabServer(world) as server:
        window = Window(start, start + WEEK, "UTC", "a week")
        asked = query(window=window, now=world.now, where=Where(repositories=("bolt",)))
        events, error = await found(source(server, account(who, server.token(who))), asked)

    assert error is None
    assert {event.ref for event in events} == {row["sha"] for row in rows if week_of(row["at"]) == start}


async def test_two_hundred_questions_at_once_have_bounded_threads(team: Team) -> None:
    team.world.issue(team.web, team.ana, "Broken", MONDAY)
    team.world.commit(team.web, team.ana, "Fix", MONDAY)
    team.world.push(team.web, team.ana, MONDAY)
    before = _threads()  # each host has threads of its own
    async with GitLabServer(team.world) as server:
        tokens = [server.token(team.ana) for _ in range(200)]
        slow = server.token(team.bob, limit=0)
        readings = [source(server, account(team.ana, token), memory=Kept()) for token in tokens]
        answers = await asyncio.gather(
            found(source(server, account(team.bob, slow)), query()),
            *(found(reading, query()) for reading in readings),
        )
        threads = _threads() - before

    assert answers[0][1] is not None
    assert _titles(answers[1:]) == {("Broken", "Fix")}
    assert threads <= 48
    assert max(token.most_in_flight for token in tokens) <= 6


@pytest.mark.fault("F063")
async def test_a_host_that_hangs_holds_up_no_other(team: Team) -> None:
    team.world.issue(team.web, team.ana, "Broken", MONDAY)
    async with GitLabServer(team.world) as hangs, GitLabServer(team.world) as server:
        hangs.plan(".*", stalls)
        token = hangs.token(team.ana)
        slow = [source(hangs, replace(account(team.ana, token), id=f"{number}"), memory=Kept()) for number in range(60)]
        waiting = [asyncio.create_task(found(one, query())) for one in slow]
        await asyncio.wait(waiting, timeout=0.1)
        async with asyncio.timeout(5):
            answer = await found(team.reading(server), query())
        for one in waiting:
            one.cancel()
        await asyncio.wait(waiting)

    assert _titles([answer]) == {("Broken",)}


async def test_a_team_is_asked_for_in_one_question(team: Team) -> None:
    people = []
    for number in range(10):
        one = team.world.user(f"dev{number}", f"Dev Number{number}")
        team.web.members[one.id] = 30
        team.world.commit(team.web, one, f"By {number}", MONDAY)
        team.world.issue(team.web, one, f"Of {number}", MONDAY)
        people.append(Identity(one.name, one.emails[0], f"gitlab:{one.login}"))
    team.world.push(team.web, team.bob, MONDAY)
    async with GitLabServer(team.world) as server:
        events, error = await found(team.reading(server), query(*people))

    assert error is None
    assert len(events) == 20
    assert sum(call.path.endswith("/repository/commits") for call in server.asked) == 1


def _threads() -> int:
    return sum(thread.name.startswith("gitlab") for thread in threading.enumerate())


def _titles(answers: Sequence[object]) -> set[tuple[str, ...]]:
    assert all(isinstance(answer, tuple) and answer[1] is None for answer in answers)
    return {tuple(sorted(event.title for event in answer[0])) for answer in answers if isinstance(answer, tuple)}

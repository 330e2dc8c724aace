"""What was asked before is not asked again."""

from datetime import datetime, timedelta

from core.model import Query, Window
from tests.adapters.hosts.kit import MONDAY, NOW, Kept, found, query
from tests.adapters.hosts.team import Team

HOUR = timedelta(hours=1)


def running(now: datetime) -> Query:
    """Ask since Monday, until now."""
    return query(window=Window(MONDAY, now, "UTC", "since Monday"), now=now)


async def test_a_week_that_is_over_is_asked_once(team: Team) -> None:
    team.work()
    memory = Kept()
    async with team.serve() as server:
        reading = team.reading(server, memory=memory)
        first, _ = await found(reading, query())
        calls = len(server.asked)
        again, error = await found(reading, query())
        assert (again, error, len(server.asked)) == (first, None, calls)

        memory.now = NOW + timedelta(hours=2)  # late work may have surfaced
        team.world.now = memory.now
        team.world.commit(team.web, team.ana, "Late", MONDAY + 3 * HOUR, committed=NOW)
        team.world.push(team.web, team.ana, NOW)
        later, _ = await found(reading, query(now=memory.now))

    assert [event.title for event in later] == [*(event.title for event in first), "Late"]


async def test_an_answer_from_before_a_windows_end_does_not_stand_for_all_of_it(team: Team) -> None:
    """Monday and the whole week select the same commits: what was said of Monday on Sunday is not all of the week."""
    team.work()
    memory = Kept()
    eve, after = MONDAY + timedelta(days=7, minutes=-4), MONDAY + timedelta(days=7, minutes=4)
    async with team.serve() as server:
        reading = team.reading(server, memory=memory)
        team.world.now = memory.now = eve
        day = Window(MONDAY, MONDAY + timedelta(days=1), "UTC", "Monday")
        monday, _ = await found(reading, query(window=day, now=eve))
        team.world.commit(team.web, team.ana, "Late on Sunday", MONDAY + timedelta(days=7, minutes=-3))
        team.world.push(team.web, team.ana, MONDAY + timedelta(days=7, minutes=-2))
        team.world.now = memory.now = after
        week, _ = await found(reading, query(now=after))

    assert len(monday) == 2
    assert [event.title for event in week] == ["Broken", "Fix", "Late on Sunday"]


async def test_a_week_that_runs_is_asked_on_condition_where_the_host_has_conditions(team: Team) -> None:
    team.work()
    memory = Kept()
    async with team.serve(is_conditional=True) as server:
        reading = team.reading(server, memory=memory)
        first, _ = await found(reading, running(NOW))
        before = len(server.asked)
        again, error = await found(reading, running(NOW + timedelta(minutes=1)))
        assert (again, error) == (first, None)
        statuses = {call.status for call in server.asked[before:] if "/wit/" not in call.path}
        assert statuses == {304}

        team.item(team.ana, "New", NOW - HOUR)
        changed, _ = await found(reading, running(NOW + timedelta(minutes=2)))

    assert [event.title for event in changed] == [*(event.title for event in first), "New"]


async def test_a_damaged_memory_is_as_if_there_were_none(team: Team) -> None:
    team.work()
    memory = Kept()
    async with team.serve() as server:
        reading = team.reading(server, memory=memory)
        first, _ = await found(reading, query())
        memory.entries = {key: (b"\x78\x9cdamaged", until) for key, (_, until) in memory.entries.items()}
        again, error = await found(reading, query())

    assert (again, error) == (first, None)

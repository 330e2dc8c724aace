"""What was asked before is not asked again, and nobody is told what another person's token could read."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest

from core.model import Identity, Member, Visibility, Window
from tests.adapters.azure.kit import account, source
from tests.adapters.azure.team import Team
from tests.adapters.hosts.kit import MONDAY, NOW, Kept, found, query
from tests.servers.azure import AzureServer, World
from tests.servers.faults import altered

HOUR = timedelta(hours=1)
RUNNING = Window(MONDAY, NOW + timedelta(hours=3), "UTC", "since Monday")


async def test_a_message_that_was_read_once_is_not_read_again(team: Team) -> None:
    team.world.commit(team.web, team.ana, "Fix\n\nAll of it.", MONDAY)
    team.world.push(team.web, team.ana, MONDAY)
    memory = Kept()
    async with AzureServer(team.world) as server:
        reading = team.reading(server, memory=memory)
        for _ in range(2):
            events, _ = await found(reading, query(window=RUNNING))
            assert [event.body for event in events] == ["All of it."]
        commit = next(iter(team.web.heads.values()))
        assert sum(call.path.endswith(commit) for call in server.asked) == 1


@pytest.mark.fault("F142")
@pytest.mark.fault("F143")
async def test_two_people_two_tenants_and_two_hosts_see_what_their_own_token_reads(
    record_property: Callable[[str, object], None],
) -> None:
    """Every pair of viewer and place is looked at, twice, through one memory: 2 x 2 x 2 viewers, 8 places."""
    worlds = [World(NOW), World(NOW)]
    kinds = (("public", False), ("organization", False), ("private", True), ("private", False))
    cells = 0
    memory = Kept()
    for world in worlds:
        people = [world.user("ana@acme.dev", "Ana Silva"), world.user("bob@acme.dev", "Bob Stone")]
        boss = world.user("boss@acme.dev", "The Boss")
        for who, (visibility, is_member) in product(people, kinds):
            members = [boss, *([who] if is_member else [])]
            project = world.project(f"{who.login}-{visibility}-{is_member}", visibility=visibility, members=members)
            repository = world.repository(project, "code")
            world.commit(repository, boss, f"{project.name} commit", MONDAY + HOUR)
            world.push(repository, boss, MONDAY + HOUR)
            world.item(project, boss, f"{project.name} item", MONDAY + HOUR)
            world.request(repository, boss, f"{project.name} request", MONDAY + HOUR, branch="b")
    for world in worlds:
        async with AzureServer(world) as server:
            for number, tenant, _ in product(range(2), ("T1", "T2"), range(2)):
                viewer = list(world.users.values())[number]
                held = account(viewer, server.token(viewer), host=f"host{worlds.index(world)}/acme")
                held = replace(held, owner=Member("slack", tenant, viewer.login))
                asked = query(Identity("", login="azure:boss@acme.dev"))
                events, error = await found(source(server, held, memory=memory), asked)
                assert error is None
                seen = {event.title for event in events}
                for owner, (visibility, is_member), what in product(("ana@acme.dev", "bob@acme.dev"), kinds, ("commit", "item", "request")):
                    may = visibility != "private" or (is_member and owner == viewer.login)
                    title = f"{owner}-{visibility}-{is_member} {what}"
                    assert (title in seen) is may, (viewer.login, tenant, title)
                    cells += 1
    record_property("cells", cells)
    assert cells == 384


async def test_an_unknown_visibility_is_unknown(team: Team) -> None:
    team.work()
    secret = {"id": team.plan.id, "name": team.plan.name, "visibility": "secret"}
    async with AzureServer(team.world) as server:
        server.plan("/_apis/git/repositories", altered(project=secret))
        events, _ = await found(team.reading(server), query())

    assert {event.visibility for event in events} == {Visibility.UNKNOWN}

"""What was asked before is not asked again, and nobody is told what another person's token could read."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest

from core.model import Identity, Member, Visibility
from tests.adapters.gitlab.kit import account, source
from tests.adapters.gitlab.team import Team
from tests.adapters.hosts.kit import MONDAY, NOW, Kept, found, query
from tests.servers.faults import altered
from tests.servers.gitlab import GitLabServer, World

HOUR = timedelta(hours=1)


@pytest.mark.fault("F142")
@pytest.mark.fault("F143")
async def test_two_people_two_tenants_and_two_hosts_see_what_their_own_token_reads(
    record_property: Callable[[str, object], None],
) -> None:
    """Every pair of viewer and place is looked at, twice, through one memory: 2 x 2 x 2 viewers, 8 places."""
    worlds = [World(NOW), World(NOW)]
    places = [
        (visibility, is_member, kind)
        for visibility, is_member in (("public", False), ("internal", False), ("private", True), ("private", False))
        for kind in ("open", "confidential")
    ]
    cells = 0
    memory = Kept()
    for world in worlds:
        people = [world.user("ana"), world.user("bob")]
        boss = world.user("boss", "The Boss")
        for who, (visibility, is_member, kind) in product(people, places):
            project = world.project(
                f"{who.login}/{visibility}-{is_member}-{kind}", visibility=visibility, members=[boss, *([who] if is_member else [])]
            )
            world.issue(project, boss, f"{project.path} {kind}", MONDAY + HOUR, is_confidential=kind == "confidential")
    for world in worlds:
        async with GitLabServer(world) as server:
            for login, tenant, _ in product(("ana", "bob"), ("T1", "T2"), range(2)):
                viewer = world.users[login]
                held = account(viewer, server.token(viewer), host=f"host{worlds.index(world)}")
                held = replace(held, owner=Member("slack", tenant, login))
                asked = query(Identity("", login="gitlab:boss"))
                events, _ = await found(source(server, held, memory=memory), asked)
                seen = {event.title for event in events}
                for owner, (visibility, is_member, kind) in product(("ana", "bob"), places):
                    path = f"{owner}/{visibility}-{is_member}-{kind}"
                    may = visibility != "private" or (is_member and owner == login)
                    may = may and (kind == "open" or (is_member and owner == login))
                    assert (f"{path} {kind}" in seen) is may, (login, tenant, path)
                    cells += 1
    record_property("cells", cells)
    assert cells == 256


async def test_a_fact_carries_who_may_read_it(team: Team) -> None:
    world, ana, bob = team.world, team.ana, team.bob
    public = world.project("acme/open", visibility="public", members=[ana, bob])
    inner = world.project("acme/inner", visibility="internal", members=[ana, bob])
    walled = world.project("acme/walled", visibility="public", members=[ana, bob], levels={"issues": "private", "repository": "private"})
    world.issue(public, ana, "Open", MONDAY)
    world.issue(public, ana, "Leak", MONDAY, is_confidential=True)
    asked = world.request(public, bob, "Ask", MONDAY, branch="b")
    world.comment(asked, ana, "Psst", MONDAY, is_internal=True)
    world.issue(inner, ana, "Inner", MONDAY)
    world.issue(walled, ana, "Walled", MONDAY)
    world.commit(walled, ana, "Code", MONDAY)
    world.push(walled, ana, MONDAY)
    world.request(walled, ana, "Shown", MONDAY, branch="b")

    async with GitLabServer(world) as server:
        events, error = await found(source(server, account(ana, server.token(ana))), query())

    assert error is None
    assert {event.body or event.title: event.visibility for event in events} == {
        "Open": Visibility.PUBLIC,
        "Leak": Visibility.PRIVATE,
        "Psst": Visibility.PRIVATE,
        "Inner": Visibility.INTERNAL,
        "Walled": Visibility.PRIVATE,
        "Code": Visibility.PRIVATE,
        "Shown": Visibility.PUBLIC,
    }


async def test_an_unknown_visibility_is_unknown(team: Team) -> None:
    team.work()
    async with GitLabServer(team.world) as server:
        server.plan("/projects", altered(visibility="secret"))
        events, _ = await found(team.reading(server), query())

    assert {event.visibility for event in events} == {Visibility.UNKNOWN}

"""Whom a question is about, and in which repositories."""

from datetime import timedelta

import pytest

from core.errors import PermanentError
from core.model import EventKind, Identity, Where
from tests.adapters.azure.kit import account, source
from tests.adapters.azure.team import Team
from tests.adapters.hosts.kit import MONDAY, found, query
from tests.servers.azure import AzureServer
from tests.servers.azure.rows import user
from tests.servers.faults import altered

HOUR = timedelta(hours=1)


def busy(team: Team) -> None:
    """Let Bob do one of everything."""
    world, web, bob, ana = team.world, team.web, team.bob, team.ana
    world.commit(web, bob, "Bob's topic", MONDAY + HOUR, branch="topic")
    world.push(web, bob, MONDAY + HOUR, branch="topic")
    world.request(web, bob, "Bob asks", MONDAY + 2 * HOUR, branch="topic")
    theirs = world.request(web, ana, "Ana asks", MONDAY + 2 * HOUR, branch="other")
    world.vote(theirs, bob, 10, MONDAY + 3 * HOUR)
    world.item(team.plan, bob, "Bob's item", MONDAY + 4 * HOUR)
    world.item(team.plan, ana, "Ana's item", MONDAY + 4 * HOUR)


@pytest.mark.parametrize(
    "who",
    [
        Identity("Bob", login="azure:bob@acme.dev"),
        Identity("", login="azure:BOB@acme.dev"),
        Identity("Robert", "bob@acme.dev"),
        Identity("Bob Stone"),
        Identity("bob  stone", login="github:bob"),
    ],
)
async def test_others_are_looked_for_by_login_address_or_full_name(team: Team, who: Identity) -> None:
    busy(team)
    async with AzureServer(team.world) as server:
        events, error = await found(team.reading(server), query(who))

    assert error is None
    assert [(event.kind, event.title) for event in events] == [
        (EventKind.COMMIT, "Bob's topic"),
        (EventKind.PULL_OPENED, "Bob asks"),
        (EventKind.REVIEW, "Ana asks"),
        (EventKind.ISSUE_OPENED, "Bob's item"),
    ]


async def test_a_name_with_a_quotation_mark_stays_a_name(team: Team) -> None:
    rory = team.world.user("rory@acme.dev", "Rory O'Brien")
    team.world.item(team.plan, rory, "Rory's", MONDAY)
    async with AzureServer(team.world) as server:
        events, error = await found(team.reading(server), query(Identity("Rory O'Brien")))

    assert error is None
    assert [event.title for event in events] == ["Rory's"]


async def test_several_people_in_one_question(team: Team) -> None:
    busy(team)
    async with AzureServer(team.world) as server:
        asked = query(Identity("Bob", login="azure:bob@acme.dev"), Identity("Ana", login="azure:ana@acme.dev"), Identity("nick"))
        events, error = await found(team.reading(server), asked)

    assert error is None
    assert {event.title for event in events} == {"Bob's topic", "Bob asks", "Ana asks", "Bob's item", "Ana's item"}


async def test_an_account_is_told_by_its_names_and_addresses(team: Team) -> None:
    team.work()
    team.world.commit(team.web, ("a", "ana@elsewhere.dev"), "From elsewhere", MONDAY)
    team.world.push(team.web, team.bob, MONDAY)
    async with AzureServer(team.world) as server:
        who = account(team.ana, server.token(team.ana))
        events, error = await found(source(server, who), query(Identity("ana silva", "ana@elsewhere.dev")))
        reviews = [call for call in server.asked if "searchCriteria.reviewerId" in call.query]

    assert error is None
    assert [event.title for event in events] == ["From elsewhere", "Broken", "Fix"]
    assert reviews


async def test_somebody_who_cannot_be_told_for_sure_is_named(team: Team) -> None:
    busy(team)
    async with AzureServer(team.world) as server:
        events, error = await found(team.reading(server), query(Identity("bob")))

    assert events == []
    assert isinstance(error, PermanentError)
    assert "azure:ana@example.org" in str(error)
    assert server.asked == []


async def test_everybody_in_a_named_repository(team: Team) -> None:
    busy(team)
    team.work()
    other = team.world.repository(team.plan, "other")
    team.world.commit(other, team.bob, "Elsewhere", MONDAY)
    team.world.push(other, team.bob, MONDAY)
    async with AzureServer(team.world) as server:
        reading = team.reading(server)
        events, error = await found(reading, query(where=Where(repositories=("web",))))
        project, _ = await found(reading, query(where=Where(repositories=("acme/*",), excluded=("acme/Big Plan/*",))))

    assert error is None
    assert [event.title for event in events] == ["Bob's topic", "Bob asks", "Ana asks", "Fix", "Ana asks"] or {
        event.title for event in events
    } == {"Bob's topic", "Bob asks", "Ana asks", "Fix"}
    assert {event.title for event in project} == {"Bob's item", "Ana's item", "Broken"}


async def test_everyone_is_everybody_in_what_the_account_may_read(team: Team) -> None:
    busy(team)
    async with AzureServer(team.world) as server:
        events, error = await found(team.reading(server), query(), is_everyone=True)

    assert error is None
    assert {event.title for event in events} == {"Bob's topic", "Bob asks", "Ana asks", "Bob's item", "Ana's item"}


async def test_filters_leave_repositories_out(team: Team) -> None:
    team.work()
    other = team.world.repository(team.plan, "other")
    team.world.commit(other, team.ana, "Elsewhere", MONDAY)
    team.world.push(other, team.ana, MONDAY)
    me = Identity("Ana Silva", "ana@acme.dev")
    async with AzureServer(team.world) as server:
        reading = team.reading(server)
        without, _ = await found(reading, query(me, where=Where(excluded=("web",))))
        within, _ = await found(reading, query(me, where=Where(repositories=("acme/big plan/web",))))

    assert [event.title for event in without] == ["Elsewhere", "Broken"]
    assert [event.title for event in within] == ["Fix"]


@pytest.mark.fault("F067")
async def test_a_deleted_author_and_a_bot_are_told_as_such(team: Team) -> None:
    world, web, ana = team.world, team.web, team.ana
    theirs = world.request(web, team.bob, "Left behind", MONDAY, branch="b", reviewers=[ana])
    world.vote(theirs, ana, 10, MONDAY + HOUR)
    robot = world.user("Build\\1234", "Big Plan Build Service (acme)")
    built = world.request(web, robot, "Bump", MONDAY + HOUR, branch="c", reviewers=[ana])
    world.vote(built, ana, 10, MONDAY + 2 * HOUR)
    async with AzureServer(world) as server:
        reading = source(server, account(ana, server.token(ana)))
        events, error = await found(reading, query())
        server.plan("/_apis/git/pullrequests", altered(createdBy=None))
        ghost, _ = await found(source(server, account(ana, server.token(ana))), query())

    assert error is None
    assert [event.thread and event.thread.author.is_bot for event in events] == [False, True]
    assert [event.thread and event.thread.author for event in ghost] == [Identity("unknown author")] * 2
    assert user(ana)["uniqueName"] == "ana@acme.dev"


@pytest.mark.fault("F067")
async def test_a_renamed_person_is_the_same_account(team: Team) -> None:
    team.work()
    async with AzureServer(team.world) as server:
        who = account(team.ana, server.token(team.ana))
        renamed = team.world.user("ana.silva@acme.dev", "Ana Maria Silva")
        assert renamed.id != team.ana.id
        events, error = await found(source(server, who), query(Identity("Ana", login="azure:ana@acme.dev")))

    assert error is None
    assert len(events) == 2

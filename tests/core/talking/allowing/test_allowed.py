"""What a place may be told, and who may decide it."""

from dataclasses import replace

import pytest

from core.messages import talking as messages
from core.model import Member, Visibility
from core.model.chat import Audience, Filled, Place, Pressed
from core.model.kept import Seen
from tests.core.talking.allowing.choosing import openly
from tests.core.talking.desk import SECRET, Office


async def test_repository_that_is_allowed_here_is_told_here_alone(office: Office, ana: Member, bob: Member, team: Place) -> None:
    other = office.platform.room("other", ana)
    assert "canary" not in await openly(office, ana, team)

    shown = await office.says(bob, "allow acme/vault here", team)

    assert (shown.text, shown.reader) == ("acme/vault at github.com may be told here.", bob)
    assert "canary" in await openly(office, ana, team)
    assert "canary" in await openly(office, ana, replace(team, thread="17.1"))
    assert "canary" not in await openly(office, ana, other)
    assert "merger" not in await openly(office, ana, team)


async def test_all_of_an_owner_s_is_allowed_at_once(office: Office, ana: Member, team: Place) -> None:
    await office.says(ana, "allow Acme/*", team)

    assert "canary" in await openly(office, ana, team)
    assert "merger" not in await openly(office, ana, team)


async def test_everywhere_is_the_managers_and_not_for_others_who_read_along(office: Office, ana: Member, boss: Member, team: Place) -> None:
    assert (await office.says(ana, "allow acme/vault everywhere", team)).text == messages.NO_MANAGER
    assert "read nothing that is called acme/vault" in (await office.says(boss, "allow acme/vault everywhere", team)).text
    office.reads(boss, SECRET)
    await office.says(boss, "allow acme/vault everywhere", team)

    assert "canary" in await openly(office, ana, office.platform.room("other", ana))
    assert "canary" in await openly(office, ana, office.platform.room("lead", ana, audience=Audience.MEMBERS))
    assert "canary" not in await openly(office, ana, office.platform.room("shared", ana, audience=Audience.OUTSIDE))


async def test_what_others_read_along_is_allowed_where_it_was_said_there(office: Office, ana: Member) -> None:
    shared = office.platform.room("shared", ana, audience=Audience.OUTSIDE)
    await office.says(ana, "allow acme/vault here", shared)

    assert "canary" in await openly(office, ana, shared)


@pytest.mark.fault("F140")
async def test_allowance_ends_where_the_place_is_opened_to_more(office: Office, ana: Member, team: Place) -> None:
    office.platform.open_to(team, Audience.MEMBERS)
    await office.says(ana, "allow acme/vault here", team)
    assert "canary" in await openly(office, ana, team)

    office.platform.open_to(team, Audience.WORKSPACE)
    assert "canary" not in await openly(office, ana, team)
    office.platform.open_to(team, Audience.MEMBERS)
    assert "canary" in await openly(office, ana, team)


@pytest.mark.fault("F147")
async def test_guests_decide_nothing(office: Office, team: Place) -> None:
    guest = office.worker("Gus Gast", is_guest=True)
    office.reads(guest, SECRET)
    office.platform.asks_for_team = True

    for words in ("allow acme/vault here", "allow acme/vault everywhere", "here on"):
        assert (await office.says(guest, words, team)).text == messages.NO_GUESTS
    await office.take(office.platform.turn(guest, team, Pressed("allow", "")))
    assert office.platform.messages[-1].text == messages.NO_GUESTS
    await office.take(office.platform.turn(guest, team, Filled("allow", "", {"allowed": "x"})))
    assert office.platform.messages[-1].text == messages.NO_GUESTS
    for words in ("ai off", "team on"):
        assert (await office.says(guest, words, team)).text == messages.NO_MANAGER
    assert (office.allowances.kept, office.rooms.on) == ([], set())


@pytest.mark.fault("F147")
async def test_who_is_no_manager_any_more_decides_no_longer(office: Office, boss: Member, team: Place) -> None:
    office.platform.asks_for_team = True
    await office.says(boss, "team on", team)
    office.platform.people[boss] = replace(office.platform.people[boss], is_manager=False)

    assert (await office.says(boss, "team off", team)).text == messages.NO_MANAGER
    assert office.rooms.on == {(Place("slack", "T1", ""), "team")}
    office.platform.directory.is_away = True
    assert (await office.says(boss, "here on", team)).text == messages.NO_GUESTS


async def test_where_a_workspace_is_a_team_nobody_says_so(office: Office, boss: Member, team: Place) -> None:
    assert (await office.says(boss, "team on", team)).text == messages.ONE_TEAM
    assert office.rooms.on == set()
    assert "team on" not in (await office.says(boss, "help", team)).text

    office.platform.asks_for_team = True
    assert (await office.says(boss, "team on", team)).text == messages.TEAM_ON
    assert "team on" in (await office.says(boss, "help", team)).text


async def test_switches_go_off_again(office: Office, boss: Member, team: Place) -> None:
    for words in ("team on", "team off", "ai off", "ai on", "here on", "here off"):
        await office.says(boss, words, team)
    assert office.rooms.on == set()


@pytest.mark.fault("F147")
async def test_people_who_left_and_bots_decide_nothing(office: Office, ana: Member, team: Place) -> None:
    office.platform.people[ana] = replace(office.platform.people[ana], is_gone=True)

    await office.says(ana, "allow acme/vault here", team)

    assert office.allowances.kept == []


async def test_repository_of_the_same_name_at_another_host_is_not_allowed_by_it(
    office: Office, ana: Member, bob: Member, team: Place
) -> None:
    office.visibilities.seen[bob] = Seen({("gitlab.com", "acme/vault"): Visibility.PRIVATE})

    await office.says(bob, "allow acme/vault here", team)

    assert "canary" not in await openly(office, ana, team)


async def test_everywhere_by_somebody_else_in_the_workspace_needs_one_who_reads_it(
    office: Office, ana: Member, bob: Member, team: Place
) -> None:
    away = replace(office.platform.people[bob], is_manager=True)
    office.platform.people[bob] = away

    assert "read nothing that is called board/plans" in (await office.says(bob, "allow board/plans everywhere", team)).text
    assert "merger" not in await openly(office, ana, team)


async def test_names_with_blanks_are_allowed_as_they_are(office: Office, ana: Member, team: Place) -> None:
    office.reads(ana, replace(SECRET, repository="acme/Big Plan/api"))

    for words in ("allow acme/Big Plan/api", 'allow "acme/Big Plan/api" here', "allow acme/Big Plan/* here"):
        await office.says(ana, words, team)
        assert "canary" in await openly(office, ana, team)
        office.allowances.kept.clear()

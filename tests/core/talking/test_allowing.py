"""What a place may be told: who may allow it, what they are shown of it, and how it is taken back."""

from dataclasses import replace

import pytest

from core.errors import OutsideError, PermanentError, TransientError
from core.messages import talking as messages
from core.model import Member, Visibility
from core.model.chat import Audience, FieldKind, Filled, Place, Pressed, Way
from core.model.kept import Seen
from tests.core.talking.desk import LOGIN, SECRET, Office
from tests.facts import commit
from tests.fake_chat import Shown

PLANS = commit("Plan the merger (#8)", visibility=Visibility.PRIVATE, repository="board/plans")


@pytest.fixture
def ana(office: Office) -> Member:
    member = office.worker("Ana Lima")
    office.reads(member, LOGIN, SECRET, PLANS)
    return member


@pytest.fixture
def bob(office: Office) -> Member:
    member = office.worker("Bob Berg")
    office.reads(member, LOGIN, SECRET)
    return member


@pytest.fixture
def boss(office: Office) -> Member:
    member = office.worker("Eva Ito", is_manager=True)
    office.reads(member, LOGIN)
    return member


@pytest.fixture
def team(office: Office, ana: Member, bob: Member, boss: Member) -> Place:
    return office.platform.room("team", ana, bob, boss)


async def openly(office: Office, member: Member, place: Place) -> str:
    return (await office.says(member, "last week", place, Way.MENTION)).text


async def chooses(office: Office, member: Member, place: Place, *labels: str) -> Shown:
    form = office.platform.forms[-1][1]
    values = "\n".join(choice.value for choice in form.fields[0].choices if choice.label in labels)
    await office.take(office.platform.turn(member, place, Filled("allow", form.token, {"allowed": values})))
    return office.platform.messages[-1]


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


async def test_hidden_count_offers_who_presses_what_they_read_themselves(office: Office, ana: Member, bob: Member, team: Place) -> None:
    shown = await office.says(ana, "last week", team, Way.MENTION)
    assert next(button.label for button in shown.page.buttons if button.name == "allow") == "2 hidden here"

    await office.presses(bob, "allow", shown)

    member, form = office.platform.forms[-1]
    assert (member, form.fields[0].kind) == (bob, FieldKind.CHOICES)
    assert [choice.label for choice in form.fields[0].choices] == ["acme/* (github.com)", "acme/vault (github.com)"]
    told = await chooses(office, bob, team, "acme/vault (github.com)")
    assert told.text == f"acme/vault at github.com may be told here.\n{messages.ASK_AGAIN}"
    assert "canary" in await openly(office, ana, team)
    await office.presses(bob, "allow", shown)
    assert [choice.label for choice in office.platform.forms[-1][1].fields[0].choices] == ["acme/* (github.com)"]


@pytest.mark.fault("F146")
async def test_choice_of_what_one_does_not_read_allows_nothing(office: Office, ana: Member, bob: Member, team: Place) -> None:
    shown = await office.says(ana, "last week", team, Way.MENTION)
    await office.presses(ana, "allow", shown)
    assert (await chooses(office, bob, team, "board/plans (github.com)")).text == messages.OLD
    (hers,) = (one.value for one in office.platform.forms[-1][1].fields[0].choices if one.label == "board/plans (github.com)")

    await office.presses(bob, "allow", shown)
    token = office.platform.forms[-1][1].token
    await office.take(office.platform.turn(bob, team, Filled("allow", token, {"allowed": hers})))
    assert office.platform.messages[-1].text == messages.NOTHING_CHANGED
    assert office.allowances.kept == []


async def test_form_that_hosts_kept_waiting_too_long_is_opened_by_a_button(office: Office, ana: Member, team: Place) -> None:
    shown = await office.says(ana, "last week", team, Way.MENTION)
    office.platform.refuses_form = PermanentError("Too late.")
    late = await office.presses(ana, "allow", shown)
    assert (late.text, office.platform.forms) == ("Too late.", [])

    office.platform.refuses_form, office.visibilities.breaks = None, TransientError("asked again")
    await office.presses(ana, "allow", late)
    office.visibilities.breaks = None
    assert (await chooses(office, ana, team, "acme/vault (github.com)")).text.startswith("acme/vault at github.com may be told here.")


async def test_form_says_where_people_from_outside_would_read_it(office: Office, ana: Member, team: Place) -> None:
    for audience, lines in ((Audience.WORKSPACE, 1), (Audience.OUTSIDE, 2)):
        office.platform.open_to(team, audience)
        await office.presses(ana, "allow", await office.says(ana, "last week", team, Way.MENTION))
        assert office.platform.forms[-1][1].lines == (messages.ALLOW_LINES, messages.ALLOW_OUTSIDE)[:lines]


async def test_who_reads_nothing_more_is_offered_nothing(office: Office, ana: Member, boss: Member, team: Place) -> None:
    shown = await office.says(ana, "last week", team, Way.MENTION)
    office.visibilities.seen[boss] = Seen({}, ("gitlab.com did not answer.",))

    assert (await office.presses(boss, "allow", shown)).text == f"{messages.NOTHING_TO_ALLOW}\ngitlab.com did not answer."


@pytest.mark.parametrize(
    "words",
    [
        "allow everything",
        "allow vault here",
        "allow */vault here",
        "allow acme/v* here",
        "disallow /x",
        "allow acme/",
    ],
)
async def test_allowances_that_are_not_written_as_such_are_refused(office: Office, ana: Member, team: Place, words: str) -> None:
    assert (await office.says(ana, words, team)).text == messages.ALLOW_HOW


async def test_allowances_are_listed_for_who_reads_them_and_taken_back(
    office: Office, ana: Member, bob: Member, boss: Member, team: Place
) -> None:
    assert (await office.says(ana, "allow", team)).text == messages.NOTHING_ALLOWED
    await office.says(ana, "allow acme/vault here", team)
    await office.says(ana, "allow board/plans here", team)

    seen_by_bob = await office.says(bob, "allow", team)
    assert seen_by_bob.text == "acme/vault at github.com may be told here."
    assert (await office.says(boss, "allow", team)).text.count("\n") == 1
    assert (await office.says(bob, "disallow board/plans", team)).text == messages.NOT_ALLOWED
    assert (await office.presses(bob, "disallow", seen_by_bob)).text == "acme/vault at github.com is no longer allowed."
    assert (await office.presses(bob, "disallow", seen_by_bob)).text == messages.NOT_ALLOWED
    assert "no longer" in (await office.says(boss, "disallow board/plans here", team)).text
    assert office.allowances.kept == []


async def test_allowance_of_everywhere_is_listed_and_taken_back_as_such(office: Office, boss: Member, team: Place) -> None:
    office.reads(boss, SECRET)
    await office.says(boss, "allow acme/* everywhere", team)

    assert (await office.says(boss, "allow", team)).text == "acme/* at github.com may be told everywhere."
    assert (await office.says(boss, "disallow acme/* here", team)).text == messages.NOT_ALLOWED
    assert "no longer" in (await office.says(boss, "disallow acme/* everywhere", team)).text


async def test_repository_of_the_same_name_at_another_host_is_not_allowed_by_it(
    office: Office, ana: Member, bob: Member, team: Place
) -> None:
    office.visibilities.seen[bob] = Seen({("gitlab.com", "acme/vault"): Visibility.PRIVATE})

    await office.says(bob, "allow acme/vault here", team)

    assert "canary" not in await openly(office, ana, team)


async def test_hosts_that_fail_allow_nothing(office: Office, ana: Member, team: Place) -> None:
    office.visibilities.breaks = OutsideError("The store is away.")

    assert (await office.says(ana, "allow acme/vault here", team)).text == "The store is away."


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

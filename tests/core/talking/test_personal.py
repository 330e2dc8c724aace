"""What is one's own: settings, what is kept, and being forgotten."""

import json

import pytest

from core.errors import SettingsError
from core.messages import talking as messages
from core.model import Member, Visibility
from core.model.chat import Place, Way
from tests.core.talking.desk import Office
from tests.core.talking.forms import fills, form
from tests.facts import commit

LOGIN = commit("Add login (#412)", visibility=Visibility.PRIVATE)


@pytest.fixture
def ana(office: Office) -> Member:
    return office.worker("Ana Lima", LOGIN)


@pytest.fixture
def team(office: Office, ana: Member) -> Place:
    return office.platform.room("team", ana)


async def test_settings_are_a_form_that_holds_what_is_set(office: Office, ana: Member, team: Place) -> None:
    await office.says(ana, "settings zone=Europe/Lisbon week-start=sunday", team)
    await office.says(ana, "settings", team)

    assert {field.name: field.value for field in form(office).fields} == {
        "zone": "Europe/Lisbon",
        "country": "",
        "language": "",
        "bullets": "",
        "length": "normal",
    }
    assert "week-start = sunday" in form(office).lines
    shown = await fills(office, ana, team, {"zone": "", "country": "PT", "language": "German", "bullets": "5", "length": "short"})
    assert office.people.kept[ana].settings == {
        "week-start": "sunday",
        "country": "PT",
        "language": "German",
        "bullets": "5",
        "length": "short",
    }
    assert shown.reader == ana


async def test_settings_are_read_in_the_quotation_marks_that_a_chat_makes_of_plain_ones(office: Office, ana: Member, team: Place) -> None:
    assert "name = Ana Maria" in (await office.says(ana, "settings name=“Ana Maria”", team)).text


async def test_settings_that_are_not_understood_change_nothing(office: Office, ana: Member, team: Place) -> None:
    assert "zone=Mars is not understood" in (await office.says(ana, "settings zone=Mars", team)).text
    assert "no partner" in (await office.says(ana, 'settings name="Ana', team)).text
    await office.says(ana, "settings", team)
    shown = await fills(office, ana, team, {"bullets": "99"})
    assert "bullets=99 is not understood" in shown.text
    await office.presses(ana, "settings", shown)
    assert len(office.platform.forms) == 2
    assert office.people.kept == {}


@pytest.mark.parametrize(("zone", "meant"), [("Asia/Tokyo", "that of your profile"), ("", "UTC")])
async def test_the_form_of_settings_says_which_zone_counts_where_none_is_set(office: Office, zone: str, meant: str) -> None:
    cleo = office.worker("Cleo", zone=zone)

    await office.says(cleo, "settings", office.platform.room("team", cleo))

    assert form(office).fields[0].hint == f"Like Europe/Lisbon; empty is {meant}"


async def test_country_that_no_calendar_knows_is_refused(office: Office, ana: Member, team: Place) -> None:
    office.no_country = SettingsError(["There are no holidays for XX."])

    assert (await office.says(ana, "settings country=XX", team)).text == "There are no holidays for XX."
    assert office.people.kept == {}


async def test_settings_of_a_mention_are_a_button_that_opens_the_form(office: Office, ana: Member, team: Place) -> None:
    shown = await office.says(ana, "settings", team, Way.MENTION)

    await office.presses(ana, "settings", shown)

    assert form(office).name == "settings"


async def test_export_tells_all_that_is_kept_without_tokens(office: Office, ana: Member, team: Place) -> None:
    await office.says(ana, "settings bullets=5", team)
    await office.says(ana, "hide-me", team)
    await office.says(ana, "allow acme/web here", team)
    await office.says(ana, "last week", team)

    shown = await office.says(ana, "export-me", team)

    assert shown.reader == ana
    kept = json.loads(shown.page.lines[1])
    assert kept["settings"] == {"bullets": "5"}
    assert (kept["hidden"], kept["last_recap"], kept["allowed"]) == (True, "2021-02-10T18:00:00+00:00", ["acme/web at github.com"])
    assert kept["accounts"][0]["login"] == "ana"
    assert office.accounts.kept[0].token.reveal() not in shown.text


async def test_export_of_somebody_new_is_empty(office: Office, team: Place) -> None:
    bob = office.platform.person("Bob Berg")

    kept = json.loads((await office.says(bob, "export-me", team)).page.lines[1])
    assert (kept["settings"], kept["last_recap"], kept["accounts"], kept["allowed"]) == ({}, None, [], [])


async def test_forgetting_asks_first_then_erases_everything_and_says_what(office: Office, ana: Member, team: Place) -> None:
    for words in ("settings bullets=5", "allow acme/web here", "last week"):
        await office.says(ana, words, team)

    asked = await office.says(ana, "forget-me", team)
    assert asked.text == messages.FORGET
    assert office.accounts.kept
    shown = await office.presses(ana, "forget", asked)

    assert shown.text.split("\n")[1:] == ["Erased: 1 answer.", "Erased: 1 allowance.", messages.ERASED_SETTINGS]
    assert shown.text.startswith("Erased the account ana at GitHub.")
    assert (office.accounts.kept, office.people.kept, office.answers.kept, office.allowances.kept) == ([], {}, [], [])
    assert (await office.presses(ana, "forget", asked)).text == messages.NOTHING_ERASED


async def test_forgetting_is_one_s_own(office: Office, ana: Member, team: Place) -> None:
    bob = office.worker("Bob Berg")

    await office.presses(bob, "forget", await office.says(ana, "forget-me", team))

    assert [one.owner for one in office.accounts.kept] == [ana]


async def test_in_direct_messages_of_several_servers_one_s_own_is_that_of_all(office: Office, ana: Member) -> None:
    other, direct = office.worker("Ana Lima", tenant="T2", user=ana.user), office.platform.direct_of(ana)
    office.platform.homes[ana, direct] = [ana, other]

    assert (await office.says(ana, "accounts", direct, Way.DIRECT)).text.count("GitHub") == 2
    await office.says(ana, "hide-me", direct, Way.DIRECT)
    assert office.people.kept[ana].is_hidden
    assert office.people.kept[other].is_hidden
    kept = [json.loads(line) for line in (await office.says(ana, "export-me", direct, Way.DIRECT)).page.lines[1:]]
    assert [one["accounts"][0]["id"] for one in kept] == [f"T1{ana.user}", f"T2{ana.user}"]

    shown = await office.presses(ana, "forget", await office.says(ana, "forget-me", direct, Way.DIRECT))
    assert shown.text.count(messages.ERASED_SETTINGS) == 2
    assert (office.accounts.kept, office.people.kept) == ([], {})

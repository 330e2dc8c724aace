"""What somebody is told, and may decide, who speaks to the bot alone and is in several servers with it."""

from dataclasses import replace

import pytest

from core.errors import TransientError
from core.messages import allowing
from core.messages import talking as messages
from core.model import Account, Member, Visibility
from core.model.chat import Place, Way
from core.talking.rooms import PLAIN
from tests.core.talking.desk import Office
from tests.facts import commit
from tests.fakes import FakeWriter

OURS = commit("Add login (#412)", repository="acme/web", visibility=Visibility.PRIVATE)
THEIRS = commit("Fix the boat (#7)", repository="club/boat", visibility=Visibility.PRIVATE)
LAST_WEEK = "last week"


@pytest.fixture
def homes(office: Office) -> list[Member]:
    """Ana in three servers: she linked nothing in the oldest, and works elsewhere in each of the others."""
    office.platform.asks_for_team = True
    oldest = office.platform.person("Ana Lima", tenant="T0", user="U1", is_manager=True)
    found = [oldest, office.worker("Ana Lima", tenant="T1", user="U1"), office.worker("Ana Lima", tenant="T2", user="U1")]
    office.reads(found[1], OURS)
    office.reads(found[2], THEIRS)
    for one in found:
        office.platform.homes[one, office.platform.direct_of(oldest)] = found
    return found


@pytest.fixture
def direct(office: Office, homes: list[Member]) -> Place:
    return office.platform.direct_of(homes[0])


@pytest.mark.parametrize("way", [Way.DIRECT, Way.COMMAND])
async def test_who_reads_alone_is_told_what_the_accounts_of_all_servers_see(
    office: Office, homes: list[Member], direct: Place, way: Way
) -> None:
    shown = await office.says(homes[0], LAST_WEEK, direct, way)

    assert "login" in shown.text
    assert "the boat" in shown.text
    assert (await office.says(homes[0], "repos", direct, way)).text.startswith("Your accounts read 2 repositories.")


async def test_what_is_shown_is_shown_to_the_member_whose_accounts_answered(office: Office, homes: list[Member], direct: Place) -> None:
    shown = await office.says(homes[0], LAST_WEEK, direct, Way.COMMAND)

    assert shown.reader == homes[1]
    assert messages.NOT_YOURS not in (await office.presses(homes[1], "why", shown)).text


async def test_a_follow_up_and_a_button_go_on_from_the_answer_of_all_servers(office: Office, homes: list[Member], direct: Place) -> None:
    shown = await office.says(homes[0], LAST_WEEK, direct, Way.DIRECT)

    assert "The boat" in (await office.says(homes[0], "as changelog", direct, Way.DIRECT)).text
    assert (await office.presses(homes[1], "refresh", shown)).text == messages.NOTHING_NEW


async def test_in_a_server_only_the_accounts_that_were_linked_there_count(office: Office, homes: list[Member]) -> None:
    shown = await office.says(homes[2], LAST_WEEK, office.platform.room("boats", homes[2], tenant="T2"))

    assert "the boat" in shown.text
    assert "login" not in shown.text


async def test_what_one_server_keeps_from_models_no_model_reads_in_direct_messages(
    office: Office, homes: list[Member], direct: Place
) -> None:
    office.writer = writer = FakeWriter()
    await office.says(homes[0], LAST_WEEK, direct, Way.DIRECT)
    assert len(writer.prompts) == 1

    await office.rooms.turn(Place("slack", "T2", ""), PLAIN, is_on=True)
    await office.says(homes[0], LAST_WEEK, direct, Way.DIRECT)

    assert len(writer.prompts) == 1


@pytest.mark.parametrize("words", ["team on", "ai off", "allow acme/* everywhere", "disallow acme/* everywhere"])
async def test_what_is_about_a_server_is_said_in_it_where_there_are_several(
    office: Office, homes: list[Member], direct: Place, words: str
) -> None:
    assert (await office.says(homes[0], words, direct, Way.DIRECT)).text == messages.WHICH_SERVER
    assert office.allowances.kept == []


async def test_settings_in_direct_messages_are_those_of_all_servers(office: Office, homes: list[Member], direct: Place) -> None:
    await office.says(homes[0], "settings zone=Europe/Lisbon", direct, Way.DIRECT)

    assert [office.people.kept[one].settings["zone"] for one in homes] == ["Europe/Lisbon"] * 3


@pytest.mark.parametrize("words", ["allow acme/web here", "allow"])
async def test_where_only_the_asker_reads_nothing_needs_to_be_allowed(office: Office, homes: list[Member], words: str) -> None:
    alone = office.platform.direct_of(homes[1])

    assert (await office.says(homes[1], words, alone, Way.DIRECT)).text == allowing.TOLD_ALONE
    assert office.allowances.kept == []


async def test_where_only_the_asker_reads_nobody_else_can_be_shown_answers(office: Office, homes: list[Member], direct: Place) -> None:
    assert (await office.says(homes[0], "here on", direct, Way.DIRECT)).text == messages.ONLY_YOU


async def test_everyone_here_is_who_asks_where_nobody_else_is(office: Office, homes: list[Member], direct: Place) -> None:
    shown = await office.says(homes[0], "everyone here last week", direct, Way.DIRECT)

    assert "login" in shown.text
    assert "only commits" not in shown.text


async def test_an_account_that_was_linked_in_two_servers_is_listed_once_and_parted_with_in_both(
    office: Office, homes: list[Member], direct: Place
) -> None:
    [first] = [one for one in office.accounts.kept if one.owner == homes[1]]
    office.accounts.kept = [first, replace(first, owner=homes[2])]

    shown = await office.says(homes[0], "accounts", direct, Way.DIRECT)
    assert shown.text.count("ana at GitHub") == 1
    assert [one.label for one in shown.page.buttons] == ["Disconnect GitHub"]

    shown = await office.says(homes[0], "disconnect github", direct, Way.DIRECT)
    assert shown.text.count("ana") == 1
    assert office.accounts.kept == []


async def test_where_it_cannot_be_seen_who_somebody_is_they_are_as_whom_they_came(
    office: Office, homes: list[Member], direct: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    of, faults = office.accounts.of, [TransientError("Down.")]

    async def once_broken(member: Member) -> list[Account]:
        if faults:
            raise faults.pop()
        return await of(member)

    monkeypatch.setattr(office.accounts, "of", once_broken)

    assert (await office.says(homes[0], LAST_WEEK, direct, Way.DIRECT)).text == messages.CONNECT_FIRST

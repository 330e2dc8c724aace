"""A question waits for its account, and is answered when there is one."""

import pytest

from core.connect import Linked
from core.messages import talking as messages
from core.model import Member, Provider, Secret
from core.model.chat import Place, Way
from tests.core.talking.desk import Office
from tests.core.talking.forms import fills, form
from tests.fake_accounts import account


async def test_question_before_an_account_waits_and_answers_itself(office: Office, ana: Member, team: Place) -> None:
    offered = await office.says(ana, "last week", team, Way.MENTION)
    assert (offered.text, offered.reader) == (messages.CONNECT_FIRST, ana)
    assert [button.label for button in offered.page.buttons] == ["GitHub", "GitLab", "Azure DevOps"]

    await office.presses(ana, "connect", offered)
    assert form(office).fields[0].label == "Token"
    assert [(one.label, one.url) for one in form(office).buttons] == [("Make a token", "https://github.com/settings/tokens")]
    await fills(office, ana, team, {"token": "pat-of-ana", "host": ""})

    linked, answered = office.platform.messages[-2:]
    assert linked.text.startswith("Linked GitHub as ana (id id-ana).\nThe token lets Recap read: ")
    assert linked.reader == ana
    assert "Added login (#412)" in answered.text
    assert (answered.reader, answered.place) == (None, team)
    assert office.waiting.questions == {}


async def test_question_whose_way_is_closed_by_then_is_answered_in_a_direct_message(office: Office, ana: Member, team: Place) -> None:
    await office.says(ana, "last week", team)
    office.platform.closed = {team}
    done = await office.connector.by_token(ana, office.hosts(Provider.GITHUB, "github.com"), Secret("pat-of-ana"))

    await office.talk.linked(done)

    told, answered = office.platform.messages[-2:]
    assert "Linked GitHub as ana" in told.text
    assert "Added login (#412)" in answered.text
    assert told.place == answered.place == office.platform.direct_of(ana)


async def test_account_that_is_linked_in_a_browser_is_told_of(office: Office, ana: Member) -> None:
    office.hosts.scopes = None
    done = await office.connector.by_token(ana, office.hosts(Provider.GITHUB, "github.com"), Secret("pat-of-ana"))

    await office.talk.linked(done)

    assert office.platform.messages[-1].place == office.platform.direct_of(ana)
    assert "does not say what this kind of token may read" in office.platform.messages[-1].text


@pytest.mark.parametrize(("zone", "set_", "is_asked"), [("", "", True), ("Asia/Tokyo", "", False), ("", "zone=Asia/Tokyo", False)])
async def test_who_links_an_account_is_asked_for_a_time_zone_where_none_is_known(
    office: Office, team: Place, zone: str, set_: str, *, is_asked: bool
) -> None:
    cleo = office.platform.person("Cleo", zone=zone)
    await office.says(cleo, f"settings {set_}", team)

    await office.says(cleo, "connect github", team)
    [linked] = [await fills(office, cleo, team, {"token": "pat-of-ana"})]
    assert (messages.no_zone("UTC") in linked.text) == is_asked
    assert [one.name for one in linked.page.buttons] == (["settings"] if is_asked else [])

    await office.talk.linked(Linked(account(cleo, "github.com"), None, ""))
    told = office.platform.messages[-1]
    assert (messages.no_zone("UTC") in told.text) == is_asked
    assert told.page.home == cleo.tenant


async def test_an_account_that_was_linked_elsewhere_is_told_of_whoever_its_owner_is(office: Office, ana: Member) -> None:
    del office.platform.people[ana]

    await office.talk.linked(Linked(account(ana, "github.com"), None, ""))

    assert office.platform.messages[-1].text.startswith("Linked GitLab (github.com) as ana")


@pytest.mark.parametrize("kept", ["shlex words of a terminal", "[1]", '{"v": 0}'])
async def test_what_waits_from_another_version_is_left(office: Office, ana: Member, kept: str) -> None:
    linked = account(ana, "github.com")

    await office.talk.linked(Linked(linked, None, kept))

    assert len(office.platform.messages) == 1

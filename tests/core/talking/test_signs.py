"""A sign of life in a chat, and what becomes of it where no answer follows."""

import pytest

from core.audience import PRIVATE
from core.errors import NoSourceError, TransientError
from core.messages import talking as messages
from core.model import Member
from core.model.chat import Audience, Page, Place, Way
from core.talking.answering import _is_told
from core.talking.showing import Showing
from tests.core.talking.desk import Office
from tests.fake_chat import FakeLiveMessage


@pytest.fixture
def office() -> Office:
    return Office(is_slow=True, fails=TransientError("github.com is away."))


@pytest.fixture
def ana(office: Office) -> Member:
    return office.worker("Ana Lima")


@pytest.fixture
def bob(office: Office) -> Member:
    return office.worker("Bob Berg")


@pytest.fixture
def team(office: Office, ana: Member, bob: Member) -> Place:
    return office.platform.room("team", ana, bob)


async def test_sign_of_life_does_not_stay_where_nothing_follows(office: Office, ana: Member, bob: Member, team: Place) -> None:
    alone = await office.says(ana, "last week", office.platform.direct_of(ana), Way.DIRECT)
    assert " is away." in alone.text
    assert len(office.platform.messages) == 1

    await office.says(ana, "<@U2> last week", team, Way.MENTION)
    assert [one.text for one in office.platform.seen_by(bob, team)] == [messages.UNTOLD]
    assert " is away." in office.platform.messages[-1].text
    assert office.platform.messages[-1].reader == ana


async def test_sign_of_life_that_cannot_be_replaced_leaves_the_reason_to_the_asker(office: Office, team: Place) -> None:
    showing = Showing(FakeLiveMessage(office.platform, team, None), lambda recap: Page(recaps=(recap,)), clearance=PRIVATE)
    await showing.sign_of_life()
    office.platform.closed = {team}
    assert not await _is_told(NoSourceError("github.com is away."), showing)  # so that it is told elsewhere


@pytest.mark.parametrize("way", [Way.MENTION, Way.COMMAND])
async def test_sign_of_life_waits_for_nobody_who_tells_who_reads_along(
    office: Office, ana: Member, team: Place, way: Way, monkeypatch: pytest.MonkeyPatch
) -> None:
    stood: list[list[str]] = []

    async def asked(_: Place) -> Audience:
        stood.append([one.text for one in office.platform.messages])
        return Audience.WORKSPACE

    monkeypatch.setattr(office.platform.directory, "audience", asked)
    await office.says(ana, "last week", team, way)
    assert stood[0] == [messages.LOOKING]


async def test_who_keeps_out_is_told_of_in_the_place_of_a_sign_of_life(office: Office, ana: Member, bob: Member, team: Place) -> None:
    await office.people.hide(bob, is_hidden=True)

    assert (await office.says(ana, f"<@{bob.user}> last week", team, Way.MENTION)).text == messages.KEEPS_OUT
    assert [one.text for one in office.platform.seen_by(bob, team)] == [messages.UNTOLD]


async def test_answer_to_one_person_waits_for_nobody_who_lists_who_else_reads(
    office: Office, ana: Member, team: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def alone(_: Place) -> bool:
        raise TransientError("Slack is away.")

    monkeypatch.setattr(office.platform.directory, "is_alone", alone)
    office.fails = None
    shown = await office.says(ana, "last week", team)
    assert [button.name for button in shown.page.buttons][:2] == ["post", "dm"]  # where nobody can say who reads, others may

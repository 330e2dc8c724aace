"""A sign of life in a chat, and what becomes of it where no answer follows."""

import pytest

from core.errors import TransientError
from core.messages import talking as messages
from core.model import Member
from core.model.chat import Place, Way
from tests.core.talking.desk import Office


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


async def test_sign_of_life_that_cannot_be_replaced_leaves_the_reason_to_the_asker(office: Office, ana: Member, team: Place) -> None:
    office.meanwhile = lambda: office.platform.closed.add(team)

    await office.says(ana, "last week", team, Way.MENTION)

    assert " is away." in office.platform.messages[-1].text

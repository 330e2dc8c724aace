"""What is posted after a look: it goes on where the platform wants fewer calls, and is looked at again once it may."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from core.deliver import Outlet, deliver
from core.errors import RateLimitedError
from core.messages import talking as messages
from core.model import Member, Recap
from core.model.chat import Audience, Place, Pressed
from core.pacing import Pace
from core.talking.desk import Deliver
from core.talking.showing import Showing
from core.talking.talk import Talk
from tests.core.talking.desk import Office, at_once
from tests.fake_chat import NOW, FakeChat, Shown


async def test_what_is_posted_goes_on_once_the_platform_wants_more_calls(office: Office, ana: Member, team: Place) -> None:
    async def sleep(_: float) -> None:
        return None

    async def patiently(snapshots: AsyncIterator[Recap], showing: Showing) -> Recap:
        return await deliver(snapshots, Outlet(message=showing, rhythm=Pace(0.0), now=lambda: NOW, sleep=sleep))

    preview = await office.presses(ana, "post", await office.says(ana, "last week", team))
    office.platform.breaks = [RateLimitedError("Fewer calls, please."), RateLimitedError("Fewer calls, please.")]

    posted = await _posts(office, ana, preview, patiently)

    assert posted.reader is None
    assert "Added login" in posted.text
    assert [one.reader for one in office.platform.messages] == [ana, ana, None]


@pytest.mark.fault("F140")
async def test_what_waited_to_be_posted_is_withheld_where_more_read_along_by_then(office: Office, ana: Member, team: Place) -> None:
    async def late(snapshots: AsyncIterator[Recap], showing: Showing) -> Recap:
        office.platform.open_to(team, Audience.OUTSIDE)
        return await at_once(snapshots, showing)

    office.platform.open_to(team, Audience.MEMBERS)
    await office.says(ana, "allow acme/vault here", team)
    preview = await office.presses(ana, "post", await office.says(ana, "last week", team))
    assert "canary" in preview.text

    assert (await _posts(office, ana, preview, late)).text == messages.WITHDRAWN


async def _posts(office: Office, member: Member, preview: Shown, how: Deliver) -> Shown:
    value = next(button.value for button in preview.page.buttons if button.name == "post-now")
    turn = office.platform.turn(member, preview.place, Pressed("post-now", value))
    await Talk(replace(office.desk(), deliver=how)).take(turn, FakeChat(office.platform, turn))
    return office.platform.messages[-1]

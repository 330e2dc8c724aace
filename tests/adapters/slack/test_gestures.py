"""What people press and send off becomes turns, where it was asked for."""

import pytest

from adapters.slack.replies import reply
from core.model.chat import Filled, Page, Place, Pressed, Reach
from tests.adapters.slack.conftest import House
from tests.adapters.slack.telling import buttons, form


async def test_a_press_says_which_button_of_which_message(house: House) -> None:
    async with house.connected() as one:
        await house.ana.says("<@BOT> last week", house.dev)
        message = one.platform.chat(house.turns[0]).live(Reach.PLACE)
        await message.show(Page(lines=("x",), buttons=(*buttons("allow", "allow"), *buttons("open", url="https://recap.example"))))
        shown = house.dev.messages[message.id]
        delivery = await house.bob.presses(shown, "allow:1")
        await house.bob.presses(shown, "open:link")
    first, turn = house.turns
    assert turn.deed == Pressed("allow", "v1")
    assert (turn.message, turn.place, turn.member.user) == (message.id, first.place, house.bob.id)
    assert delivery.payload["trigger_id"] in turn.id
    assert reply(turn.reply).trigger


async def test_a_press_in_what_only_one_sees_and_in_direct_messages(house: House) -> None:
    page = Page(lines=("x",), buttons=buttons("post"))
    async with house.connected() as one:
        await house.ana.types("/recap", house.dev)
        await one.platform.chat(house.turns[0]).say(page, Reach.ASKER)
        await house.ana.presses(house.ana.screen(house.dev).last, "post")
        await house.ana.says("today", house.ana.dm)
        await one.platform.chat(house.turns[-1]).say(page, Reach.PLACE)
        await house.ana.presses(house.ana.screen(house.ana.dm).last, "post")
    _, whispered, _, direct = house.turns
    assert whispered.place == Place("slack", "T0ACME", house.dev.id)
    assert not reply(whispered.reply).is_own
    assert reply(direct.reply).is_own


@pytest.mark.fault("F146")
async def test_a_form_comes_back_to_where_it_was_asked_for_and_a_foreign_one_does_not(house: House) -> None:
    async with house.connected() as one:
        await house.ana.types("/recap settings", house.dev)
        chat = one.platform.chat(house.turns[0])
        assert chat.has_forms
        await chat.open(form("opaque"))
        view = house.ana.modal
        assert view
        await house.ana.presses(view, "code")
        await house.ana.submits(view, {"zone": "Europe/Lisbon"})
        view.body = {**view.body, "private_metadata": view.body["private_metadata"].replace(house.dev.id, "C0OTHER")}
        await house.ana.presses(view, "code")
        await house.ana.submits(view, {"zone": "Europe/Lisbon"})
    command, pressed, filled = house.turns
    assert pressed.place == filled.place == command.place
    assert pressed.deed == Pressed("code", "v0")
    assert filled.deed == Filled("settings", "opaque", {"zone": "Europe/Lisbon"})
    assert "opaque" not in filled.id

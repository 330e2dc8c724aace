"""Commands in Discord: acknowledged at once, answered as long as that way is open, and otherwise after."""

import asyncio

import pytest

from core.errors import PermanentError
from core.model.chat import Button, Field, Form, Page, Reach
from tests.adapters.discord.conftest import House
from tests.adapters.discord.test_message import LONG, page

HOOKED = "PATCH /webhooks/{webhook_id}/{webhook_token}/messages/@original"


CALLBACK = "POST /interactions/{interaction_id}/{interaction_token}/callback"


def bodies(house: House) -> list[dict[str, object]]:
    """Return all messages that were sent or changed, as they were sent."""
    written = [one.body for one in house.server.calls if one.method in ("POST", "PATCH") and isinstance(one.body, dict)]
    return [one for one in written if "components" in one]


async def test_a_command_is_acknowledged_at_once_and_its_answer_is_live_for_the_asker_alone(house: House) -> None:
    async with house.connected() as one:
        did = await house.ana.uses("/recap ask", {"question": "last week"}, house.general)
        chat = one.platform.chat(await house.turn())
        assert did.answer == 5
        live = chat.live(Reach.ASKER)
        await live.show(page("first"))
        await live.show(page("second"))
        assert (live.id, live.place, live.quota.lane) == ("", house.turns[0].place, house.turns[0].id)
        await chat.say(page("third"), Reach.ASKER)
    assert [state.components[0]["components"][0]["content"] for state in did.replies[0].edits[1:]] == ["first", "second"]
    assert [reply.only_for for reply in did.replies] == [house.ana.user] * 2
    assert house.bob.screen(house.general) == ""
    assert [body["allowed_mentions"] for body in bodies(house)] == [{"parse": [], "replied_user": False}] * 3


async def test_here_is_answered_for_everybody_and_an_error_still_for_the_asker_alone(house: House) -> None:
    async with house.connected() as one:
        await house.ana.uses("/recap ask", {"question": "last week here"}, house.general)
        live = one.platform.chat(await house.turn()).live(Reach.PLACE)
        await live.show(page("open"))
        assert live.id
        assert "open" in house.bob.screen(house.general)
        await house.ana.uses("/recap ask", {"question": "nonsense here"}, house.general)
        await one.platform.chat(await house.turn(2)).say(page("wrong"), Reach.ASKER)
    assert "wrong" in house.ana.screen(house.general)
    assert "wrong" not in house.bob.screen(house.general)
    assert "thinking" not in house.bob.screen(house.general)


async def test_where_the_room_is_open_the_answer_is_the_bots_own_and_nothing_is_left_thinking(house: House) -> None:
    async with house.connected() as one:
        did = await house.ana.uses("/recap ask", {"question": "last week"}, house.general)
        live = one.platform.chat(await house.turn()).live(Reach.PLACE)
        await live.show(page("told"))
        await live.show(page("told better"))
    assert "told better" in house.bob.screen(house.general)
    assert not did.replies


@pytest.mark.fault("F012")
async def test_after_fifteen_minutes_an_open_answer_goes_on_as_the_bots_own_message(house: House) -> None:
    async with house.connected() as one:
        await house.ana.uses("/recap ask", {"question": "last week here"}, house.general)
        live = one.platform.chat(await house.turn()).live(Reach.PLACE)
        await live.show(page("early"))
        ident = live.id
        house.server.clock.advance(901)  # type: ignore[attr-defined]  # it is a Clock
        await live.show(page("late"))
        assert live.id == ident
    assert "late" in house.bob.screen(house.general)
    assert "PATCH /channels/{channel_id}/messages/{message_id}" in [f"{call.method} {call.path}" for call in house.server.calls]


@pytest.mark.fault("F012")
async def test_after_fifteen_minutes_what_an_open_answer_goes_on_with_is_found_again(house: House) -> None:
    async with house.connected() as one:
        did = await house.ana.uses("/recap ask", {"question": "last week here"}, house.general)
        live = one.platform.chat(await house.turn()).live(Reach.PLACE)
        await live.show(page(*LONG))
        house.server.clock.advance(901)  # type: ignore[attr-defined]  # it is a Clock
        await live.show(page(*LONG, "late"))
        assert len(did.replies) == len([one for one in house.general.messages.values() if not one.is_deleted]) == 3
        await live.show(page("short"))
    assert len(did.replies) == 1


@pytest.mark.fault("F012")
@pytest.mark.fault("F109")
@pytest.mark.parametrize("is_told", [True, False])
async def test_after_fifteen_minutes_a_private_answer_goes_on_in_direct_messages(house: House, *, is_told: bool) -> None:
    async with house.connected() as one:
        await house.ana.uses("/recap ask", {"question": "last week"}, house.general)
        live = one.platform.chat(await house.turn()).live(Reach.ASKER)
        await live.show(page("early"))
        if is_told:  # our clock says it before Discord does
            house.server.clock.advance(901)  # type: ignore[attr-defined]  # it is a Clock
        else:
            house.server.faults.add(HOOKED, "refused", code=50027)
        await live.show(page("late"))
        await live.show(page("later"))
        assert live.place.tenant == "@me"
        assert live.quota.lane == f"discord:{live.place.channel}"
    assert "later" in house.ana.screen(house.server.conversation(house.ana))
    assert "late" not in house.bob.screen(house.general)


@pytest.mark.fault("F012")
@pytest.mark.parametrize(("code", "is_answered"), [(40060, True), (10062, False)])
async def test_an_acknowledgement_that_is_refused_ends_nothing(house: House, *, code: int, is_answered: bool) -> None:
    async with house.connected() as one:
        house.server.faults.add(CALLBACK, "refused", code=code)
        await house.ana.uses("/recap ask", {"question": "last week"}, house.general)
        turn = await house.turn()
        await one.platform.chat(turn).say(page("told"), Reach.DIRECT if is_answered else Reach.ASKER)
    assert "told" in house.ana.screen(house.server.conversation(house.ana))


async def test_a_form_opens_first_and_an_answer_is_promised_where_it_takes_too_long(house: House) -> None:
    form = Form(name="settings", title="Settings", lines=("For <@1>",), fields=(Field(name="zone", label="Zone"),), submit="Save")
    async with house.connected() as one:
        did = await house.ana.uses("/recap settings", {}, house.general)
        chat = one.platform.chat(await house.turn())
        assert did.acknowledged is None
        house.promises.set()
        await house.server.until(lambda: did.acknowledged)
        with pytest.raises(PermanentError, match="three seconds"):
            await chat.open(form)
        await chat.say(page("please again"), Reach.ASKER)
    assert "please again" in house.ana.screen(house.general)


async def test_a_command_that_opens_no_form_after_all_is_acknowledged_with_its_answer(house: House) -> None:
    async with house.connected() as one:
        await house.ana.uses("/recap connect", {}, house.general)
        await one.platform.chat(await house.turn()).say(
            Page(lines=("Where?",), buttons=(Button(name="connect", label="GitHub"),)), Reach.ASKER
        )
    assert "Where?" in house.ana.screen(house.general)
    assert "Where?" not in house.bob.screen(house.general)


@pytest.mark.fault("F012")
@pytest.mark.parametrize("opens", [True, False])
async def test_what_was_answered_in_time_is_not_promised_again(house: House, *, opens: bool) -> None:
    form = Form(name="settings", title="Settings", fields=(Field(name="zone", label="Zone"),), submit="Save")
    async with house.connected() as one:
        await house.ana.uses("/recap settings", {}, house.general)
        chat = one.platform.chat(await house.turn())
        await (chat.open(form) if opens else chat.say(page("told"), Reach.ASKER))
        house.promises.set()
        for _ in range(3):  # as long as a promise would take to be on its way
            await asyncio.sleep(0)
    assert len([call for call in house.server.calls if call.path.endswith("/callback")]) == 1

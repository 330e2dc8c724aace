"""What a person sees in return: an answer in place, the bot's own message, and what happens when Discord says no."""

from dataclasses import replace

import pytest

from adapters.discord.blocks import numbers
from core.errors import AmbiguousError, PermanentError, RateLimitedError
from core.messages import discord as messages
from core.model.chat import Button, Field, Form, Page, Reach
from tests.adapters.discord.conftest import House

LONG = tuple(f"{number} " + "word " * 180 for number in range(9))
POST = "POST /channels/{channel_id}/messages"
EDIT = "PATCH /channels/{channel_id}/messages/{message_id}"
HOOKED = "PATCH /webhooks/{webhook_id}/{webhook_token}/messages/@original"
CALLBACK = "POST /interactions/{interaction_id}/{interaction_token}/callback"


def page(*lines: str) -> Page:
    return Page(lines=lines)


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


async def test_a_mention_has_no_form(house: House) -> None:
    async with house.connected() as one:
        await house.ana.says("<@bot> settings", house.general)
        chat = one.platform.chat(await house.turn())
        assert not chat.has_forms
        assert chat.edits_private
        with pytest.raises(PermanentError):
            await chat.open(Form(name="x", title="x", submit="x"))


async def test_a_mention_is_answered_with_a_live_reply_which_rings_nobody(house: House) -> None:
    async with house.connected() as one:
        said = await house.ana.says("<@bot> last week", house.general)
        live = one.platform.chat(await house.turn()).live(Reach.PLACE)
        await live.show(page("@everyone <@1>"))
        await live.show(page("better"))
        message = house.general.messages[int(live.id)]
    assert message.replies_to is said
    assert len(message.edits) == 2
    assert message.mentions == ()
    assert message.edits[0].allowed_mentions == {"parse": [], "replied_user": False}


@pytest.mark.fault("F103")
async def test_long_text_goes_on_in_further_messages_which_are_edited_and_taken_away_with_it(house: House) -> None:
    async with house.connected() as one:
        await house.ana.says("<@bot> last week", house.general)
        turn = await house.turn()
        live = one.platform.chat(turn).live(Reach.PLACE)
        await live.show(page(*LONG))
        assert len([one for one in house.general.messages.values() if one.author is house.server.bot]) == 3
    async with house.spoken() as other:  # another process takes over: it finds what stands there
        again = other.platform.chat(replace(turn, is_again=True)).live(Reach.PLACE)
        await again.show(page(*LONG, "end"))
        assert again.id == live.id
        shown = house.bob.screen(house.general)
        assert [shown.count(f"  {number} word") for number in range(9)] == [1] * 9
        assert "end" in shown
        await again.show(page("short"))
    assert [one.is_deleted for one in house.general.messages.values() if one.author is house.server.bot] == [False, True, True]


@pytest.mark.fault("F103")
async def test_a_long_private_answer_goes_on_for_the_asker_alone(house: House) -> None:
    async with house.connected() as one:
        did = await house.ana.uses("/recap ask", {"question": "last week"}, house.general)
        live = one.platform.chat(await house.turn()).live(Reach.ASKER)
        await live.show(page(*LONG))
        assert len(did.replies) == 3
        await live.show(page(*LONG, "end"))
        assert len(did.replies) == 3
        await live.show(page("short"))
    assert [reply.only_for for reply in did.replies] == [house.ana.user]


@pytest.mark.fault("F106")
@pytest.mark.parametrize("does", ["reply_lost", "request_lost", "fails"])
async def test_a_reply_that_may_stand_is_looked_for_and_stands_once(house: House, does: str) -> None:
    async with house.connected() as one:
        await house.ana.says("<@bot> last week", house.general)
        live = one.platform.chat(await house.turn()).live(Reach.PLACE)
        house.server.faults.add(POST, does)  # type: ignore[arg-type]  # as above
        with pytest.raises(AmbiguousError):
            await live.show(page("first"))
        await live.show(page("second"))
    mine = [one for one in house.general.messages.values() if one.author is house.server.bot]
    assert len(mine) == 1
    assert "second" in house.bob.screen(house.general)


@pytest.mark.fault("F107")
async def test_a_message_that_was_deleted_is_not_posted_again(house: House) -> None:
    async with house.connected() as one:
        await house.ana.says("<@bot> last week", house.general)
        live = one.platform.chat(await house.turn()).live(Reach.PLACE)
        await live.show(page("first"))
        house.server.world.delete(house.general.messages[int(live.id)])
        with pytest.raises(PermanentError, match="gone"):
            await live.show(page("second"))
    assert len(house.general.messages) == 2


@pytest.mark.fault("F108")
async def test_closed_direct_messages_are_not_answered_elsewhere_but_told_of_at_the_next_use(house: House) -> None:
    house.ana.user.takes_dms = False
    async with house.connected() as one:
        await house.ana.says("<@bot> nonsense", house.general)
        with pytest.raises(PermanentError, match="direct message"):
            await one.platform.chat(await house.turn()).say(page("private"), Reach.ASKER)
        await house.ana.uses("/recap ask", {"question": "last week"}, house.general)
        live = one.platform.chat(await house.turn(2)).live(Reach.ASKER)
        await live.show(page("told"))
        assert messages.UNDELIVERED in house.ana.screen(house.general)
        await house.ana.uses("/recap ask", {"question": "last week"}, house.general)
        await one.platform.chat(await house.turn(3)).say(page("again"), Reach.ASKER)
    assert house.ana.screen(house.general).count(messages.UNDELIVERED) == 1
    assert "private" not in house.bob.screen(house.general)


@pytest.mark.fault("F110")
@pytest.mark.parametrize("is_private", [False, True])
async def test_a_locked_thread_is_answered_in_its_channel_only_where_the_same_people_read(house: House, *, is_private: bool) -> None:
    thread = house.server.thread("talk", house.general, is_private=is_private)
    async with house.connected() as one:
        await house.ana.says("<@bot> last week", thread)
        live = one.platform.chat(await house.turn()).live(Reach.PLACE)
        thread.is_archived = thread.is_locked = True
        if is_private:
            with pytest.raises(PermanentError, match="archived or locked"):
                await live.show(page("told"))
            assert not house.general.messages
        else:
            await live.show(page("told"))
            await live.show(page("better"))
            assert not live.place.thread
            assert "better" in house.bob.screen(house.general)


@pytest.mark.fault("F106")
@pytest.mark.parametrize(
    ("denied", "permission"),
    [("send_messages", "Send Messages"), ("view_channel", "View Channels")],
)
async def test_a_missing_permission_is_told_by_its_name_and_asked_for_once(house: House, denied: str, permission: str) -> None:
    async with house.connected() as one:
        await house.ana.says("<@bot> last week", house.general)
        live = one.platform.chat(await house.turn()).live(Reach.PLACE)
        house.deny(denied)
        before = len(house.server.calls)
        with pytest.raises(PermanentError, match=f"“{permission}”"):
            await live.show(page("told"))
    assert [call.status for call in house.server.calls[before:] if call.method == "POST"] == [403]


@pytest.mark.fault("F106")
async def test_a_message_that_may_not_be_replied_to_is_answered_without(house: House) -> None:
    async with house.connected() as one:
        await house.ana.says("<@bot> last week", house.general)
        house.deny("read_message_history")
        await one.platform.chat(await house.turn()).say(page("told"), Reach.PLACE)
    assert [one.replies_to for one in house.general.messages.values()] == [None, None]


@pytest.mark.fault("F106")
async def test_a_limit_refuses_a_change_and_says_when_it_ends(house: House) -> None:
    async with house.connected() as one:
        await house.ana.says("<@bot> last week", house.general)
        live = one.platform.chat(await house.turn()).live(Reach.PLACE)
        await live.show(page("first"))
        house.server.faults.add(EDIT, "limited", seconds=7.0)
        with pytest.raises(RateLimitedError) as caught:
            await live.show(page("second"))
        assert caught.value.retry_at is not None
        assert 6 < (caught.value.retry_at - house.now()).total_seconds() <= 7
        before = len(house.server.calls)
        with pytest.raises(RateLimitedError):
            await live.show(page("second"))
        assert len(house.server.calls) == before  # what a header refuses is not even asked
        house.passed += 8
        await live.show(page("third"))
    assert "third" in house.bob.screen(house.general)


async def test_the_marks_of_two_answers_to_one_turn_differ(house: House) -> None:
    async with house.connected() as one:
        await house.ana.says("<@bot> last week", house.general)
        chat = one.platform.chat(await house.turn())
        await chat.say(page("one"), Reach.PLACE)
        await chat.say(page("two"), Reach.PLACE)
    assert house.bob.screen(house.general).count("Recap:") == 2
    assert numbers("a") != numbers("b")


async def test_people_whom_our_sentences_name_are_told_by_their_names(house: House) -> None:
    async with house.connected() as one:
        await house.ana.uses("/recap ask", {"question": "last week"}, house.general)
        await one.platform.chat(await house.turn()).say(page(f"About <@{house.bob.id}> and <@12345>"), Reach.ASKER)
    assert "About @Bob and somebody" in house.ana.screen(house.general)

"""What a person sees in return: an answer in place, the bot's own message, and what happens when Discord says no."""

from dataclasses import replace

import pytest

from adapters.discord.blocks import numbers
from core.errors import AmbiguousError, PermanentError, RateLimitedError
from core.messages import discord as messages
from core.model.chat import Form, Page, Reach
from tests.adapters.discord.conftest import House

LONG = tuple(f"{number} " + "word " * 180 for number in range(9))
POST = "POST /channels/{channel_id}/messages"
EDIT = "PATCH /channels/{channel_id}/messages/{message_id}"


def page(*lines: str) -> Page:
    return Page(lines=lines)


async def test_a_mention_has_no_form(house: House) -> None:
    async with house.connected() as one:
        await house.ana.says("<@bot> settings", house.general)
        chat = one.platform.chat(await house.turn())
        assert not chat.has_forms
        assert not chat.whispers  # a mention is no interaction
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
    assert house.bob.screen(house.general).count(messages.UNTOLD) == 1


@pytest.mark.fault("F108")
async def test_closed_direct_messages_are_told_of_once_where_that_is_seen_at_once(house: House) -> None:
    house.ana.user.takes_dms = False
    async with house.connected() as one:
        await house.ana.uses("/recap ask", {"question": "last week"}, house.general)
        chat = one.platform.chat(await house.turn())
        with pytest.raises(PermanentError) as refused:
            await chat.say(page("told"), Reach.DIRECT)
        await chat.say(page(str(refused.value)), Reach.ASKER)
        await house.ana.says("<@bot> nonsense", house.general)
        with pytest.raises(PermanentError):
            await one.platform.chat(await house.turn(2)).say(page("private"), Reach.ASKER)
        await house.ana.uses("/recap ask", {"question": "last week"}, house.general)
        await one.platform.chat(await house.turn(3)).say(page(messages.NO_DIRECT_TO_YOU), Reach.ASKER)
    assert str(refused.value) == messages.NO_DIRECT_TO_YOU
    assert messages.UNDELIVERED not in house.ana.screen(house.general)


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

"""Answers stand where they were asked for, change as a whole, and are posted once, whatever Slack does."""

import asyncio
from dataclasses import replace

import pytest

from adapters.slack import Slack
from core.errors import PermanentError, RateLimitedError
from core.model.chat import Button, Form, Page, Place, Quota, Reach, Turn
from core.ports.chat import Chat
from tests.adapters.slack.conftest import House
from tests.servers.slack.faults import Fault
from tests.servers.slack.screen import words

PLAIN = Page(lines=("Ana’s week",))
WHOLE = Page(lines=("Ana’s whole week",))
LONG = Page(title="Standup", lines=tuple(f"{number:03} {'word ' * 30}" for number in range(60)))


async def asked(house: House, one: Slack, text: str = "/recap") -> Chat:
    """Ana gives a command; return the way back to her."""
    await house.ana.types(text, house.dev)
    return one.platform.chat(house.turns[-1])


async def mentioned(house: House, one: Slack) -> Chat:
    await house.ana.says("<@BOT> last week", house.dev)
    return one.platform.chat(house.turns[-1])


async def test_a_mention_is_answered_by_one_message_that_changes(house: House) -> None:
    async with house.connected() as one:
        live = (await mentioned(house, one)).live(Reach.PLACE)
        assert live.id == ""
        await live.show(PLAIN)
        await live.show(WHOLE)
    shown = house.dev.messages[live.id]
    assert [state.text for state in shown.edits] == ["Ana’s week", "Ana’s whole week"]
    assert shown.thread_ts == live.place.thread == house.turns[0].place.thread
    assert not shown.unfurls
    assert shown.flags == {"unfurl_links": False, "unfurl_media": False, "parse": "none"}
    assert live.quota == Quota(lane="slack:T0ACME", changes=45, seconds=60.0)
    assert not house.server.violations


async def test_an_answer_can_be_given_by_another_process_from_the_turn_alone(house: House) -> None:
    async with house.connected():
        await house.ana.types("/recap", house.dev)
    async with house.spoken() as other:
        await other.platform.chat(house.turns[0]).say(PLAIN, Reach.ASKER)
    assert "recap (only visible to you): Ana’s week" in house.ana.screen(house.dev)
    assert "Ana’s week" not in house.bob.screen(house.dev)


async def test_a_command_is_answered_to_the_asker_alone_without_a_token(house: House) -> None:
    async with house.connected() as one:
        chat = await asked(house, one)
        assert not chat.edits_private
        live = chat.live(Reach.ASKER)
        await live.show(PLAIN)
        assert (live.id, live.place, live.quota.lane) == ("", house.turns[0].place, "slack:T0ACME")
    assert [call.method for call in house.server.calls] == ["auth.test", "apps.connections.open"]


@pytest.mark.fault("F109")
async def test_a_response_url_that_is_used_up_is_followed_by_the_bot_s_own_words(house: House) -> None:
    async with house.connected() as one:
        chat = await asked(house, one)
        for number in range(7):
            await chat.say(Page(lines=(f"Answer {number}",)), Reach.ASKER)
    said = [message.text for message in house.ana.screen(house.dev).messages]
    assert said == [f"Answer {number}" for number in range(7)]
    assert [call.method for call in house.server.calls[2:]] == ["chat.postEphemeral"] * 2
    assert not house.bob.screen(house.dev).messages


@pytest.mark.fault("F109")
async def test_where_the_bot_is_not_it_answers_in_direct_messages_once_the_response_url_is_used_up(house: House) -> None:
    lab = house.acme.channel("lab", members=[house.ana, house.bob], has_bot=False)
    async with house.connected() as one:
        await house.ana.types("/recap", lab)
        chat = one.platform.chat(replace(house.turns[0], reply=""))
        await chat.say(PLAIN, Reach.ASKER)
    assert str(house.ana.screen(house.ana.dm)) == "recap: Ana’s week"
    assert not lab.visible


async def test_the_asker_alone_is_answered_in_a_thread_only_where_that_has_replies(house: House) -> None:
    async with house.connected() as one:
        chat = await mentioned(house, one)
        await chat.say(PLAIN, Reach.ASKER)  # Slack shows nobody what is whispered in a thread without replies
        parent = house.dev.messages[house.turns[0].place.thread]
        await house.ana.says("<@BOT> today", house.dev, thread=parent)
        await one.platform.chat(house.turns[1]).say(WHOLE, Reach.ASKER)
    whispers = [message for message in house.dev.messages.values() if message.only_for]
    assert [(message.text, message.thread_ts, message.only_for) for message in whispers] == [
        ("Ana’s week", "", house.ana.id),
        ("Ana’s whole week", parent.ts, house.ana.id),
    ]


async def test_a_long_whisper_that_was_interrupted_goes_on_where_it_was(house: House) -> None:
    async with house.connected() as one:
        live = one.platform.chat(replace(await _heard(house), reply="")).live(Reach.ASKER)
        house.server.faults.plan("chat.postEphemeral", Fault.LIMITED, skip=1)
        with pytest.raises(RateLimitedError):
            await live.show(LONG)
        await live.show(LONG)
    lines = [line[:3] for message in house.ana.screen(house.dev).messages for line in message.text.split("\n")]
    assert lines == ["Sta", *(f"{number:03}" for number in range(60))]


async def test_in_direct_messages_what_is_for_the_asker_lasts(house: House) -> None:
    async with house.connected() as one:
        await house.ana.says("today", house.ana.dm)
        live = one.platform.chat(house.turns[0]).live(Reach.ASKER)
        await live.show(PLAIN)
        await live.show(WHOLE)
    assert str(house.ana.screen(house.ana.dm)).split("\n")[-1] == "recap: Ana’s whole week"
    assert not house.ana.dm.messages[live.id].only_for


async def test_a_live_answer_in_direct_messages_leaves_the_channel_alone(house: House) -> None:
    async with house.connected() as one:
        live = (await asked(house, one)).live(Reach.DIRECT)
        await live.show(PLAIN)
        await live.show(WHOLE)
    assert live.place == Place("slack", "T0ACME", house.ana.dm.id)
    assert str(house.ana.screen(house.ana.dm)) == "recap: Ana’s whole week"
    assert not house.dev.messages


async def test_what_is_too_long_goes_on_in_the_thread_and_changes_with_the_rest(house: House) -> None:
    async with house.connected() as one:
        live = (await asked(house, one, "/recap here")).live(Reach.PLACE)
        await live.show(LONG)
        texts = [message.text for message in house.dev.visible]
        assert len(texts) > 2
        assert [line[:3] for text in texts for line in text.split("\n")] == ["Sta", *(f"{number:03}" for number in range(60))]
        assert {message.thread_ts for message in house.dev.visible} == {"", live.id}
        await live.show(Page(title="Short", lines=LONG.lines[:40]))
        assert len(house.dev.visible) == 2
        await live.show(PLAIN)
    assert [message.text for message in house.dev.visible] == ["Ana’s week"]
    assert not house.server.violations


async def test_another_process_finds_the_further_parts_of_a_message(house: House) -> None:
    async with house.connected() as one:
        live = (await asked(house, one, "/recap here")).live(Reach.PLACE)
        await live.show(LONG)
        before = [message.ts for message in house.dev.visible]
    async with house.spoken() as other:
        await other.platform.posts.edit(live.place, live.id, Page(title="Changed", lines=LONG.lines))
        assert [message.ts for message in house.dev.visible] == before
        assert house.dev.messages[live.id].text.startswith("Changed")
    async with house.spoken() as third:
        await third.platform.posts.delete(live.place, live.id)
    assert not house.dev.visible


async def test_a_form_opens_where_there_is_something_to_open_it_with(house: House) -> None:
    form = Form(
        name="settings",
        title="Settings",
        lines=(f"Two things of {house.bob.mention}.",),
        submit="Save",
        buttons=(Button(name="x", label="X"),),
    )
    async with house.connected() as one:
        chat = await mentioned(house, one)
        assert not chat.has_forms
        assert chat.whispers
        with pytest.raises(PermanentError, match="command or a button"):
            await chat.open(form)
        command = await asked(house, one)
        await command.open(form)
        assert house.ana.modal
        assert words(house.ana.modal).startswith("Settings\nTwo things of @bob.")
        with pytest.raises(PermanentError, match="three seconds"):
            await command.open(form)
    assert not house.server.violations


async def test_many_live_answers_at_once_are_each_posted_once(house: House) -> None:
    house.server.limits.is_on = False
    async with house.connected() as one:
        messages = await asyncio.gather(*(house.ana.says(f"<@BOT> last {number} days", house.dev) for number in range(30)))
        lives = [one.platform.chat(turn).live(Reach.PLACE) for turn in house.turns]
        await asyncio.gather(*(live.show(PLAIN) for live in lives))
        await asyncio.gather(*(live.show(WHOLE) for live in lives))
    assert {message.ts for message in messages} == {live.place.thread for live in lives}
    assert [message.text for message in house.dev.visible if message.bot] == ["Ana’s whole week"] * 30


async def _heard(house: House) -> Turn:
    """A command that Ana gives now."""
    await house.ana.types("/recap", house.dev)
    return house.turns[-1]


@pytest.mark.fault("F133")
async def test_what_somebody_wrote_is_theirs_to_delete(house: House) -> None:
    async with house.connected() as one:
        chat = await mentioned(house, one)
        assert not await chat.erase()
    assert len(house.dev.messages) == 1


async def test_an_answer_takes_the_place_of_another(house: House) -> None:
    async with house.connected() as one:
        first = (await mentioned(house, one)).live(Reach.PLACE)
        await first.show(PLAIN)
        again = one.platform.chat(replace(house.turns[-1], id="slack:T0ACME:press", place=first.place)).live(Reach.PLACE, on=first.id)
        await again.show(WHOLE)
    assert (again.id, again.place) == (first.id, first.place)
    assert [state.text for state in house.dev.messages[first.id].edits] == ["Ana’s week", "Ana’s whole week"]

"""What people write in Slack becomes turns, once, and what is not meant for the bot becomes none."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from adapters.slack.replies import reply
from core.model import Member
from core.model.chat import Page, Place, Reach, Typed, Way
from tests.adapters.slack.conftest import House
from tests.adapters.slack.telling import hears, told
from tests.servers.slack import events, payloads
from tests.servers.slack.deliveries import Delivery


async def test_a_command_is_a_turn_of_who_gave_it_where_they_did(house: House) -> None:
    web = house.acme.group("web", house.bob)
    async with house.connected():
        delivery = await house.ana.types("/recap @bob and @web last week in #dev & <more>", house.dev)
    (turn,) = house.turns
    assert delivery.payload["trigger_id"] in turn.id
    assert turn.member == Member("slack", "T0ACME", house.ana.id)
    assert turn.place == Place("slack", "T0ACME", house.dev.id)
    said = f"<@{house.bob.id}> and <@&{web.id}> last week in #dev & <more>"
    assert turn.deed == Typed(said, Way.COMMAND, "recap")
    assert reply(turn.reply).url == delivery.payload["response_url"]
    assert abs(turn.at - datetime.now(UTC)) < timedelta(seconds=5)


async def test_standup_is_heard_and_another_app_s_command_is_not(house: House) -> None:
    async with house.connected():
        await house.ana.types("/standup new 09:30", house.dev)
        await house.ana.types("/remind me", house.dev)
    assert [turn.deed for turn in house.turns] == [Typed("new 09:30", Way.COMMAND, "standup")]


async def test_a_mention_is_answered_in_its_thread(house: House) -> None:
    async with house.connected():
        message = await house.ana.says("<@BOT> last week", house.dev)
        again = await house.bob.says("<@BOT> and mine?", house.dev, thread=message)
    first, second = house.turns
    assert first.place == second.place == Place("slack", "T0ACME", house.dev.id, message.ts)
    assert (first.deed, second.deed) == (Typed("last week", Way.MENTION), Typed("and mine?", Way.MENTION))
    assert second.id.endswith(again.client_id)
    assert first.at.timestamp() == pytest.approx(float(message.ts))


async def test_words_in_a_direct_message_need_no_mention(house: House) -> None:
    async with house.connected():
        message = await house.ana.says("yesterday <@BOT>", house.ana.dm)
        await house.ana.says("shorter", house.ana.dm, thread=message)
    first, second = house.turns
    assert first.deed == Typed("yesterday", Way.DIRECT)
    assert first.place == Place("slack", "T0ACME", house.ana.dm.id)
    assert second.place.thread == message.ts


async def test_what_follows_where_somebody_was_answered_is_heard_and_all_other_talk_is_not(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    ana, room = Member("slack", "T0ACME", house.ana.id), Place("slack", "T0ACME", house.dev.id)
    theirs, asked, told = house.bob.wrote("lunch?", house.dev), house.ana.wrote("<@BOT> last week", house.dev), None
    told = house.acme.posted(house.dev, house.acme.bot, "Ana’s week")
    house.followed = {(ana, replace(room, thread=asked.ts))}
    async with house.connected():
        await house.ana.says("hello", house.dev)
        assert not house.looked
        await house.ana.says("pizza", house.dev, thread=theirs)
        await house.bob.says("shorter", house.dev, thread=asked)
        await house.ana.says("nice", house.dev, thread=told)
        await house.ana.says("shorter", house.dev, thread=asked)
        house.followed = {(ana, room)}
        await house.ana.says("longer", house.dev, thread=told)
    assert [turn.deed for turn in house.turns] == [Typed("shorter", Way.OVERHEARD), Typed("longer", Way.OVERHEARD)]
    assert [(turn.message, turn.place.thread) for turn in house.turns] == [("", asked.ts), (told.ts, told.ts)]
    assert not caplog.messages


@pytest.mark.fault("F003")
@pytest.mark.parametrize("is_mention_first", [True, False])
async def test_message_and_app_mention_of_one_mention_are_one_gesture(house: House, *, is_mention_first: bool) -> None:
    ours = house.acme.posted(house.dev, house.acme.bot, "Ana’s week")
    message = house.ana.wrote("<@BOT> shorter", house.dev, thread=ours)
    house.followed = {(Member("slack", "T0ACME", house.ana.id), Place("slack", "T0ACME", house.dev.id, ours.ts))}
    pair = [told(house, message, "app_mention"), told(house, message)]
    async with house.connected():
        for one in pair if is_mention_first else reversed(pair):
            await hears(house, one)
    (turn,) = house.turns  # the message says that it calls the bot, and is left to the mention
    assert turn.deed == Typed("shorter", Way.MENTION)


@pytest.mark.fault("F004")
async def test_one_gesture_under_two_timestamps_is_known_by_its_client(house: House) -> None:
    one, two = house.ana.wrote("last week", house.ana.dm), house.ana.wrote("last week", house.ana.dm)
    two.client_id = one.client_id
    other = house.ana.wrote("last week", house.ana.dm)
    for message in (one, two, other):
        async with house.connected():  # each time another process
            await hears(house, told(house, message))
    assert len({turn.id for turn in house.turns}) == 2
    theirs = house.bob.wrote("last week", house.dev)
    theirs.client_id = one.client_id
    async with house.connected():
        await hears(house, told(house, theirs, "app_mention"))
    assert len({turn.id for turn in house.turns}) == 3  # nobody else's gesture can be hidden by a name that somebody chose


@pytest.mark.fault("F009")
@pytest.mark.parametrize(
    "more",
    [
        {"bot_id": "B0OTHER"},
        {"subtype": "bot_message", "bot_id": "B0OTHER", "user": None},
        {"subtype": "message_changed", "hidden": True},
        {"subtype": "message_deleted", "hidden": True},
        {"subtype": "channel_join"},
        {"user": "BOT"},
    ],
)
async def test_bots_and_reports_of_edits_are_not_answered(house: House, more: Mapping[str, Any]) -> None:
    message = house.ana.wrote("last week", house.ana.dm)
    more = {name: house.acme.bot.id if value == "BOT" else value for name, value in more.items()}
    async with house.connected():
        await hears(house, told(house, message, **more))
    assert not house.turns


@pytest.mark.fault("F009")
async def test_its_own_answers_start_nothing(house: House) -> None:
    async with house.connected() as one:
        await house.ana.says("<@BOT> last week", house.dev)
        message = one.platform.chat(house.turns[0]).live(Reach.PLACE)
        await message.show(Page(lines=("Looking …",)))
        await message.show(Page(lines=("Done.",)))
        await house.server.until(lambda: all(sent.attempts for sent in house.server.deliveries.sent))
    assert len(house.turns) == 1


@pytest.mark.fault("F010")
async def test_a_late_event_says_when_it_happened(house: House) -> None:
    message = house.ana.wrote("last week", house.ana.dm)
    late = f"{float(message.ts) - 3_600:.6f}"
    async with house.connected():
        await hears(house, told(house, message, ts=late))
    assert house.turns[0].at.timestamp() == pytest.approx(float(late))


async def test_what_cannot_be_read_is_taken_and_forgotten(house: House) -> None:
    strange: list[dict[str, Any]] = [
        {"type": "message", "channel": 7, "ts": "soon", "user": "U1", "channel_type": "im"},
        {"type": "message", "user": "U1", "channel_type": "im"},
        {"type": "app_mention", "user": ["U1"], "ts": "1.0", "channel": {}, "text": 5},
        {"type": "reaction_added"},
        {},
    ]
    async with house.connected():
        await hears(house, *(Delivery("events_api", payloads.event(house.ana, inner)) for inner in strange))
        await hears(house, Delivery("interactive", payloads.gesture(house.ana, "block_actions", actions=[], container={})))
        await hears(house, Delivery("interactive", payloads.gesture(house.ana, "block_actions", actions=[{"type": "datepicker"}])))
        await hears(house, Delivery("interactive", payloads.gesture(house.ana, "shortcut", callback_id="x", trigger_id="1")))
        await hears(house, Delivery("interactive", payloads.gesture(house.ana, "view_closed", view={"callback_id": "x"}, is_cleared=True)))
        assert events.tell(house.ana, {"type": "app_home_opened", "user": house.ana.id, "channel": house.ana.dm.id, "tab": "home"})
    assert not house.turns

"""Answers in Slack where a limit, a fault or a closed door is in the way: nothing twice, nothing elsewhere."""

from dataclasses import replace

import pytest

from core.errors import AmbiguousError, AuthError, PermanentError, RateLimitedError, TransientError
from core.model.chat import Place, Reach, Turn
from tests.adapters.slack.conftest import House
from tests.adapters.slack.test_message import PLAIN, WHOLE, asked, mentioned
from tests.servers.slack.faults import Fault


@pytest.mark.fault("F100")
async def test_a_limit_says_when_to_come_again_and_nothing_is_sent_twice(house: House) -> None:
    async with house.connected() as one:
        live = (await mentioned(house, one)).live(Reach.PLACE)
        await live.show(PLAIN)
        house.server.faults.plan("chat.update", Fault.LIMITED, seconds=12)
        with pytest.raises(RateLimitedError) as limited:
            await live.show(WHOLE)
        assert limited.value.retry_at
        await live.show(WHOLE)
    updates = [call for call in house.server.calls if call.method == "chat.update"]
    assert [call.status for call in updates] == [429, 200]


@pytest.mark.fault("F111")
@pytest.mark.parametrize("fault", [Fault.INTERNAL_AFTER, Fault.FATAL_AFTER, Fault.REPLY_LOST, Fault.REQUEST_LOST, Fault.INTERNAL_BEFORE])
async def test_a_post_that_may_stand_is_looked_for_before_it_is_posted_again(house: House, fault: Fault) -> None:
    async with house.connected() as one:
        live = (await mentioned(house, one)).live(Reach.PLACE)
        house.server.faults.plan("chat.postMessage", fault)
        with pytest.raises(AmbiguousError):
            await live.show(PLAIN)
        await live.show(WHOLE)
        await live.show(WHOLE)
    thread = house.ana.screen(house.dev, thread=house.dev.messages[house.turns[0].place.thread])
    assert [message.text for message in thread.messages[1:]] == ["Ana’s whole week"]


@pytest.mark.fault("F101")
async def test_what_a_process_that_stopped_had_posted_is_taken_up(house: House) -> None:
    async with house.connected() as one:
        await (await mentioned(house, one)).live(Reach.PLACE).show(PLAIN)
        again = replace(house.turns[0], is_again=True)
    async with house.spoken() as other:
        live = other.platform.chat(again).live(Reach.PLACE)
        await live.show(WHOLE)
    (answer,) = [message for message in house.dev.visible if message.bot]
    assert (answer.ts, answer.text) == (live.id, "Ana’s whole week")


async def test_two_live_messages_of_one_turn_are_two(house: House) -> None:
    async with house.connected() as one:
        chat = await mentioned(house, one)
        await chat.live(Reach.PLACE).show(PLAIN)
        again = one.platform.chat(replace(house.turns[0], is_again=True))
        first, second = again.live(Reach.PLACE), again.live(Reach.PLACE)
        await first.show(WHOLE)
        await second.show(WHOLE)
    assert first.id != second.id


@pytest.mark.fault("F107")
async def test_a_message_that_somebody_deleted_is_not_posted_again(house: House) -> None:
    async with house.connected() as one:
        live = (await mentioned(house, one)).live(Reach.PLACE)
        await live.show(PLAIN)
        house.ana.deletes(house.dev.messages[live.id])
        for _ in range(2):
            with pytest.raises(PermanentError, match="gone"):
                await live.show(WHOLE)
    assert not [message for message in house.dev.visible if message.bot]


@pytest.mark.fault("F108")
async def test_where_direct_messages_are_closed_nothing_is_said_elsewhere(house: House) -> None:
    async with house.connected() as one:
        chat = await asked(house, one)
        house.server.faults.plan("conversations.open", Fault.REFUSED, error="user_disabled")
        with pytest.raises(PermanentError, match="direct message"):
            await chat.live(Reach.DIRECT).show(PLAIN)
        house.server.faults.plan("chat.postMessage", Fault.REFUSED, error="messages_tab_disabled")
        with pytest.raises(PermanentError, match="direct message"):
            await chat.say(PLAIN, Reach.DIRECT)
    assert not house.dev.messages
    assert not house.ana.dm.messages


@pytest.mark.fault("F110")
@pytest.mark.parametrize("error", ["", "restricted_action_thread_locked", "cannot_reply_to_message"])
async def test_where_a_thread_is_closed_the_answer_stands_in_the_channel_that_the_same_people_read(house: House, error: str) -> None:
    async with house.connected() as one:
        live = (await mentioned(house, one)).live(Reach.PLACE)
        if error:
            house.server.faults.plan("chat.postMessage", Fault.REFUSED, error=error)
        else:
            house.ana.deletes(house.dev.messages[house.turns[0].place.thread])
        await live.show(PLAIN)
        await live.show(WHOLE)
    assert live.place == Place("slack", "T0ACME", house.dev.id)
    assert "recap: Ana’s whole week" in house.bob.screen(house.dev)


@pytest.mark.fault("F105")
async def test_a_channel_that_is_closed_is_named_and_a_dead_token_too(house: House) -> None:
    async with house.connected() as one:
        chat = await mentioned(house, one)
        house.dev.is_archived = True
        with pytest.raises(PermanentError, match="closed"):
            await chat.say(PLAIN, Reach.PLACE)
        house.acme.token.is_revoked = True
        with pytest.raises(AuthError, match="Install it again"):
            await chat.say(PLAIN, Reach.PLACE)


@pytest.mark.parametrize("fault", [Fault.PAGE, Fault.HANGS])
async def test_a_page_of_something_in_between_and_silence_leave_it_open(house: House, fault: Fault) -> None:
    house.patience = 0.3
    async with house.connected() as one:
        chat = await mentioned(house, one)
        house.server.faults.plan("chat.postMessage", fault)
        with pytest.raises(AmbiguousError):
            await chat.say(PLAIN, Reach.PLACE)


async def test_without_a_connection_nothing_was_posted(house: House) -> None:
    async with house.spoken() as one:
        turn = await _turn(house)
        await house.server._runner.cleanup()
        with pytest.raises(TransientError):
            await one.platform.directory.audience(turn.place)
        for reach in (Reach.PLACE, Reach.ASKER):
            with pytest.raises(TransientError):
                await one.platform.chat(turn).say(PLAIN, reach)


async def _turn(house: House) -> Turn:
    """A turn that was let in before."""
    async with house.connected():
        await house.ana.types("/recap", house.dev)
    return house.turns[0]

"""Reports that cannot be posted, or lose their place: what is told, and when they are given up."""

from dataclasses import replace
from datetime import date, time

import pytest

from adapters.redis.client import Store
from core.errors import OutsideError, PermanentError, TransientError
from core.messages import standup as messages
from core.standup.plan import from_now_on
from tests.core.standup.facts import done
from tests.core.standup.mornings import TUESDAY, begun


async def test_a_report_that_could_not_be_posted_for_two_hours_becomes_a_notice(store: Store) -> None:
    house, _ = await begun(store)
    house.board.before["find"] = [OutsideError("Away.")] * 40

    await house.goes_to(TUESDAY)
    for _ in range(45):
        await house.waits(minutes=6)

    assert "was missed" in house.posted[0]


@pytest.mark.fault("F031")
async def test_a_report_that_could_not_be_posted_can_be_called_for_once_the_bot_is_let_in(store: Store) -> None:
    house, standup = await begun(store)
    [ana] = house.chat.people
    house.work[ana] = [done("Add login", "2026-11-16 11:00")]
    house.board.before["post"] = [PermanentError("The bot is not in the channel.")]
    await house.reports(17)
    assert house.posted == []

    await house.standups.call(standup, date(2026, 11, 17))
    await house.waits(seconds=2)
    await house.waits(minutes=3)
    await house.standups.call(standup, date(2026, 11, 17))
    await house.waits(seconds=2)

    assert ["Added login" in text for text in house.posted] == [True]


@pytest.mark.fault("F031")
async def test_a_channel_that_is_gone_pauses_after_three_reports_and_its_creator_is_told_once(store: Store) -> None:
    house, standup = await begun(store)
    [ana] = house.chat.people
    house.board.before["post"] = [PermanentError("The channel is archived.")] * 3

    for day in (17, 18, 19, 20, 23, 24):
        await house.goes_to(f"2026-11-{day} 09:30")
        await house.waits(minutes=5)

    [kept] = await house.standups.at(house.team)
    assert kept.pause == "The channel is archived."
    assert house.board.calls.count("post") == 4  # the last one tells Ana
    assert house.told(ana) == [
        "Your standup at 09:30 could not be posted three times in a row and is paused. The channel is archived. Then: /standup resume"
    ]
    assert standup.pause == ""


async def test_a_creator_who_resumed_what_is_still_closed_is_told_again(store: Store) -> None:
    house, standup = await begun(store)
    [ana] = house.chat.people
    house.board.before["post"] = [*[PermanentError("Closed.")] * 3, None, *[PermanentError("It still is.")] * 3]

    for day in (17, 18, 19, 20, 23, 24):
        await house.goes_to(f"2026-11-{day} 09:30")
        await house.waits(minutes=5)
        await house.standups.change(standup, lambda one: from_now_on(replace(one, pause=""), house.now))
        if day == 20:
            house.board.stands.clear()  # which is looked through for a day

    assert ["still" in text for text in house.told(ana)] == [True]


async def test_a_message_that_somebody_took_away_is_not_posted_again_and_is_told_the_next_time(store: Store) -> None:
    house, _ = await begun(store)
    house.board.meanwhile["edit"] = house.board.stands.clear

    await house.reports(17)
    assert house.posted == []
    await house.goes_to("2026-11-18 09:30")

    assert len(house.posted) == 1


async def test_a_report_that_cannot_be_brought_to_its_end_is_left_after_half_a_day(store: Store) -> None:
    house, _ = await begun(store)
    house.board.before["edit"] = [TransientError("Away.")] * 400

    await house.goes_to(TUESDAY)
    for _ in range(140):
        await house.waits(minutes=6)
    calls = len(house.board.calls)
    await house.waits(hours=1)

    assert len(house.board.calls) == calls


def test_a_recap_of_one_s_own_that_is_paused_says_how_it_goes_on() -> None:
    assert messages.stopped(time(16), "Closed.", is_personal=True).startswith("Your recap at 16:00 ")
    assert messages.stopped(time(16), "Closed.", is_personal=True).endswith("Closed. Then: /recap every resume")

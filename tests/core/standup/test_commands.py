"""What people say about a standup that there is, and who may."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from adapters.redis.client import Store
from core.messages import agreeing as messages
from core.model.chat import Place
from tests.core.standup.room import Room


async def test_only_the_creator_and_managers_change_it(store: Store) -> None:
    room = Room(store)
    ana, ben = room.house.person("Ana Lima"), room.house.person("Ben Okafor")
    boss = room.house.person("Cleo Park", is_manager=True)
    await room.types(ana, "new 09:30")

    for words in ("pause", "resume", "delete", "edit 10:00"):
        assert "Only <@U1>, who made it, or a manager may do that." in await room.types(ben, words)
    for words in ("now", "skip"):
        assert "Only those who joined it" in await room.types(ben, words)
    await room.types(ben, "join")
    assert "Nothing is posted on Tue 17 Nov" in await room.types(ben, "skip")
    assert await room.types(boss, "pause") == "Paused. To go on: /standup resume"
    assert "paused: Somebody paused it." in await room.types(ben, "list")
    await room.house.goes_to("2026-11-17 09:30")
    assert room.house.posted == []
    assert await room.types(ana, "resume") == "Resumed: 09:30 · Mon–Fri · UTC · everybody here. The next report comes on Wed 18 Nov."
    assert await room.types(ana, "resume") == messages.NOT_PAUSED
    await room.house.goes_to("2026-11-18 09:30")
    assert len(room.house.posted) == 1
    assert await room.types(ana, "delete") == "Ended, and what was kept of it is erased."
    assert await room.types(ana, "delete") == "There is no standup in this channel. Make one: /standup new 09:30"


async def test_joining_and_leaving_by_words_and_by_button(store: Store) -> None:
    room = Room(store)
    ana, ben = room.house.person("Ana Lima"), room.house.person("Ben Okafor", is_connected=False)
    await room.types(ana, "new 09:30")
    [standup] = await room.house.standups.at(room.house.team)

    assert "Link one with /recap connect" in await room.presses(ben, "standup-join", standup.id)
    assert await room.types(ana, "join") == "You joined: from now on your part is told through your own accounts."
    [standup] = await room.house.standups.at(room.house.team)
    assert {seat.member for seat in standup.seats if seat.has_joined} == {ana, ben}
    assert await room.types(ben, "leave") == messages.LEFT
    [standup] = await room.house.standups.at(room.house.team)
    assert [seat.member for seat in standup.seats] == [ana]
    assert await room.presses(ben, "standup-join", "gone") == messages.GONE


async def test_now_posts_today_s_report_and_none_comes_later(store: Store) -> None:
    room = Room(store)
    ana = room.house.person("Ana Lima")
    await room.types(ana, "new 09:30")

    assert await room.types(ana, "now") == "Today's report is being made."
    await room.house.tick()
    assert "Standup · Mon 16 Nov" in room.house.posted[0]
    assert await room.types(ana, "now") == messages.DONE_TODAY
    await room.house.waits(minutes=3)
    await room.house.goes_to("2026-11-17 09:30")

    assert len(room.house.posted) == 2


@pytest.mark.fault("F026")
async def test_an_edit_after_the_post_makes_no_second_one_and_one_before_makes_up_for_nothing(store: Store) -> None:
    room = Room(store)
    ana, ben = room.house.person("Ana Lima"), room.house.person("Ben Okafor")
    await room.types(ana, "new 09:00 every other tuesday")
    room.house.now = datetime(2026, 11, 17, 8, tzinfo=UTC)

    assert await room.types(ana, "edit") == messages.NO_CHANGE
    assert await room.types(ana, f"edit 06:00 weekdays <@{ben.user}> no holidays silent") == (
        "Changed: 06:00 · Mon–Fri · UTC · 2 people · silent on days without work. The next report comes on Wed 18 Nov."
    )
    await room.house.tick()
    assert room.house.posted == []
    assert await room.types(ana, "list") == "1. 06:00 · Mon–Fri · UTC · 2 people · silent on days without work"
    assert "names a time" in await room.types(ana, "edit 1 last week")
    line = "06:00 · Mon–Fri · UTC · not on public holidays (PT) · everybody here · “in acme/web”"
    assert line in await room.types(ana, "edit 1 everyone not silent holidays PT in acme/web")
    assert await room.types(ana, "list") == f"1. {line}"
    assert await room.types(ana, "pause") == messages.PAUSED
    assert (await room.types(ana, "edit not silent")).endswith("paused: Somebody paused it.")
    assert "The next report comes on Wed 18 Nov." in await room.types(ana, "resume")
    await room.house.goes_to("2026-11-18 06:00")

    assert len(room.house.posted) == 1


async def test_one_of_several_is_said_by_its_number(store: Store) -> None:
    room = Room(store)
    ana = room.house.person("Ana Lima")
    await room.types(ana, "new 09:30")
    room.house.now = datetime(2026, 11, 16, 9, tzinfo=UTC)
    await room.types(ana, "new 16:00 fridays")

    assert await room.types(ana, "pause") == (
        "There are several: say which, by its number, as in /standup pause 1.\n"
        "1. 09:30 · Mon–Fri · UTC · everybody here\n2. 16:00 · Fri · UTC · everybody here"
    )
    assert await room.types(ana, "pause 2") == "Paused. To go on: /standup resume"
    assert "There is no number 3 here" in await room.types(ana, "pause 3")
    assert (await room.types(ana, "join 1")).startswith("You joined")
    assert (await room.types(ana, "skip 1 2026-11-18")).startswith("Nothing is posted on Wed 18 Nov")
    assert (await room.types(ana, "")).startswith("1. 09:30 · Mon–Fri · UTC · not on Wed 18 Nov · everybody here")
    assert "Thu 24 Dec" in await room.types(ana, "skip 1 24 dec")


async def test_a_day_whose_report_is_posted_is_not_skipped(store: Store) -> None:
    room = Room(store)
    ana = room.house.person("Ana Lima")
    await room.types(ana, "new 09:30")
    await room.types(ana, "now")
    await room.house.tick()

    assert await room.types(ana, "skip today") == messages.DONE_TODAY
    assert "Thu 24 Dec" in await room.types(ana, "skip 24 dec")


async def test_where_nothing_is_due_nothing_can_be_skipped(store: Store) -> None:
    room = Room(store)
    ana = room.house.person("Ana Lima")
    standup = await room.house.agreed(ana)
    await room.house.standups.change(standup, lambda one: replace(one, rhythm=replace(one.rhythm, days=())))

    assert await room.types(ana, "skip") == "Nothing is due that could be skipped."


async def test_commands_are_answered_openly_by_a_button(store: Store) -> None:
    room = Room(store)
    ana = room.house.person("Ana Lima")

    await room.presses(ana, "standup-here")

    assert (room.house.team, "here") in room.office.rooms.on


async def test_a_standup_that_goes_while_somebody_changes_it_is_told(store: Store) -> None:
    room = Room(store)
    ana = room.house.person("Ana Lima")
    await room.types(ana, "new 09:30")
    [standup] = await room.house.standups.at(room.house.team)
    at = room.house.standups.at

    async def seen(place_: Place) -> object:
        found = await at(place_)
        await room.house.standups.delete(standup)
        return found

    room.house.standups.at = seen  # type: ignore[method-assign,assignment]  # somebody else is quicker
    assert await room.types(ana, "pause") == messages.GONE

"""A standup is made by a few words: what is understood, what is refused, and what is said of it."""

from dataclasses import replace

import pytest

from adapters.redis.client import Store
from core.errors import PermanentError
from core.messages import agreeing as messages
from core.model.chat import Audience
from tests.core.standup.facts import done
from tests.core.standup.room import Room


async def test_new_says_of_whom_it_tells_where_nobody_says_who_is_in_the_channel(store: Store) -> None:
    room = Room(store)
    room.house.chat.lists_members = False

    said = await room.types(room.house.person("Ana Lima"), "new 09:30")

    assert "not of everybody here" in said


async def test_new_in_a_thread_says_that_its_reports_come_in_the_channel(store: Store) -> None:
    room = Room(store)
    ana = room.house.person("Ana Lima")

    said = await room.types(ana, "new 09:30", place=replace(room.house.team, thread="7"))

    assert "The reports come in the channel, not in this thread." in said
    assert [one.place for one in await room.house.standups.at(room.house.team)] == [room.house.team]


async def test_new_in_a_channel_is_enough(store: Store) -> None:
    room = Room(store)
    ana = room.house.person("Ana Lima", zone="Europe/Lisbon")
    room.house.work[ana] = [done("Add login", "2026-11-16 10:00")]

    said = await room.types(ana, "new 09:30")
    await room.house.goes_to("2026-11-16 23:00")
    assert room.house.posted == []
    await room.house.goes_to("2026-11-17 09:30")

    assert said == (
        f"Standup: 09:30 · Mon–Fri · Europe/Lisbon · everybody here. The first report comes on Tue 17 Nov. "
        f"It is told as <@{ana.user}> sees it; who joins and connects is told as they see it themselves."
    )
    shown = room.house.chat.messages[0]
    assert [button.name for button in shown.page.buttons] == ["standup-join", "allow", "standup-here"]
    assert shown.reader is None
    assert "Added login" in room.house.posted[0]


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("new 10:00 mon, wed in Asia/Tokyo", "10:00 · Mon, Wed · Asia/Tokyo · everybody here"),
        ("new daily 9pm holidays DE-BY", "21:00 · every day · UTC · not on public holidays (DE-BY) · everybody here"),
        ("new 09:30 every other monday", "09:30 · Mon · every other week · UTC · everybody here"),
        ("new 09:30 with <@U1> <@&S1>", "09:30 · Mon–Fri · UTC · 3 people"),
        ("new 09:30 <@U1> everyone", "09:30 · Mon–Fri · UTC · everybody here"),
    ],
)
async def test_more_can_be_said(store: Store, words: str, line: str) -> None:
    room = Room(store)
    ana, ben = room.house.person("Ana Lima"), room.house.person("Ben Okafor")
    cleo = room.house.person("Cleo Park")
    room.house.chat.groups["T1", "S1"] = [ben, cleo]

    assert f"Standup: {line}. The first report comes on" in await room.types(ana, words)
    assert await room.types(ana, "list") == f"1. {line}"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("new 09:30 with @nobody", "“@nobody” is nobody whom this chat knows"),
        ("new 09:30 github:ben in acme/web", "“github:ben” is nobody whom this chat knows"),
        ("new 09:30 team", "“team” is nobody whom this chat knows"),
        ("new 09:30 with <@&S9>", "Nobody is in that group: name people, or another group."),
    ],
)
async def test_a_name_that_means_nobody_makes_no_standup_of_everybody(store: Store, words: str, said: str) -> None:
    room = Room(store)
    ana = room.house.person("Ana Lima")
    room.house.chat.groups["T1", "S9"] = []

    assert (await room.types(ana, words)).startswith(said)
    assert await room.house.standups.at(room.house.team) == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("new", messages.NO_TIME),
        ("new 930", "There is no time “930”"),
        ("new 09:30 Lisbon", "There is no time zone “Lisbon”. Did you mean Europe/Lisbon?"),
        ("new 09:30 holidays XX", "“XX”"),
        ("new 09:30 last week", "“last week” names a time"),
        ("new 09:30 blargh", "I do not understand “blargh”"),
        ("nwe 09:30", "I do not understand “nwe”. Did you mean new?"),
        ("pause", "There is no standup in this channel."),
        ("list", "There is no standup in this channel."),
        ("", "/standup new 09:30: post a digest here"),
        ("help", "/standup join"),
    ],
)
async def test_what_is_not_understood_is_quoted(store: Store, words: str, said: str) -> None:
    room = Room(store)
    ana = room.house.person("Ana Lima")

    assert said in await room.types(ana, words)
    assert await room.house.standups.at(room.house.team) == []


async def test_guests_make_none_and_a_direct_message_is_no_channel(store: Store) -> None:
    room = Room(store)
    ana, guest = room.house.person("Ana Lima"), room.house.person("Gus Guest", is_guest=True)
    room.house.chat.rooms[room.house.chat.direct_of(ana)] = (Audience.PRIVATE, [ana])

    assert await room.types(guest, "new 09:30") == messages.NO_GUESTS
    assert "A standup needs a channel" in await room.types(ana, "new 09:30", place=room.house.chat.direct_of(ana))


async def test_a_standup_that_would_tell_the_same_twice_is_refused(store: Store) -> None:
    room = Room(store)
    ana, ben = room.house.person("Ana Lima"), room.house.person("Ben Okafor")
    await room.types(ana, "new 09:30")

    for who, words in ((ana, "new 9:30 mon-wed"), (ben, "new 09:30")):
        said = await room.types(who, words)
        assert said.startswith("There is one already that tells the same at that time: 09:30 · Mon–Fri")
    for words in ("new 09:30 sat", "new 10:30", "new 09:30 in acme/web", f"new 09:30 <@{ben.user}>"):
        assert "The first report comes" in await room.types(ana, words)
    assert "There is one already" in await room.types(ana, f"new 09:30 <@{ben.user}>")


@pytest.mark.fault("F002")
async def test_what_a_process_began_that_stopped_is_not_done_twice(store: Store) -> None:
    room = Room(store)
    ana = room.house.person("Ana Lima")

    first, second = (await room.types(ana, "new 09:30", times=2)).splitlines()
    assert first == second
    assert len(await room.house.standups.at(room.house.team)) == 1
    assert "There is one already" in await room.types(ana, "new 09:30")
    await room.types(ana, "skip", times=2)
    assert await room.types(ana, "list") == "1. 09:30 · Mon–Fri · UTC · not on Tue 17 Nov · everybody here"
    await room.types(ana, "skip")
    assert "not on Tue 17 Nov and Wed 18 Nov" in await room.types(ana, "list")
    await room.types(ana, "every friday 16:00", command="recap", times=2)
    assert len(await room.house.standups.of(ana)) == 1


async def test_who_makes_a_standup_without_an_account_is_told_to_link_one(store: Store) -> None:
    room = Room(store)
    ana = room.house.person("Ana Lima", is_connected=False)

    said = await room.types(ana, "new 09:30")

    assert said.endswith("\nYou have linked no account yet, so nothing can be seen through you: /recap connect")
    assert [one.reader for one in room.house.chat.messages] == [None, ana]


async def test_where_the_bot_may_not_speak_no_standup_is_made(store: Store) -> None:
    room = Room(store)
    ana = room.house.person("Ana Lima")
    room.house.chat.breaks.append(PermanentError("Recap is not in that channel."))

    assert await room.types(ana, "new 09:30") == "Recap is not in that channel."
    assert await room.house.standups.at(room.house.team) == []

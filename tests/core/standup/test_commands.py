"""What people say about standups, and who may."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from adapters.holidays import CountryHolidays
from adapters.redis.client import Store
from core.calendar import IsHoliday
from core.errors import PermanentError
from core.messages import agreeing as messages
from core.model import Member
from core.model.chat import Audience, Place, Pressed, Typed, Way
from core.standup.commands import Commands
from core.standup.own import Own
from core.talking.talk import Talk
from tests.core.standup.facts import done
from tests.core.talking.desk import Office
from tests.fake_chat import FakeChat
from tests.standups import House


class Room:
    """A channel in which people type `/standup`, and what they read."""

    def __init__(self, store: Store) -> None:
        self.house = House(store)
        house = self.house
        self.office = Office(platform=house.chat, accounts=house.accounts, people=house.people, allowances=house.allowances)
        self.office.now = house.now
        given = {"standups": house.standups, "askers": house.askers, "holidays": holidays}
        more = {**Commands(**given).handlers(), **Own(**given).handlers()}  # type: ignore[arg-type]  # each by its name
        self.talk = Talk(replace(self.office.desk(), more=more, now=house.clock))

    async def types(self, who: Member, words: str, *, command: str = "standup", place: Place | None = None, times: int = 1) -> str:
        """Let somebody type a command, which is taken up again where `times` says so, and return what they read."""
        return await self._takes(who, place or self.house.team, Typed(words, Way.COMMAND, command), times)

    async def presses(self, who: Member, name: str, value: str = "") -> str:
        return await self._takes(who, self.house.team, Pressed(name, value))

    async def _takes(self, who: Member, place: Place, deed: Typed | Pressed, times: int = 1) -> str:
        chat, turn = self.house.chat, self.house.chat.turn(who, place, deed)
        before = len(chat.messages)
        for time in range(times):
            again = replace(turn, is_again=time > 0)
            await self.talk.take(again, FakeChat(chat, again))
        return "\n".join(one.text for one in chat.messages[before:])


def holidays(country: str) -> IsHoliday:
    return CountryHolidays(country).is_day_off if country else lambda _: False


async def test_new_says_of_whom_it_tells_where_nobody_says_who_is_in_the_channel(store: Store) -> None:
    room = Room(store)
    room.house.chat.lists_members = False

    said = await room.types(room.house.person("Ana Lima"), "new 09:30")

    assert "not of the whole channel" in said


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


@pytest.mark.parametrize("whom", ["<@U2>", "<@&S1>", "everyone", "github:ben last week", "last week <@U2>"])
async def test_a_recap_of_one_s_own_is_of_nobody_else(store: Store, whom: str) -> None:
    room = Room(store)
    ana = room.house.person("Ana Lima")

    said = await room.types(ana, f"every friday 16:00 {whom}", command="recap")

    assert said == f"/recap every brings your own work, so leave “{whom.replace('last week', '').strip()}” out."
    assert await room.house.standups.of(ana) == []


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


async def test_a_recap_of_one_s_own_comes_every_week(store: Store) -> None:
    room = Room(store)
    ana = room.house.person("Ana Lima")
    room.house.work[ana] = [done("Add login", "2026-11-17 11:00")]

    assert await room.types(ana, "every", command="recap") == "Nothing comes to you by itself. Have it: /recap every friday 16:00"
    said = await room.types(ana, "every friday 16:00 as bullets in acme/web", command="recap")
    assert said == (
        "Your recap comes to you in a direct message: 16:00 · Fri · UTC · “as bullets in acme/web”, first on Fri 20 Nov. "
        "To end it: /recap every off"
    )
    assert "comes to you already: 16:00" in await room.types(ana, "every friday 16:00 as bullets in acme/web", command="recap")
    await room.house.goes_to("2026-11-20 16:00")

    assert "Added login" in room.house.told(ana)[0]
    assert await room.types(ana, "every", command="recap") == "1. 16:00 · Fri · UTC · “as bullets in acme/web”"
    assert await room.types(ana, "every resume", command="recap") == messages.NOT_PAUSED
    [own] = await room.house.standups.of(ana)
    await room.house.standups.change(own, lambda one: replace(one, pause="They take no messages."))
    assert "first on Fri 27 Nov" in await room.types(ana, "every resume", command="recap")
    assert await room.types(ana, "every off", command="recap") == "Ended, and what was kept of it is erased."


async def test_a_recap_of_one_s_own_without_an_account_says_that_nothing_is_seen(store: Store) -> None:
    room = Room(store)
    ana = room.house.person("Ana Lima", is_connected=False)

    assert (await room.types(ana, "every friday 16:00", command="recap")).endswith(f"\n{messages.TO_SEE}")


async def test_a_recap_of_one_s_own_comes_on_the_same_day_where_its_time_is_still_to_come(store: Store) -> None:
    room = Room(store)
    ana = room.house.person("Ana Lima")
    room.house.work[ana] = [done("Add login", "2026-11-16 11:00")]

    assert "first on Mon 16 Nov" in await room.types(ana, "every monday 16:00", command="recap")
    assert "first on Mon 23 Nov" in await room.types(ana, "every monday 06:00", command="recap")
    await room.house.goes_to("2026-11-16 16:00")

    assert "Added login" in room.house.told(ana)[0]


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


async def test_a_recap_of_one_s_own_that_goes_while_it_is_resumed_is_told(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    room = Room(store)
    ana = room.house.person("Ana Lima")
    await room.types(ana, "every friday 16:00", command="recap")
    [own] = await room.house.standups.of(ana)
    paused = await room.house.standups.change(own, lambda one: replace(one, pause="They take no messages."))
    await room.house.standups.delete(own)

    async def seen(member: Member) -> object:
        assert member == ana
        return [paused]

    monkeypatch.setattr(room.house.standups, "of", seen)
    assert await room.types(ana, "every resume", command="recap") == messages.GONE

"""Somebody asks in a chat: who sees the answer, where it stands, and what is not answered."""

from dataclasses import replace

import pytest

from core.errors import PermanentError
from core.limits import Call
from core.messages import talking as messages
from core.model import Member
from core.model.chat import Audience, Place, Pressed, Reach, Typed, Way
from core.talking.showing import Showing
from tests.core.talking.desk import Office
from tests.fake_chat import FakeLiveMessage
from tests.fakes import FakeWriter


def names(office: Office) -> list[str]:
    return [button.name for button in office.platform.messages[-1].page.buttons]


async def test_command_is_answered_to_who_gave_it_with_everything(office: Office, ana: Member, bob: Member, team: Place) -> None:
    shown = await office.says(ana, "@me last week", team)

    assert shown.reader == ana
    assert office.platform.seen_by(bob, team) == []
    assert "Added login (acme/web#412)" in shown.text
    assert "canary" in shown.text
    assert names(office) == ["post", "dm", "shorter", "longer", "why", "refresh"]


async def test_mention_is_answered_in_its_place_with_what_may_go_there(office: Office, ana: Member, bob: Member, team: Place) -> None:
    shown = await office.says(ana, "@me last week", team, Way.MENTION)

    assert office.platform.seen_by(bob, team) == [shown]
    assert "Added login (#412)" in shown.text
    assert "1 of 1 commit told · 1 event hidden here" in shown.text
    assert "canary" not in shown.text
    assert names(office) == ["allow", "shorter", "longer", "why", "refresh"]


async def test_direct_message_is_answered_with_everything_and_nothing_to_post(office: Office, ana: Member) -> None:
    shown = await office.says(ana, "what did I do last week", office.platform.direct_of(ana), Way.DIRECT)

    assert "canary" in shown.text
    assert shown.reader is None
    assert names(office) == ["shorter", "longer", "why", "refresh"]


@pytest.mark.parametrize(("words", "is_open"), [("last week here", True), ("last week private", False), ("last week", False)])
async def test_here_and_private_decide_who_sees_a_command_s_answer(
    office: Office, ana: Member, team: Place, words: str, *, is_open: bool
) -> None:
    assert ((await office.says(ana, words, team)).reader is None) is is_open


@pytest.mark.parametrize("way", [Way.MENTION, Way.COMMAND])
async def test_what_cannot_be_whispered_goes_into_direct_messages_with_buttons_that_work_there(
    office: Office, ana: Member, bob: Member, team: Place, way: Way
) -> None:
    office.platform.whispers = False

    await office.says(ana, "last week private", team, way)

    [shown] = office.platform.seen_by(ana, office.platform.direct_of(ana))
    assert [one.name for one in shown.page.buttons] == ["shorter", "longer", "why", "refresh"]
    assert [one.text for one in office.platform.seen_by(bob, team)] == ([messages.WRITTEN] if way is Way.MENTION else [])
    pages = len(shown.pages)
    await office.presses(ana, "longer", shown)
    assert len(shown.pages) > pages


async def test_what_went_on_in_direct_messages_has_buttons_that_work_there(office: Office, ana: Member, team: Place) -> None:
    office.platform.is_late = True

    shown = await office.says(ana, "last week", team)

    assert shown.place == office.platform.direct_of(ana)
    assert "#412" in (await office.presses(ana, "why", shown)).text


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("setings", "/recap settings"),
        ("Conect gitlab", "/recap connect"),
        ("acounts", "/recap accounts"),
        ("stetings bullets=3", "/recap settings"),
    ],
)
async def test_a_command_with_a_slip_in_it_is_answered_with_the_one_that_may_be_meant(
    office: Office, ana: Member, team: Place, words: str, meant: str
) -> None:
    shown = await office.says(ana, words, team)

    assert shown.text == f"I do not understand “{words.split(maxsplit=1)[0].lower()}”. Did you mean {meant}? /recap help lists what I know."


async def test_room_that_is_open_answers_commands_openly_but_not_private_ones(office: Office, ana: Member, team: Place) -> None:
    await office.says(ana, "here on", team)

    assert (await office.says(ana, "last week", team)).reader is None
    assert (await office.says(ana, "last week private", team)).reader == ana
    await office.says(ana, "here off", team)
    assert (await office.says(ana, "last week", team)).reader == ana


async def test_words_that_are_not_understood_are_told_to_who_said_them(office: Office, ana: Member, bob: Member, team: Place) -> None:
    shown = await office.says(ana, "lst week", team, Way.MENTION)

    assert shown.text.startswith("I do not understand “lst”")
    assert office.platform.seen_by(bob, team) == []


async def test_private_answer_that_cannot_be_edited_is_shown_once_and_whole(office: Office, ana: Member, team: Place) -> None:
    writer = office.writer = FakeWriter("[W1] Added the login (#412)\n")

    shown = await office.says(ana, "last week", team)
    assert (len(shown.pages), writer.prompts) == (1, [])
    office.platform.edits_private = True
    shown = await office.says(ana, "last week", team)
    assert len(shown.pages) > 1


@pytest.mark.fault("F140")
async def test_place_that_others_read_since_the_question_is_told_nothing(office: Office, ana: Member, bob: Member, team: Place) -> None:
    office.platform.open_to(team, Audience.MEMBERS)
    await office.says(bob, "allow acme/vault here", team)
    await office.says(ana, "allow acme/vault here", team)
    turn = office.platform.turn(ana, team, Typed("last week", Way.MENTION))
    office.meanwhile = lambda: office.platform.open_to(team, Audience.OUTSIDE)

    await office.take(turn)

    shown = office.platform.messages[-1]
    assert [page.lines for page in shown.pages] == [(messages.WITHDRAWN,)]
    assert await office.answers.last(ana, team) is None


async def test_bots_and_people_who_left_are_not_answered(office: Office, team: Place) -> None:
    for member in (office.worker("Robot", is_bot=True), office.worker("Gone", is_gone=True)):
        await office.take(office.platform.turn(member, team, Typed("last week", Way.COMMAND)))
    assert office.platform.messages == []


async def test_directory_that_fails_lets_public_facts_alone_through(office: Office, ana: Member, team: Place) -> None:
    office.platform.directory.is_away = True

    shown = await office.says(ana, "@me last week", team, Way.MENTION)
    assert "Added login" in shown.text
    assert "canary" not in shown.text


async def test_button_that_nobody_knows_is_too_old(office: Office, ana: Member, team: Place) -> None:
    await office.take(office.platform.turn(ana, team, Pressed("gone", "x")))

    assert office.platform.messages[-1].text == messages.OLD


async def test_what_others_add_is_done_by_them(office: Office, ana: Member, team: Place) -> None:
    done: list[tuple[str, str]] = []
    office.more = {name: office.noting(name, done) for name in ("standup", "every", "nudge")}

    await office.take(office.platform.turn(ana, team, Typed("new 09:30", Way.COMMAND, "standup")))
    await office.take(office.platform.turn(ana, team, Typed("every friday 16:00 last week", Way.COMMAND)))
    await office.take(office.platform.turn(ana, team, Pressed("nudge", "n1")))

    assert office.calls == [Call.STATUS] * 3
    assert "#412" in (await office.says(ana, "standup last week", team)).text
    assert done == [("standup", "new 09:30"), ("every", "friday 16:00 last week"), ("nudge", "n1")]


@pytest.mark.parametrize("words", ["standup new 09:30", "/standup help", "standup list"])
async def test_words_of_standups_in_a_message_are_a_command_too(office: Office, ana: Member, team: Place, words: str) -> None:
    done: list[tuple[str, str]] = []
    office.more = {"standup": office.noting("standup", done)}

    await office.take(office.platform.turn(ana, team, Typed(words, Way.MENTION)))

    assert done == [("standup", words.partition(" ")[2])]


async def test_sign_of_life_is_shown_before_there_is_anything(office: Office, team: Place) -> None:
    live = FakeLiveMessage(office.platform, team, None)

    await Showing(live, lambda _: office.platform.messages[-1].page).sign_of_life()

    assert office.platform.messages[-1].text == messages.LOOKING


async def test_live_message_stands_in_the_thread_of_its_place(office: Office, ana: Member, team: Place) -> None:
    shown = await office.says(ana, "last week", replace(team, thread="17.1"), Way.MENTION)

    told = await office.answers.last(ana, shown.place)
    assert told is not None
    assert (told.reach, told.audience) == (Reach.PLACE, Audience.WORKSPACE)


@pytest.mark.fault("F109")
async def test_answer_whose_way_is_closed_is_given_in_a_direct_message(office: Office, ana: Member, team: Place) -> None:
    office.platform.closed = {team}

    for words in ("last week", "lst week"):
        await office.take(office.platform.turn(ana, team, Typed(words, Way.COMMAND)))
    answer, refusal = office.platform.messages

    assert answer.place == refusal.place == office.platform.direct_of(ana)
    assert "canary" in answer.text
    assert refusal.text.startswith("I do not understand")


@pytest.mark.fault("F109")
async def test_command_whose_way_is_closed_is_not_done_twice(office: Office, ana: Member, team: Place) -> None:
    office.platform.closed = {team, office.platform.direct_of(ana)}

    for words, place, way in (("here on", team, Way.COMMAND), ("last week", office.platform.direct_of(ana), Way.DIRECT)):
        with pytest.raises(PermanentError):
            await office.take(office.platform.turn(ana, place, Typed(words, way)))

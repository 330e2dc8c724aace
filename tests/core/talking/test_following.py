"""What is asked after an answer: what it leans on, and what is no question."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.messages import talking as messages
from core.model import Member, Shape
from core.model.chat import Audience, Place, Typed, Way
from core.naming import named
from tests.core.talking.desk import Office
from tests.facts import commit
from tests.fake_chat import NOW


async def test_follow_ups_lean_on_the_last_answer_of_who_asks_in_that_place(office: Office, ana: Member, bob: Member, team: Place) -> None:
    nothing_yet = "“before” changes an answer: say it in the thread of one, or as a reply to it"
    asked = await office.says(ana, "<@U2> last week", team, Way.MENTION)

    assert "Mon 25 – Sun 31 Jan" in (await office.replies(ana, "and the week before?", asked)).text
    assert "Bob Berg" in office.platform.messages[-1].text
    elsewhere = office.platform.room("other", ana)
    for member, place in ((ana, elsewhere), (bob, team), (ana, team)):
        assert (await office.says(member, "and the week before?", place)).text.startswith(nothing_yet)
    assert (await office.replies(bob, "and the week before?", asked)).text.startswith(nothing_yet)


_ASKED = (
    "last week in acme/vault",
    "<@U2> last week",
    "last week path:web/**",
    "last week about login",
    "last week branch:main",
    "last week as changelog",
    "last week in German",
    "last week, 3 bullets, no ai",
)


@pytest.mark.fault("F140")
@pytest.mark.parametrize("words", _ASKED)
@pytest.mark.parametrize("is_in_thread", [False, True])
async def test_a_mention_or_command_begins_anew_whatever_was_asked_before(
    office: Office, ana: Member, bob: Member, team: Place, words: str, *, is_in_thread: bool
) -> None:
    place = replace(team, thread="17.1") if is_in_thread else team  # a command in a thread, as in Discord
    alone = office.platform.direct_of(bob)
    fresh = (await office.says(bob, "yesterday", alone)).page.recaps[0].request
    for before in (Way.COMMAND, Way.MENTION)[: 1 if is_in_thread else 2]:  # what was said in a thread is gone on from there
        for where, way in ((place, Way.MENTION), (replace(team, thread="17.2"), Way.MENTION), (place, Way.COMMAND)):
            await office.says(ana, words, place, before)
            assert (await office.says(ana, "yesterday", where, way)).page.recaps[0].request == fresh
            office.answers.kept = []
    await office.says(ana, words, place)
    assert not (await office.says(ana, "shorter", place, Way.MENTION)).page.recaps


@pytest.mark.fault("F140")
async def test_what_was_whispered_in_a_thread_hides_nothing_that_was_said_there(office: Office, ana: Member, team: Place) -> None:
    thread = replace(team, thread="17.1")
    await office.says(ana, "<@U2> last week", thread, Way.MENTION)
    await office.says(ana, "last week in acme/vault", thread)

    shown = await office.says(ana, "and the week before?", thread, Way.MENTION)

    assert "Bob Berg" in shown.text
    assert "vault" not in shown.text


@pytest.mark.fault("F140")
async def test_what_was_shown_for_a_look_and_not_posted_is_no_ground(office: Office, ana: Member, team: Place) -> None:
    thread = replace(team, thread="17.1")
    preview = await office.presses(ana, "post", await office.says(ana, "last week in acme/vault", thread))
    office.platform.open_to(team, Audience.OUTSIDE)
    assert (await office.presses(ana, "post-now", preview)).text == messages.CHANGED

    assert "vault" not in (await office.says(ana, "yesterday", thread, Way.MENTION)).text


async def test_in_direct_messages_all_goes_on_from_the_answer_before(office: Office, ana: Member, bob: Member) -> None:
    alone = office.platform.direct_of(ana)
    for way in (Way.DIRECT, Way.COMMAND):
        await office.says(ana, f"<@{bob.user}> last week", alone, way)
        assert "Bob Berg" in (await office.says(ana, "and the week before?", alone, Way.DIRECT)).text


async def test_bare_words_of_a_command_stand_alone_and_those_of_a_reply_do_not(office: Office, ana: Member, team: Place) -> None:
    asked = await office.says(ana, "<@U2> last week", team, Way.MENTION)

    assert "Bob Berg" in (await office.replies(ana, "this month", asked)).text
    assert "Ana Lima" in (await office.says(ana, "last month", team)).text


async def test_bare_words_long_after_an_answer_stand_alone_but_in_its_thread(office: Office, ana: Member, team: Place) -> None:
    thread = replace(team, thread="17.1")
    alone = office.platform.direct_of(ana)
    for place, way in ((alone, Way.DIRECT), (thread, Way.MENTION)):
        await office.says(ana, "<@U2> last week", place, way)
    later = NOW + timedelta(hours=2)

    for place, way, name in ((alone, Way.DIRECT, "Ana Lima"), (thread, Way.MENTION, "Bob Berg")):
        await office.take(office.platform.turn(ana, place, Typed("last week", way), at=later))
        assert office.platform.messages[-1].text.startswith(name)


async def test_what_is_said_in_a_thread_below_an_answer_is_said_of_it(office: Office, ana: Member, team: Place) -> None:
    await office.says(ana, "@me last week", team, Way.DIRECT)

    shown = await office.says(ana, "shorter", replace(team, thread="17.1"), Way.DIRECT)

    assert len(shown.page.recaps[0].bullets) == 1


async def test_what_is_overheard_in_a_thread_goes_on_where_it_says_how(office: Office, ana: Member, bob: Member, team: Place) -> None:
    thread = replace(team, thread="17.1")
    await office.says(ana, "<@U2> last week", thread, Way.MENTION)

    assert "Mon 25 – Sun 31 Jan" in (await office.says(ana, "and the week before?", thread, Way.OVERHEARD)).text
    assert (await office.says(ana, "why", thread, Way.OVERHEARD)).reader == ana
    before = len(office.platform.messages)
    for words in ("thanks!", "looks good", "settings", "forget-me", "help", "<@U2> can you look?", "last week was hard", "", "@me today"):
        await office.says(ana, words, thread, Way.OVERHEARD)
    await office.says(bob, "shorter", thread, Way.OVERHEARD)
    assert len(office.platform.messages) == before


async def test_a_token_that_is_overheard_is_refused(office: Office, ana: Member, team: Place) -> None:
    told = await office.says(ana, "it is ghp_0123456789abcdef0123456789abcdef0123", replace(team, thread="17.1"), Way.OVERHEARD)
    assert "revoke" in told.text.casefold()


async def test_why_is_told_to_who_asks_alone(office: Office, ana: Member, bob: Member, team: Place) -> None:
    assert "no answer to explain" in (await office.says(ana, "why", team)).text
    await office.says(ana, "@me last week", team, Way.MENTION)
    before = len(office.platform.seen_by(bob, team))

    shown = await office.says(ana, "why is #412 in there?", team, Way.REPLY)

    assert "Add login (#412)" in shown.text
    assert len(office.platform.seen_by(bob, team)) == before


@pytest.mark.fault("F161")
async def test_what_a_commit_says_names_nobody_in_an_explanation(office: Office, ana: Member, team: Place) -> None:
    office.reads(ana, commit("Thank <@U2> (#9)"))
    await office.says(ana, "last week", team)

    shown = await office.says(ana, "why", team)

    async def name(_: str) -> str:
        raise AssertionError

    assert "Thank" in shown.text
    assert await named(shown.page, name) == shown.page


async def test_where_nothing_can_be_whispered_the_place_says_that_it_was_written_directly(office: Office, ana: Member, team: Place) -> None:
    office.platform.whispers = False
    office.more = {}
    asked = await office.says(ana, "@me last week", team, Way.MENTION)

    for told in (await office.replies(ana, "why is #412 in there?", asked), await office.says(ana, "lst week", team, Way.MENTION)):
        assert (told.text, told.place, told.reader) == (messages.WRITTEN, team, None)
    alone = office.platform.direct_of(ana)
    assert messages.WRITTEN not in (await office.says(ana, "lst week", alone, Way.DIRECT)).text


async def test_small_talk_in_a_direct_message_is_no_question(office: Office, ana: Member) -> None:
    shown = await office.says(ana, "please", office.platform.direct_of(ana), Way.DIRECT)

    assert not shown.page.recaps


async def test_nothing_said_asks_the_usual_question_even_after_an_answer(office: Office, ana: Member, team: Place) -> None:
    await office.says(ana, "<@U2> last week", team, Way.MENTION)

    assert "Ana Lima" in (await office.says(ana, " ", team, Way.MENTION)).text


async def test_a_window_soon_after_an_answer_keeps_who_and_in_its_thread_how_as_well(office: Office, ana: Member, team: Place) -> None:
    thread = replace(team, thread="17.1")
    alone = office.platform.direct_of(ana)
    for place, way, is_odd in ((alone, Way.DIRECT, False), (thread, Way.MENTION, True)):
        await office.says(ana, "<@U2> last week as changelog, no ai", place, way)
        shown = await office.says(ana, "last week", place, way)
        request = shown.page.recaps[0].request
        assert shown.text.startswith("Bob Berg")
        assert (request.shape is Shape.CHANGELOG, not request.uses_model) == (is_odd, is_odd)
        assert (await office.says(ana, "<@U1> last week", place, way)).page.recaps[0].request.shape is Shape.BULLETS

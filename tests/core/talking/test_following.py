"""What is asked after an answer: what it leans on, and what is no question."""

from dataclasses import replace
from datetime import timedelta

from core.model import Member, Shape
from core.model.chat import Place, Typed, Way
from tests.core.talking.desk import Office
from tests.fake_chat import NOW


async def test_follow_ups_lean_on_the_last_answer_of_who_asks_in_that_place(office: Office, ana: Member, bob: Member, team: Place) -> None:
    nothing_yet = "There is no answer yet that “before” could change"
    await office.says(ana, "<@U2> last week", team, Way.MENTION)

    assert "Mon 25 – Sun 31 Jan" in (await office.says(ana, "and the week before?", team, Way.REPLY)).text
    assert "Bob Berg" in office.platform.messages[-1].text
    elsewhere = office.platform.room("other", ana)
    assert (await office.says(ana, "and the week before?", elsewhere)).text.startswith(nothing_yet)
    assert (await office.says(bob, "and the week before?", team)).text.startswith(nothing_yet)


async def test_bare_words_of_a_command_stand_alone_and_those_of_a_reply_do_not(office: Office, ana: Member, team: Place) -> None:
    await office.says(ana, "<@U2> last week", team, Way.MENTION)

    assert "Bob Berg" in (await office.says(ana, "this month", team, Way.REPLY)).text
    assert "Bob Berg" in (await office.says(ana, "this month", team, Way.MENTION)).text
    assert "Ana Lima" in (await office.says(ana, "last month", team)).text


async def test_bare_words_long_after_an_answer_stand_alone_but_in_its_thread(office: Office, ana: Member, team: Place) -> None:
    thread = replace(team, thread="17.1")
    for place in (team, thread):
        await office.says(ana, "<@U2> last week", place, Way.MENTION)
    later = NOW + timedelta(hours=2)

    for place, name in ((team, "Ana Lima"), (thread, "Bob Berg")):
        await office.take(office.platform.turn(ana, place, Typed("last week", Way.MENTION), at=later))
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


async def test_small_talk_in_a_direct_message_is_no_question(office: Office, ana: Member) -> None:
    shown = await office.says(ana, "please", office.platform.direct_of(ana), Way.DIRECT)

    assert not shown.page.recaps


async def test_nothing_said_asks_the_usual_question_even_after_an_answer(office: Office, ana: Member, team: Place) -> None:
    await office.says(ana, "<@U2> last week", team, Way.MENTION)

    assert "Ana Lima" in (await office.says(ana, " ", team, Way.MENTION)).text


async def test_a_window_soon_after_an_answer_keeps_who_and_in_its_thread_how_as_well(office: Office, ana: Member, team: Place) -> None:
    thread = replace(team, thread="17.1")
    own = replace(team, thread="17.2")  # which the question begins, as in Slack
    for place in (team, thread):
        await office.says(ana, "<@U2> last week as changelog, no ai", place, Way.MENTION)

    for place, is_odd in ((team, False), (own, False), (thread, True)):
        shown = await office.says(ana, "last week", place, Way.MENTION)
        request = shown.page.recaps[0].request
        assert shown.text.startswith("Bob Berg")
        assert (request.shape is Shape.CHANGELOG, not request.uses_model) == (is_odd, is_odd)
        assert (await office.says(ana, "<@U1> last week", place, Way.MENTION)).page.recaps[0].request.shape is Shape.BULLETS
        await office.says(ana, "<@U2> last week as changelog, no ai", place, Way.MENTION)

"""What words mean in a conversation: a question, a follow-up, an explanation, a setting, or nothing."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from core.conversation import Ask, Change, Conversation, Leave, Say
from core.errors import AskError, SettingsError
from core.messages.why import NOTHING_FOUND, NOTHING_YET
from core.model import Asker, Event, Recap, RecapRequest, Who, WhoKind
from core.recap import Recapper
from tests.facts import ANA, commit
from tests.fakes import FakeSource

NOW = datetime(2021, 2, 10, 18, tzinfo=UTC)  # the Wednesday after the week of the facts


def conversation(*events: Event) -> Conversation:
    recapper = Recapper(sources=[FakeSource("web", *events)], me=[ANA], now=lambda: NOW)
    return Conversation(recapper, lambda: Asker(zone=ZoneInfo("UTC")))


async def answered(talk: Conversation, words: str) -> Recap:
    turn = talk.take(words)
    assert isinstance(turn, Ask)
    return [recap async for recap in talk.answer(turn.request, report=lambda _name, _events, _is_done: None)][-1]


def asked(talk: Conversation, words: str) -> RecapRequest:
    turn = talk.take(words)
    assert isinstance(turn, Ask)
    return turn.request


def said(talk: Conversation, words: str) -> Sequence[str]:
    turn = talk.take(words)
    assert isinstance(turn, Say)
    return turn.text.split("\n")


@pytest.fixture
async def told() -> Conversation:
    talk = conversation(commit("Add login (#4)"), commit("Fix the form (#5)", at=datetime(2021, 2, 2, 9, tzinfo=UTC)))
    await answered(talk, "last week")
    return talk


def test_conversation_takes_a_question() -> None:
    window = asked(conversation(), "last week").window
    assert (window.start.date(), window.end.date()) == (date(2021, 2, 1), date(2021, 2, 8))


def test_conversation_refuses_what_it_does_not_understand() -> None:
    with pytest.raises(AskError, match="lst"):
        conversation().take("lst wek")


def test_conversation_follows_up_on_what_was_told(told: Conversation) -> None:
    before = asked(told, "and the week before?").window
    assert (before.start.date(), before.end.date()) == (date(2021, 1, 25), date(2021, 2, 1))


@pytest.mark.origin("S05")
async def test_conversation_keeps_whom_and_where_when_only_the_window_changes() -> None:
    talk = conversation(commit("Add login (#4)"))
    first = asked(talk, "everyone in web last week as changelog")
    assert [recap.finished async for recap in talk.answer(first, report=lambda _name, _events, _is_done: None)] == [True]
    yesterday = asked(talk, "yesterday?")
    assert yesterday.window.start.date() == date(2021, 2, 9)
    assert yesterday == replace(first, window=yesterday.window)


def test_conversation_takes_a_new_question_after_an_answer(told: Conversation) -> None:
    assert asked(told, "everyone yesterday").who == (Who(WhoKind.EVERYONE),)


async def test_conversation_goes_on_with_another_recapper() -> None:
    talk = conversation(commit("Add login (#4)"))
    talk.go_on_with(Recapper(sources=[FakeSource("web", commit("Add logout"))], me=[ANA], now=lambda: NOW))
    assert (await answered(talk, "last week")).bullets[0].text.startswith("Added logout")


@pytest.mark.parametrize("words", ["thanks", "?", "", "more", "only the fixes"])
def test_conversation_answers_nothing_that_was_not_asked(told: Conversation, words: str) -> None:
    with pytest.raises(AskError, match=r"do not understand|heard nothing"):
        told.take(words)


def test_conversation_may_have_no_usual_question() -> None:
    recapper = Recapper(sources=[], me=[ANA], now=lambda: NOW)
    chat = Conversation(recapper, lambda: Asker(zone=ZoneInfo("UTC")), has_default=False)
    with pytest.raises(AskError, match="thanks"):
        chat.take("thanks")
    assert asked(chat, "yesterday").window == asked(conversation(), "yesterday").window
    assert asked(conversation(), "thanks") == asked(conversation(), "")


@pytest.mark.parametrize("words", ["team last week", "what did we do"])
def test_conversation_says_where_teams_come_from(words: str) -> None:
    with pytest.raises(AskError, match="in Slack and Discord a standup"):
        conversation().take(words)


def test_conversation_explains_people_and_words(told: Conversation) -> None:
    assert said(told, "why is the form in there?")[0] == "2. Fixed the form (#5)"
    assert said(told, "why is @ana in there?")[0] == "1. Added login (#4)"


async def test_conversation_has_nothing_to_explain_after_an_empty_answer() -> None:
    talk = conversation()
    await answered(talk, "last week")
    assert said(talk, "why") == said(talk, "why 1") == [NOTHING_FOUND]


def test_conversation_follows_up_only_on_an_answer() -> None:
    with pytest.raises(AskError):
        conversation().take("and the week before?")


@pytest.mark.parametrize("words", ["why", "Why?", "why is #4 in there?"])
def test_conversation_without_an_answer_has_nothing_to_explain(words: str) -> None:
    assert said(conversation(), words) == [NOTHING_YET]


def test_conversation_explains_a_whole_answer(told: Conversation) -> None:
    lines = said(told, "why")
    assert lines[0] == "1. Added login (#4)"
    assert lines[1].endswith(" · Mon 1 Feb 2021 · Add login (#4) · acme/web")
    assert lines[2] == "2. Fixed the form (#5)"


@pytest.mark.parametrize("words", ["why 2", "why is #5 in there?", "why #5"])
def test_conversation_explains_one_bullet(told: Conversation, words: str) -> None:
    assert said(told, words)[0] == "2. Fixed the form (#5)"
    assert len(said(told, words)) == 2


@pytest.mark.parametrize("words", ["help", "HELP", "help!", " help "])
def test_conversation_helps(words: str) -> None:
    assert any("last working day" in line for line in said(conversation(), words))


def test_conversation_takes_help_with_more_words_for_a_question() -> None:
    with pytest.raises(AskError):
        conversation().take("help zyx")


@pytest.mark.parametrize("words", ["exit", "quit", "Bye."])
def test_conversation_lets_a_person_leave(words: str) -> None:
    assert conversation().take(words) == Leave()


def test_conversation_takes_settings_as_a_shell_does() -> None:
    assert conversation().take("settings zone=UTC name='Ana Lima'") == Change(("zone=UTC", "name=Ana Lima"))
    assert conversation().take("settings") == Change(())


def test_conversation_refuses_settings_whose_quotes_do_not_match() -> None:
    with pytest.raises(SettingsError, match="Ana"):
        conversation().take("settings name='Ana")


def test_shorter_halves_what_was_shown_and_not_what_might_have_been(told: Conversation) -> None:
    assert asked(told, "shorter").limit == 1  # two bullets of at most seven were shown
    assert asked(told, "longer").limit == 14

"""What is not understood is quoted, placed, and answered with the nearest thing known."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.asking.nearest import distance, nearest
from tests.core.asking.asking import ASKER, NOW, ask, refusal


@pytest.mark.parametrize(
    ("text", "word", "position", "near"),
    [
        ("yesterdy", "yesterdy", 1, "yesterday"),
        ("what did I do lsat week", "lsat", 15, "last"),
        ("last  wek", "wek", 7, "week"),
        ("since mnday", "mnday", 7, "monday"),
        ("as standpu", "standpu", 4, "standup"),
        ("(changlog)", "changlog", 2, "changelog"),
        ("today without commits", "without", 7, "without owner/name"),
        ("since commits", "since", 1, "since monday"),
        ("last", "last", 1, "last week"),
        ("no commits", "no", 1, "no ai"),
        ("german", "german", 1, "in German"),
        ("today days", "days", 7, "last 3 days"),
        ("hour", "hour", 1, "last 3 hours"),
        ("topic: last", "last", 8, "last week"),
        ("brnch:main", "brnch:main", 1, "branch:"),
        ("today in German, playfull", "playfull", 18, "playful"),
    ],
)
def test_a_mistyped_word_is_quoted_with_its_position_and_the_nearest(text: str, word: str, position: int, near: str) -> None:
    error = refusal(text)

    assert (error.word, error.position) == (word, position)
    assert near in error.nearest
    assert f"“{word}”" in str(error)
    assert f"“{near}”" in str(error)
    assert str(position) in str(error)


@pytest.mark.parametrize(
    ("text", "word", "said"),
    [
        ("last week in <#C024BE91L>", "<#C024BE91L>", "A channel cannot be looked into"),
        ("#general yesterday", "#general", "A channel cannot be looked into"),
        ("since <t:1700000000:R>", "<t:1700000000:R>", "write the time as 2026-05-01"),
    ],
)
def test_what_only_a_chat_knows_is_refused_in_words(text: str, word: str, said: str) -> None:
    error = refusal(text)

    assert error.word == word
    assert said in str(error)
    assert word not in str(error)


def test_an_unknown_word_without_a_neighbour_gets_advice() -> None:
    error = refusal("today qwertyuiop")

    assert (error.word, error.position, error.nearest) == ("qwertyuiop", 7, ())
    assert "help" in str(error)


@pytest.mark.parametrize(
    ("text", "word", "person"),
    [
        ("what did Person 86 do last week?", "Person", '"Person 86"'),
        ("Ana Silva last week", "Ana", '"Ana Silva"'),
        ("@Ana Silva", "Silva", '"Ana Silva"'),
        ("what did bjorn do", "bjorn", "@bjorn"),
        ("did Bjorn, and others, ship", "Bjorn", "@Bjorn"),
    ],
)
def test_a_person_without_quotes_or_an_at_is_offered_with_them(text: str, word: str, person: str) -> None:
    error = refusal(text)

    assert (error.word, error.nearest) == (word, (person,))
    assert f"write {person};" in str(error)


@pytest.mark.parametrize("text", ["Qwert last week", "did 5#6 ship", "qwert Asdf today", "Qwert, Asdf", "Qwert May", "Qwert X2"])
def test_other_strange_words_are_not_taken_for_a_person(text: str) -> None:
    assert refusal(text).nearest == ()


@pytest.mark.parametrize("text", ["shorter", "longer please", "and the week before?", "earlier"])
def test_what_changes_an_answer_says_that_there_is_none_yet(text: str) -> None:
    assert "no answer yet" in str(refusal(text))


def test_an_unknown_shape_is_answered_with_those_that_there_are() -> None:
    error = refusal("today as slides")

    assert error.word == "slides"
    assert error.nearest == ("as bullets", "as standup", "as changelog", "as brief", "as numbers")


@pytest.mark.parametrize(
    ("text", "first", "second", "position"),
    [
        ("last week yesterday", "last week", "yesterday", 11),
        ("as standup as changelog", "as standup", "as changelog", 12),
        ("short today long", "short", "long", 13),
        ("3 bullets and 5 bullets", "3 bullets", "5 bullets", 15),
        ("in Spanish in German", "in Spanish", "in German", 12),
        ("here private", "here", "private", 6),
    ],
)
def test_a_contradiction_names_both(text: str, first: str, second: str, position: int) -> None:
    error = refusal(text)

    assert f"“{first}” and “{second}”" in str(error)
    assert (error.word, error.position) == (second, position)


def test_saying_the_same_twice_is_no_contradiction() -> None:
    assert ask("yesterday, as standup, yesterday, standup") == ask("yesterday as standup")


@pytest.mark.parametrize(
    "text",
    [
        "2026-05-07..2026-05-01",
        "3 May to 1 May",
        "28 to 3 May",
        "yesterday to last week",
        "today 14:00 to yesterday 13:00",
        "monday 14:00 to monday 13:00",
        "since tomorrow",
        "until 1 May",
    ],
)
def test_a_reversed_window_is_refused(text: str) -> None:
    assert "before it begins" in str(refusal(text))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("14:00", "is a moment: say “since 14:00”"),
        ("yesterday at 2pm", "is a moment"),
        ("now", "is a moment"),
        ("past 0 hours", "is a moment"),
        ("between monday", "no other end"),
        ("31 April", "no day “31 April”"),
        ("2026-02-29", "no day “2026-02-29”"),
        ("2026-13-01", "no day"),
        ("0000-01", "no day"),
        ("30 Feb 2024", "no day"),
        ("30 February", "no day"),
        ("Mon 10 Nov", "is a Tuesday"),
        ("Tue 9 – Sun 15 Nov", "is a Monday"),
        ("25:00 to now", "no time “25:00”"),
        ("13pm to now", "no time “13pm”"),
        ("0am to now", "no time"),
        ("14:75 to now", "no time"),
        ("5/1/2026", "two ways"),
        ("5/1", "two ways"),
        ("05.01.2026", "two ways"),
        ("1.7.0", "I do not understand “1.7.0”"),
        ("last 9999 years", "too far"),
        ("last 9999 months", None),
        ("9999-12-31", "too far"),
        ("0001-01-01", None),
        ("0 days", "no time at all"),
        ("last 0 weeks", "“last 0 weeks” is no time"),
        ("0 bullets", "ask for 1 to 15"),
        ("16 bullets", "ask for 1 to 15"),
    ],
)
def test_an_impossible_time_or_number_is_explained(text: str, sentence: str | None) -> None:
    if sentence is None:
        assert ask(text).window.start < ask(text).window.end
    else:
        assert sentence in str(refusal(text))
        assert refusal(text).position == 1


@pytest.mark.parametrize("text", ["this sprint", "last sprint", "2 sprints"])
def test_a_sprint_that_nobody_set_is_explained(text: str) -> None:
    error = refusal(f"recap {text}", replace(ASKER, sprint=None))

    assert "recap settings" in str(error)
    assert (error.word, error.position) == (text, 7)


@pytest.mark.parametrize("text", ["since last", "since my last recap", "since standup"])
def test_the_first_recap_has_none_before_it(text: str) -> None:
    assert "since monday" in str(refusal(text, replace(ASKER, last_recap=None, last_standup=None)))
    later = NOW + timedelta(minutes=1)  # when now is only pretended
    assert "no earlier" in str(refusal(text, replace(ASKER, last_recap=later, last_standup=later)))


def test_a_question_of_500_characters_is_read_and_one_more_is_refused() -> None:
    assert ask("please " * 71 + "now"[:0] + "   ") == ask("")
    assert "500" in str(refusal("a " * 250 + "a"))
    assert refusal("a " * 250 + "a").position == 501


@pytest.mark.fault("F169")
def test_what_an_error_quotes_is_short_and_printable() -> None:
    error = refusal("\x1b[31mevil\u202e\u200bword" + "x" * 100)

    assert str(error).isprintable()
    assert len(error.word) <= 41


def test_nearest_words_are_few_slips_away_and_few() -> None:
    known = ("last", "past", "week", "yesterday", "list")

    assert nearest("lsat", known) == ["last"]
    assert nearest("pst", known) == ["past"]
    assert nearest("xast", known) == ["last", "past"]
    assert nearest("we", known) == []
    assert nearest("y" * 25, known) == []


@pytest.mark.parametrize(
    ("left", "right", "slips"), [("week", "week", 0), ("wek", "week", 1), ("weke", "week", 1), ("monday", "sunday", 2), ("", "ab", 2)]
)
def test_distance_counts_slips(left: str, right: str, slips: int) -> None:
    assert distance(left, right) == distance(right, left) == slips

"""The words behind `/standup new`: what they mean, and which are refused."""

from datetime import time

import pytest

from core.errors import AskError
from core.standup.words import check_zone, wanted


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("09:30", time(9, 30)),
        ("at 9am", time(9)),
        ("2:15 pm", time(14, 15)),
        ("12am", time(0)),
        ("12:30pm", time(12, 30)),
        ("23:59", time(23, 59)),
        ("9.30", time(9, 30)),
        ("at 9h05", time(9, 5)),
        ("Noon", time(12)),
    ],
)
def test_a_time_is_read(text: str, at: time) -> None:
    assert wanted(text).at == at


@pytest.mark.parametrize(
    ("text", "days", "weeks"),
    [
        ("09:30", (), None),
        ("09:30 daily", (0, 1, 2, 3, 4, 5, 6), None),
        ("09:30 every day", (0, 1, 2, 3, 4, 5, 6), None),
        ("09:30 on weekdays", (0, 1, 2, 3, 4), None),
        ("mon-thu 09:30", (0, 1, 2, 3), None),
        ("sun-thu 09:30", (0, 1, 2, 3, 6), None),
        ("on mon, wed and friday at 9am", (0, 2, 4), None),
        ("every friday 16:00", (4,), None),
        ("Mon–Wed 9am", (0, 1, 2), None),
        ("9am tuesday to friday", (1, 2, 3, 4), None),
        ("9am thu until mon", (0, 3, 4, 5, 6), None),
        ("every weekend and friday 10:00", (4, 5, 6), None),
        ("every other week on monday 10:00", (0,), 2),
        ("every other monday 10:00", (0,), 2),
        ("fortnightly mon 10:00", (0,), 2),
        ("days mon,wed,fri", (0, 2, 4), None),
        ("days to mon-thu", (0, 1, 2, 3), None),
        ("time 10:00", (), None),
    ],
)
def test_days_are_read(text: str, days: tuple[int, ...], weeks: int | None) -> None:
    found = wanted(text)
    assert (found.days, found.weeks, found.rest) == (days, weeks, [])


def test_a_zone_a_country_people_and_silence_are_read_and_the_rest_is_left() -> None:
    found = wanted("09:30 in europe/lisbon holidays pt with <@U1><@U2>, <@&S3> silent in acme/web as bullets")

    assert (found.zone, found.country, found.people, found.groups) == ("Europe/Lisbon", "PT", ["U1", "U2"], ["S3"])
    assert found.is_silent is True
    assert found.rest == ["in", "acme/web", "as", "bullets"]


def test_what_is_switched_off_again_is_read() -> None:
    found = wanted("no holidays, not silent, everyone, utc")

    assert (found.country, found.is_silent, found.is_everyone, found.zone) == ("", False, True, "UTC")
    assert wanted("loud").is_silent is False


def test_a_question_begins_at_the_first_word_that_is_not_about_when() -> None:
    found = wanted("friday 16:00 last week since monday in acme/web", is_question=True)

    assert (found.days, found.at) == ((4,), time(16))
    assert found.rest == ["last", "week", "since", "monday", "in", "acme/web"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("25:00", "“25:00”"),
        ("9:75", "“9:75”"),
        ("13pm", "“13pm”"),
        ("09:30 Europe/Lisabon", "“Europe/Lisabon”. Did you mean Europe/Lisbon?"),
        ("09:30 in Europe/Nowhereland", "“Europe/Nowhereland”. Write"),
        ("09:30 holidays Portugal", "“Portugal”"),
        ("09:30 holidays", "Say whose holidays"),
        ("09:30 " + "x" * 500, "500 characters"),
    ],
)
def test_what_there_is_not_is_refused_by_its_word(text: str, said: str) -> None:
    with pytest.raises(AskError, match=said.replace("?", r"\?")):
        wanted(text)


@pytest.mark.parametrize(
    ("word", "said"), [("Lisbon", "Did you mean Europe/Lisbon?"), ("new_york", "America/New_York"), ("cet", "no time zone “cet”. Write")]
)
def test_a_word_that_is_meant_as_a_zone_is_told_how_one_is_written(word: str, said: str) -> None:
    with pytest.raises(AskError, match=said.replace("?", r"\?")):
        check_zone(word)
    check_zone("short")

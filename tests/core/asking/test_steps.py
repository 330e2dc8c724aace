"""Any text is read in a bounded number of steps, without a crash."""

import os
import random
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.asking.changes import CHANGES
from core.asking.days import today_of
from core.asking.filler import FILLER
from core.asking.follow_up import follow_up
from core.asking.grammar import LONGEST, known_words, parse, place
from core.asking.rules import RULES
from core.asking.words import Cursor
from core.errors import AskError
from tests.core.asking.asking import ASKER, NOW, ask

INPUTS = int(os.environ.get("RECAP_FUZZ", "2000"))  # F167 asks for 100,000: RECAP_FUZZ=100000, about 35 s
STEPS = 250  # looks at words, for each word
ODD = [
    *("in as to 1 3rd 31 2026 9999 2026-05-01 14:00 2pm @ana acme/web acme/* .. - – ? ( path:** branch: a@b #42 é ١٢ ²".split()),
    *('"Ana Lima"', '"', ",", "\x00", "\ud800", "\u202e", "x" * 60),
]
PIECES = [*known_words(), *sorted(FILLER), *ODD]
TODAY = today_of(ASKER, NOW, ask("last week"))


def generated(seed: int) -> str:
    chance = random.Random(seed)  # noqa: S311  a repeatable test
    joint = chance.choice([" ", " ", "", ", ", " to "])
    return joint.join(chance.choices(PIECES, k=chance.randrange(1, 60)))[:LONGEST]


def answered(ask: Callable[[], object]) -> bool:
    """Say whether there was an answer; otherwise there is a sentence, and a place."""
    refused: AskError | None = None
    try:
        ask()
    except AskError as error:
        refused = error
    assert refused is None or (str(refused) and refused.position >= 1 and refused.word.isprintable())
    return refused is None


def survive(text: str) -> bool:
    words = Cursor(text)
    is_answered = answered(lambda: place(words, TODAY, (*CHANGES, *RULES)))
    assert words.steps <= STEPS * (len(words) + 1)
    return is_answered


@pytest.mark.fault("F167")
def test_generated_questions_are_read_in_bounded_steps() -> None:
    outcomes = {survive(generated(seed)) for seed in range(INPUTS)}

    assert outcomes == {True, False}


@settings(deadline=None, max_examples=300)
@given(st.text(max_size=LONGEST + 10))
def test_any_text_is_answered_or_refused(text: str) -> None:
    answered(lambda: parse(text, ASKER, NOW))
    answered(lambda: follow_up(text, ask("last week"), ASKER, NOW))


@pytest.mark.fault("F167")
@pytest.mark.parametrize(
    "text",
    [
        *("in " * 166, "in the " * 71, "since last " * 45, "between " * 62, "1 to " * 100, "mon 1 to " * 55, "last 3 " * 71, "in a, " * 83),
        *(
            "a/" * 249 + "a",
            "-" * 500,
            "." * 500,
            '"' * 500,
            "1-" * 250,
            "a@" * 250,
            "2026-05-01t14:00.." * 27,
            "a–" * 250,
            "start of " * 55,
            "week of " * 62,
        ),
    ],
)
def test_hostile_questions_are_read_in_bounded_steps(text: str) -> None:
    survive(text[:LONGEST])

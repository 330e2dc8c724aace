"""The help is made of the grammar's own examples."""

from dataclasses import replace

import pytest

from core.asking.days import today_of
from core.asking.follow_up import WhyQuestion, follow_up
from core.asking.found import Found
from core.asking.grammar import known_words, parse
from core.asking.help import examples, follow_up_examples, help_lines, help_text
from core.asking.rules import RULES, Part, Rule
from core.asking.words import Cursor
from core.model import RecapRequest, Shape
from tests.core.asking.asking import ASKER, NOW, ask


@pytest.mark.parametrize("example", examples())
def test_every_example_parses(example: str) -> None:
    assert isinstance(parse(example, ASKER, NOW), RecapRequest)


@pytest.mark.parametrize("example", follow_up_examples())
def test_every_follow_up_example_follows_up(example: str) -> None:
    assert isinstance(follow_up(example, ask("last week"), ASKER, NOW), RecapRequest | WhyQuestion)


@pytest.mark.parametrize(("rule", "example"), [(rule, example) for rule in RULES for example in rule.examples])
def test_every_example_is_placed_whole_by_its_own_rule(rule: Rule, example: str) -> None:
    words, found = Cursor(example), Found()

    assert rule.read(words, found, today_of(ASKER, NOW))
    assert not words.key()
    assert found != Found()


def test_the_help_shows_each_example_and_fits_80_columns() -> None:
    text = help_text()

    assert all(example in text for example in (*examples(), *follow_up_examples()))
    assert all(f"\n{part.value:9}" in text for part in Part)
    assert max(map(len, text.splitlines())) <= 80
    assert "\N{NO-BREAK SPACE}" not in text


def test_where_lines_break_by_themselves_each_part_is_one() -> None:
    lines = help_lines()

    assert all(any(example in line for line in lines) for example in (*examples(), *follow_up_examples()))
    assert [line.partition(":")[0] for line in lines[4:]] == [*(part.value for part in Part), "then"]


def test_each_shape_is_in_the_help() -> None:
    assert all(f"as {shape.value}" in help_text() for shape in Shape)


def test_each_known_word_finds_itself_again() -> None:
    """What is offered for a mistyped word has a meaning somewhere."""
    assert {"yesterday", "week", "standup", "spanish", "branch:", "since"} <= set(known_words())
    assert replace(ask(""), shape=Shape.STANDUP) == ask("standup")

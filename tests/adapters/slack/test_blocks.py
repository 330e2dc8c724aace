"""A page fits into Slack's limits, in as many messages as it takes, and loses nothing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.slack.blocks import parts
from core.model.chat import Button, Page, Style
from tests.core.recaps import recap
from tests.servers.slack.checks import problems_of


def shown(page: Page) -> str:
    return "\n".join(part.text for part in parts(page))


def test_a_page_has_its_title_bullets_notes_and_buttons_and_the_same_as_text() -> None:
    buttons = (
        Button(name="post", label="Post here", value="abc", style=Style.PRIMARY),
        Button(name="open", label="Open", url="https://recap.example/link"),
        Button(name="bad", label="Bad", url="javascript:alert(1)"),
    )
    page = Page(
        title="Standup", lines=("Two lines.\nOf ours.",), recaps=(recap("Fixed it", "Made it"),), footer=("1 hidden",), buttons=buttons
    )
    (part,) = parts(page)
    assert part.text == "Standup\nTwo lines.\nOf ours.\nAna · Mon 12 – Sun 18 Jul 2021 (UTC)\n• Fixed it\n• Made it\n1 hidden"
    assert [block["type"] for block in part.blocks] == ["header", "rich_text", "rich_text", "context", "actions"]
    header, bullets = part.blocks[2]["elements"]
    assert header["elements"][0]["style"] == {"bold": True}
    assert (bullets["type"], len(bullets["elements"])) == ("rich_text_list", 2)
    first, second, third = part.blocks[-1]["elements"]
    assert (first["action_id"], first["value"], first["style"]) == ("post", "abc", "primary")
    assert second["url"] == "https://recap.example/link"
    assert "url" not in third
    assert not problems_of(part.blocks, "message")


def test_many_short_lines_are_few_elements_and_each_note_stands_by_itself() -> None:
    page = Page(lines=tuple(f"line {number}" for number in range(48)), footer=("Nothing seen of Ana.", "Cleo is away."))
    (part,) = parts(page)
    assert not problems_of(part.blocks, "message")
    assert [element["text"].count("\n") for section in part.blocks[0]["elements"] for element in section["elements"]] == [47]
    assert [len(block["elements"]) for block in part.blocks[1:]] == [1, 1]


def test_buttons_stand_in_rows_of_five_and_their_ids_differ() -> None:
    (part,) = parts(Page(lines=("x",), buttons=tuple(Button(name="allow", label="Allow", value=str(n)) for n in range(30))))
    rows = [block["elements"] for block in part.blocks if block["type"] == "actions"]
    assert [len(row) for row in rows] == [5] * 5
    assert [one["action_id"] for one in rows[0]] == ["allow", "allow:1", "allow:2", "allow:3", "allow:4"]
    assert not problems_of(part.blocks, "message")


@pytest.mark.fault("F103")
def test_a_digest_of_many_goes_on_in_further_messages_and_each_line_stands_once() -> None:
    page = Page(title="Standup", recaps=tuple(recap(*(f"Piece {who}-{n} of the work" for n in range(7))) for who in range(30)))
    made = parts(page)
    assert len(made) > 1
    lines = "\n".join(part.text for part in made).split("\n")
    assert sorted(line for line in lines if line.startswith("•")) == sorted(
        f"• Piece {who}-{n} of the work" for who in range(30) for n in range(7)
    )
    assert all(not problems_of(part.blocks, "message") and len(part.text) <= 4_000 for part in made)


def test_many_small_answers_stay_inside_fifty_blocks() -> None:
    made = parts(Page(title="All", recaps=tuple(recap() for _ in range(120)), buttons=(Button(name="a", label="a"),)))
    assert all(len(part.blocks) <= 50 for part in made)
    assert sum(part.text.count("Ana") for part in made) == 120


@pytest.mark.fault("F104")
@pytest.mark.parametrize("letter", ["x", "<", "é\u0301", "👍🏽", "漢"])
def test_a_line_without_spaces_is_cut_between_letters(letter: str) -> None:
    made = parts(Page(lines=(letter * 9_000,)))
    whole = "".join(part.text.replace("\n", "") for part in made)
    assert whole.replace("&lt;", "<").count(letter) == 9_000
    assert all(len(part.text) <= 4_000 and not problems_of(part.blocks, "message") for part in made)
    assert not any(part.text.startswith(("\u0301", "🏽")) for part in made)


def test_a_long_line_is_cut_between_words() -> None:
    made = parts(Page(lines=("word " * 1_000,)))
    assert [set(part.text.split()) for part in made] == [{"word"}] * len(made)
    assert sum(len(part.text.split()) for part in made) == 1_000


def test_a_long_title_is_bold_text_and_an_empty_page_is_no_error() -> None:
    (long,) = parts(Page(title="T" * 200))
    assert long.blocks[0]["type"] == "rich_text"
    (empty,) = parts(Page())
    assert empty.text
    assert not empty.blocks


@settings(max_examples=60)
@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=4_000), max_size=6))
def test_no_word_is_lost_between_messages(lines: list[str]) -> None:
    from adapters.slack.markup import escaped, harmless

    wanted = "".join("".join(escaped(harmless(line)).split()) for line in lines)
    told = "".join("".join(part.text.split()) for part in parts(Page(lines=tuple(lines))))
    assert told == wanted or (told == "…" and not wanted)

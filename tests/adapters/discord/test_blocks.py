"""A page fits into Discord's limits, in as many messages as it takes, and loses nothing."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.discord.blocks import COMPONENTS_V2, Part, components, numbers, numbers_in, parts
from core.model.chat import Button, Page, Style
from tests.core.recaps import recap
from tests.servers.discord.limits import of_message


def problems(part: Part) -> list[object]:
    return list(of_message({"components": components(part, numbers("m")), "flags": COMPONENTS_V2}))


def test_a_page_has_its_title_bullets_notes_and_buttons() -> None:
    buttons = (
        Button(name="post", label="Post here", value="abc", style=Style.PRIMARY),
        Button(name="open", label="Open", url="https://recap.example/link"),
        Button(name="bad", label="Bad", url="javascript:alert(1)"),
        Button(name="long", label="Long", url="https://recap.example/" + "x" * 600),
    )
    page = Page(title="Standup", lines=("Two lines.\nOf ours.",), recaps=(recap("Fixed *it*"),), footer=("1 hidden",), buttons=buttons)
    (part,) = parts(page)
    title, lines, told, footer = part.texts
    assert title == "### Standup"
    assert lines.startswith("Two lines.\nOf ours.\nLong: https\\://recap.example/x")
    assert told == "**Ana · Mon 12 – Sun 18 Jul 2021 (UTC)**\n- Fixed \\*it\\*"
    assert footer == "-# 1 hidden"
    first, second, third = part.rows[0]["components"]
    assert (first["custom_id"], first["style"], second["url"], third["custom_id"]) == ("post:abc", 1, "https://recap.example/link", "bad")
    assert not problems(part)


def test_a_page_without_a_word_still_is_a_message() -> None:
    assert parts(Page()) == (Part(("…",)),)


def test_buttons_stand_in_rows_of_five_their_ids_differ_and_remember_a_server() -> None:
    (part,) = parts(Page(lines=("x",), buttons=tuple(Button(name="allow", label="A") for _ in range(30))), home="77")
    assert [len(row["components"]) for row in part.rows] == [5] * 5
    assert [one["custom_id"] for one in part.rows[0]["components"]][:2] == ["allow::77", "allow::77:1"]
    assert not problems(part)
    (part,) = parts(Page(buttons=(Button(name="n" * 32, label="A", value="v" * 60),)), home="7" * 19)
    assert part.rows[0]["components"][0]["custom_id"] == "n" * 32 + ":" + "v" * 60


@pytest.mark.fault("F103")
def test_a_digest_of_many_goes_on_in_further_messages_and_each_line_stands_once() -> None:
    page = Page(title="Standup", recaps=tuple(recap(*(f"Piece {who}-{n} of the work" for n in range(7))) for who in range(30)))
    made = parts(page)
    lines = "\n".join("\n".join(part.texts) for part in made).split("\n")
    wanted = sorted(f"- Piece {who}-{n} of the work" for who in range(30) for n in range(7))
    assert len(made) > 1
    assert sorted(line for line in lines if line.startswith("- ")) == wanted
    assert not [one for part in made for one in problems(part)]


LETTERS = ("a", "é", "e\u0301", "👍🏽", "🇵🇹", "漢", " ", "*", "\n")


@pytest.mark.fault("F103")
@pytest.mark.fault("F104")
@settings(max_examples=40)
@given(unit=st.lists(st.sampled_from(LETTERS), min_size=1, max_size=12).map("".join), times=st.integers(500, 3_000))
def test_a_line_is_never_cut_inside_of_a_letter(unit: str, times: int) -> None:
    made = [text for part in parts(Page(lines=(unit * times,))) for text in part.texts]
    assert all(len(text.encode("utf-16-le")) // 2 <= 4_000 for text in made)
    for text in made:
        first = text.lstrip("\\")[:1]
        assert unicodedata.category(first or "a")[0] != "M"
        assert not "\U0001f3fb" <= first <= "\U0001f3ff"
        flags = len([one for one in text if "\U0001f1e6" <= one <= "\U0001f1ff"])
        assert flags % 2 == 0


def test_a_mark_is_two_numbers_that_are_read_again() -> None:
    (part,) = parts(Page(lines=("x",)))
    assert numbers_in(components(part, numbers("one"))) == numbers("one") != numbers("two")
    assert numbers_in(components(part, None)) is None
    assert numbers_in([{"type": 17, "id": 1, "components": [{"type": 10, "id": 2}]}]) is None
    assert numbers_in([]) is None

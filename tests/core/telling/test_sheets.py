"""A page is divided among messages and loses nothing, and no letter is cut."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.model.chat import Page
from core.telling.sheets import Room, sheets
from tests.core.recaps import recap


def room(text: int, line: int, blocks: int = 9, *, counts_notes: bool = False) -> Room:
    return Room(text=text, line=line, blocks=blocks, length=lambda row: len(row.line.mark + row.line.text), counts_notes=counts_notes)


def told(page: Page, where: Room) -> list[list[str]]:
    return [[row.line.mark + row.line.text for row in sheet] for sheet in sheets(page, where)]


def test_an_empty_page_is_one_empty_sheet() -> None:
    assert told(Page(), room(10, 10)) == [[]]


def test_lines_stand_in_order_and_a_full_sheet_is_followed_by_another() -> None:
    page = Page(title="T", lines=("one", "two"), recaps=(recap("Fixed it"),), footer=("note",))
    assert [line for sheet in told(page, room(12, 50)) for line in sheet] == [
        "T",
        "one",
        "two",
        "Ana · Mon 12 – Sun 18 Jul 2021 (UTC)",
        "• Fixed it",
        "note",
    ]
    assert len(told(page, room(12, 50))) > 2


def test_blocks_are_counted_and_notes_one_by_one_where_they_are_blocks() -> None:
    page = Page(lines=("x",), footer=("a", "b", "c"))
    assert told(page, room(99, 99, 2)) == [["x", "a", "b", "c"]]
    assert told(page, room(99, 99, 2, counts_notes=True)) == [["x", "a"], ["b", "c"]]
    assert len(told(Page(title="t", recaps=(recap("a"), recap("b"))), room(999, 99, 2))) == 2


def test_a_word_without_a_space_is_cut_where_the_room_ends() -> None:
    assert told(Page(lines=("x" * 25,)), room(25, 10)) == [["x" * 10, "x" * 10], ["x" * 5]]


def test_what_is_counted_longer_than_it_is_is_cut_earlier() -> None:
    wide = Room(text=30, line=10, blocks=9, length=lambda row: 2 * len(row.line.text))
    assert [len(row) for sheet in told(Page(lines=("x" * 8,)), wide) for row in sheet] == [5, 3]


@pytest.mark.fault("F104")
@given(st.lists(st.sampled_from(["a", "é", "👍🏽", "🇵🇹🇪🇸", "漢", "क्षि", " "]), min_size=1, max_size=60).map("".join), st.integers(8, 20))
def test_a_line_is_cut_between_letters_and_nothing_is_lost(text: str, line: int) -> None:
    pieces = [row for sheet in told(Page(lines=(text,)), room(30, line)) for row in sheet]
    assert "".join("".join(pieces).split()) == "".join(text.split())
    assert all(len([one for one in piece if "\U0001f1e6" <= one <= "\U0001f1ff"]) % 2 == 0 for piece in pieces)
    assert not any(piece.startswith(("\U0001f3fd", "\u093f", "\u094d")) for piece in pieces)

"""A live message fits its screen, links what may be linked, and leaves the last snapshot alone."""

import unicodedata
from dataclasses import replace
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from adapters.terminal.live import LiveMessage, has_links
from core.model import Bullet, Link, Recap
from tests.core.recaps import recap, snapshots
from tests.transcripts.screen import Screen

HEADER = "Ana · Mon 12 – Sun 18 Jul 2021 (UTC)"


async def shown(*steps: Recap, columns: int = 80, rows: int = 24, **environment: str) -> Screen:
    out = StringIO()
    with LiveMessage(out, {"TERM": "xterm", "COLUMNS": str(columns), "LINES": str(rows), **environment}) as message:
        for one in steps:
            await message.show(one)
    screen = Screen(rows, columns)
    screen.take(out.getvalue().replace("\n", "\r\n"))
    assert screen.strange == []
    assert screen.is_cursor_shown
    return screen


@pytest.mark.parametrize("count", [1, 2, 5])
async def test_live_message_leaves_the_last_snapshot_alone(count: int) -> None:
    screen = await shown(*snapshots(count))
    assert screen.lines == [HEADER, f"• version {count - 1}"]


async def test_live_message_of_an_unfinished_answer_leaves_what_there_was() -> None:
    screen = await shown(*snapshots(3)[:2])
    assert screen.lines == [HEADER, "• version 1"]


async def test_live_message_of_nothing_leaves_nothing() -> None:
    assert (await shown()).lines == []


async def test_live_message_shrinks_without_a_rest() -> None:
    screen = await shown(recap("a", "b", "c", finished=False), recap("d"))
    assert screen.lines == [HEADER, "• d"]


async def test_live_message_higher_than_the_screen_ends_whole() -> None:
    bullets = [f"bullet {number}" for number in range(30)]
    screen = await shown(recap(*bullets, finished=False), recap(*bullets, finished=False), recap(*bullets), rows=6)
    assert screen.lines == [HEADER, *(f"• {bullet}" for bullet in bullets)]


async def test_live_message_links_references_that_stand_alone() -> None:
    url = "https://github.com/acme/web/issues"
    bullet = Bullet(
        "Fixed #4, not #41, x#4 or #4-1 (#4)", ("W1",), (Link("#4", f"{url}/4"), Link("#41"), Link("not", "javascript:alert(1)"))
    )
    screen = await shown(replace(recap(), bullets=(bullet,)))
    assert screen.links == {"#4": f"{url}/4"}
    assert screen.lines[1] == "• Fixed #4, not #41, x#4 or #4-1 (#4)"


async def test_live_message_links_a_reference_with_its_repository_as_a_whole() -> None:
    near, far = Link("!77", "https://a.example/77"), Link("acme/api!77", "https://b.example/77")
    screen = await shown(replace(recap(), bullets=(Bullet("Fixed both (acme/api!77, !77)", ("W1",), (near, far)),)))
    assert screen.links == {"!77": near.url, "acme/api!77": far.url}


@pytest.mark.fault("F169")
@pytest.mark.parametrize("url", ["https://x/\x1b]0;a", "https://x/ y", "https://x/\x07", "https://é", "file:///etc/passwd", ""])
async def test_live_message_makes_no_link_of_a_strange_address(url: str) -> None:
    screen = await shown(replace(recap(), bullets=(Bullet("Fixed #4", ("W1",), (Link("#4", url),)),)))
    assert screen.links == {}


async def test_live_message_makes_no_link_where_the_terminal_has_none() -> None:
    bullet = Bullet("Fixed #4", ("W1",), (Link("#4", "https://github.com/acme/web/issues/4"),))
    assert (await shown(replace(recap(), bullets=(bullet,)), TERM="linux")).links == {}


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"TERM": "xterm-256color"}, True),
        ({"TERM": "screen-256color", "TMUX": "/run/tmux,1,0"}, True),
        ({"TERM": "screen-256color"}, False),
        ({"TERM": "linux"}, False),
        ({"TERM": "dumb"}, False),
        ({}, False),
    ],
)
def test_has_links_knows_terminals(environment: dict[str, str], expected: bool) -> None:  # noqa: FBT001
    assert has_links(environment) is expected


@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=80), max_size=4), st.integers(1, 40))
async def test_live_message_fits_any_width(texts: list[str], columns: int) -> None:
    out = StringIO()
    with LiveMessage(out, {"TERM": "xterm", "COLUMNS": str(columns), "LINES": "24", "NO_COLOR": "1"}) as message:
        await message.show(recap(*texts))
    lines = [line.replace("\x1b[1m", "").replace("\x1b[0m", "") for line in out.getvalue().split("\n")]
    assert not {unicodedata.category(letter) for line in lines for letter in line} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert all(cell_len(line) <= max(columns, 4) for line in lines)


async def test_live_message_aligns_what_follows_a_break() -> None:
    screen = await shown(replace(recap("one two three"), footer=("four five six",)), columns=12)
    assert screen.lines[-4:] == ["• one two", "  three", "⚠ four five", "  six"]

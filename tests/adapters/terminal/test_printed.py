"""A printed message is the newest snapshot, once, in plain text that obeys nothing."""

import fcntl
import os
import pty
import struct
import termios
from collections.abc import Iterator
from dataclasses import replace
from io import StringIO
from typing import TextIO

import pytest

from adapters.terminal.lines import shown
from adapters.terminal.printed import PrintedMessage, text
from core.model import Bullet, Shape
from tests.core.recaps import recap, snapshots


async def test_printed_message_prints_the_newest_snapshot_once() -> None:
    out = StringIO()
    with PrintedMessage(out) as message:
        for snapshot in snapshots(3):
            await message.show(snapshot)
        assert out.getvalue() == ""
    assert out.getvalue() == "Ana · Mon 12 – Sun 18 Jul 2021 (UTC)\n• version 2\n"


@pytest.fixture
def narrow() -> Iterator[TextIO]:
    """Open a terminal of 24 columns."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 24, 0, 0))
    with os.fdopen(theirs, "w") as out:
        yield out
    os.close(ours)


def test_what_is_said_is_broken_between_words_and_keeps_its_indent(narrow: TextIO) -> None:
    said = "Nothing was found in it\n   a1b2c3d · Tue 5 May 2026 · Add single sign-on\n\nhttps://git.example/a-very-long/address"
    assert shown(said, narrow).split("\n") == [
        "Nothing was found in it",
        "   a1b2c3d · Tue 5 May",
        "   2026 · Add single",
        "   sign-on",
        "",
        "https://git.example/a-very-long/address",
    ]
    assert shown("short", narrow) == "short"
    assert shown(said, StringIO()) == said


async def test_printed_message_prints_what_there_is_when_it_is_cut_off() -> None:
    out = StringIO()
    message = PrintedMessage(out)
    await message.show(recap("so far"))
    message.__exit__(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert out.getvalue().endswith("• so far\n")


def test_printed_message_of_nothing_prints_nothing() -> None:
    out = StringIO()
    with PrintedMessage(out):
        pass
    assert out.getvalue() == ""


def test_text_has_every_part_in_order_and_breaks_no_line() -> None:
    whole = replace(
        recap("x" * 300, "Fixed #400"), notes=("a note",), rest="+ 3 smaller changes", covered="5 of 5 commits told", footer=("web failed",)
    )
    assert text(whole).split("\n") == [
        "Ana · Mon 12 – Sun 18 Jul 2021 (UTC)",
        "a note",
        "• " + "x" * 300,
        "• Fixed #400",
        "+ 3 smaller changes",
        "5 of 5 commits told",
        "⚠ web failed",
    ]


def test_text_heads_the_parts_of_a_standup() -> None:
    one = recap("a")
    parts = (
        Bullet("Fixed it", ("W1",), section="Done"),
        Bullet("Wrote it", ("W2",), section="Done"),
        Bullet("Try it", ("W3",), section="Next"),
    )
    standup = replace(one, bullets=parts)
    assert text(standup).split("\n")[1:] == ["Done", "• Fixed it", "• Wrote it", "Next", "• Try it"]


def test_text_of_a_brief_is_one_paragraph() -> None:
    two = recap("Shipped it (#1)", "Fixed the rest.")
    brief = replace(two, request=replace(two.request, shape=Shape.BRIEF))
    assert text(brief).split("\n")[1:] == ["Shipped it (#1). Fixed the rest."]
    assert text(replace(brief, bullets=())) == "Ana · Mon 12 – Sun 18 Jul 2021 (UTC)"


@pytest.mark.fault("F169")
@pytest.mark.parametrize(
    "evil", ["\x1b[2J", "\x1b]8;;https://evil.example\x07", "\x9b31m", "\u202e", "\u200b", "\r", "\x07", "\ud800", "\n"]
)
def test_text_obeys_nothing_that_git_says(evil: str) -> None:
    shown = text(recap(f"Fixed{evil} it"))
    assert shown.split("\n")[1] in ("• Fixed it", "• Fixed  it")
    assert shown.replace("\n", "").isprintable()

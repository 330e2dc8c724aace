"""An answer on a screen: the progress goes before it, and every snapshot is whole and safe."""

import unicodedata
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from io import StringIO

import pytest

from adapters.terminal.ask import ask, can_redraw, screen
from adapters.terminal.live import LiveMessage
from adapters.terminal.printed import PrintedMessage, text
from adapters.terminal.progress import ERASE, Progress
from core.errors import NoSourceError
from core.model import Recap, RecapRequest
from core.recap import Recapper
from tests.core.recaps import WINDOW, snapshots
from tests.facts import ANA, commit
from tests.fakes import FakeSource, FakeWriter

AT = datetime(2021, 7, 13, 9, tzinfo=UTC)


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


async def answer() -> AsyncIterator[Recap]:
    for snapshot in snapshots(2):
        yield snapshot


async def nothing() -> AsyncIterator[Recap]:
    for snapshot in snapshots(0):
        yield snapshot
    raise NoSourceError("nothing")


async def test_ask_takes_the_progress_away_before_the_answer() -> None:
    out = StringIO()
    progress = Progress(out, is_shown=True)
    progress.start()
    told = await ask(lambda _: answer(), PrintedMessage(out), progress)
    assert told.finished
    assert out.getvalue() == ERASE + "Reading …" + ERASE + text(told) + "\n"


async def test_ask_takes_the_progress_away_where_there_is_no_answer() -> None:
    out = StringIO()
    progress = Progress(out, is_shown=True)
    progress.start()
    with pytest.raises(NoSourceError):
        await ask(lambda _: nothing(), PrintedMessage(out), progress)
    assert out.getvalue().endswith(ERASE)


@pytest.mark.parametrize(
    ("out", "kind", "expected"),
    [(Terminal(), "xterm", True), (Terminal(), "dumb", False), (Terminal(), "", False), (StringIO(), "xterm", False)],
)
def test_screen_is_redrawn_only_where_a_cursor_can_move(out: StringIO, kind: str, expected: bool) -> None:  # noqa: FBT001
    assert can_redraw(out, {"TERM": kind}) is expected
    assert isinstance(screen(out, {"TERM": kind}), LiveMessage if expected else PrintedMessage)


@pytest.mark.fault("F091")
@pytest.mark.parametrize("size", [1, 2, 3, 7])
async def test_every_snapshot_is_safe_wherever_a_models_stream_is_cut(size: int) -> None:
    lines = ("Added \x1b[2Jlogin", "Added login\u202e", "Added a login (#4)\x1b]8;;https://evil.example\x07", "Added a login")
    evil = "".join(f"[W1] {line} (#4)\n" for line in lines)
    writer = FakeWriter(*(evil[start : start + size] for start in range(0, len(evil), size)))
    recapper = Recapper(sources=[FakeSource("web", commit("Add login (#4)", at=AT))], me=[ANA], now=lambda: AT, writer=writer)
    shown = [text(recap) async for recap in recapper.answer(RecapRequest(window=WINDOW))]
    assert "• Added a login (#4)" in shown[-1]
    for one in shown:
        assert not {unicodedata.category(letter) for letter in one.replace("\n", "")} & {"Cc", "Cf", "Cs"}
        assert "evil" not in one
        assert one.count("#4") == 1

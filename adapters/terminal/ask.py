"""One question on a terminal or into a pipe."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractContextManager
from typing import TextIO

from adapters.terminal.printed import PrintedMessage
from adapters.terminal.progress import Progress
from core.deliver import Outlet, deliver
from core.model import Recap
from core.pacing import SCREEN
from core.ports import Message

Report = Callable[[str, int, bool], None]


async def ask(answer: Callable[[Report], AsyncIterator[Recap]], message: AbstractContextManager[Message], progress: Progress) -> Recap:
    """Show an answer while it is made, and how far the reading is before there is one; return the last snapshot.

    Raises:
        NoSourceError: nothing could be looked at.
    """
    try:
        with message as screen:
            return await deliver(_uncovered(answer(progress), progress), Outlet(message=screen, rhythm=SCREEN))
    finally:
        progress.clear()


def screen(out: TextIO, environment: Mapping[str, str]) -> AbstractContextManager[Message]:
    """Return the message that suits where the answer goes: redrawn where it can be, else printed once."""
    if not can_redraw(out, environment):
        return PrintedMessage(out)
    from adapters.terminal.live import LiveMessage

    return LiveMessage(out, environment)


def can_redraw(out: TextIO, environment: Mapping[str, str]) -> bool:
    """Say whether the cursor can be moved there."""
    return out.isatty() and environment.get("TERM", "") not in ("", "dumb", "unknown")


async def _uncovered(snapshots: AsyncIterator[Recap], progress: Progress) -> AsyncIterator[Recap]:
    async for recap in snapshots:
        progress.clear()
        yield recap

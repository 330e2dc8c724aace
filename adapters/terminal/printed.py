"""An answer that is printed once, as a whole: for pipes, and for terminals that cannot redraw."""

from collections.abc import Callable
from types import TracebackType
from typing import Self, TextIO

from typing_extensions import override

from adapters.terminal.lines import LONGEST
from core.model import Recap
from core.ports import Message
from core.reading.inert import inert
from core.telling.pages import page


def text(recap: Recap) -> str:
    """Return a recap as lines that no screen obeys, without a line break at the end."""
    return "\n".join(line.mark + inert(line.text, limit=LONGEST) for line in page(recap))


class PrintedMessage(Message):
    """Keeps the newest snapshot, and prints it when it is left."""

    def __init__(self, out: TextIO, form: Callable[[Recap], str] = text) -> None:
        self._out = out
        self._form = form
        self._newest: Recap | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._newest is not None:
            self._out.write(self._form(self._newest) + "\n")
            self._out.flush()

    @override
    async def show(self, recap: Recap) -> None:
        self._newest = recap

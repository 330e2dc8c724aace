"""An answer that is printed once, as a whole: for pipes, and for terminals that cannot redraw."""

import os
from collections.abc import Callable
from types import TracebackType
from typing import Self, TextIO

from typing_extensions import override

from core.model import Recap
from core.ports import Message
from core.reading.inert import inert
from core.telling.pages import page

LONGEST = 100_000  # characters of one line


def text(recap: Recap) -> str:
    """Return a recap as lines that no screen obeys, without a line break at the end."""
    return "\n".join(line.mark + inert(line.text, limit=LONGEST) for line in page(recap))


def harmless(text: str) -> str:
    """Return lines of ours, with what others wrote in them, as no screen obeys them; indents stay."""
    return "\n".join(line[: len(line) - len(line.lstrip(" "))] + inert(line, limit=LONGEST) for line in text.split("\n"))


def shown(text: str, out: TextIO) -> str:
    """Return lines of ours as no screen obeys them, and on a terminal broken between words, with a hanging indent."""
    safe = harmless(text)
    width = os.get_terminal_size(out.fileno()).columns if out.isatty() else 0
    if not width or all(len(line) <= width for line in safe.split("\n")):
        return safe
    return "\n".join(_broken(line, width) for line in safe.split("\n"))


def _broken(line: str, width: int) -> str:
    import textwrap

    indent = " " * min(len(line) - len(line.lstrip(" ")), width // 2)
    return textwrap.fill(line, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)


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

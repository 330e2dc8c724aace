"""An answer that is redrawn in place, on a terminal that can."""

from collections.abc import Mapping
from types import TracebackType
from typing import Self, TextIO

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderResult
from rich.live import Live
from rich.style import Style
from rich.text import Text
from typing_extensions import override

from adapters.terminal.lines import LONGEST
from core.model import Recap
from core.ports import Message
from core.reading.inert import inert
from core.telling.pages import WARNING, Line, linked, page


class LiveMessage(Message):
    """Shows each snapshot in the place of the last; what is taller than the screen is whole when it is left."""

    def __init__(self, out: TextIO, environment: Mapping[str, str]) -> None:
        self._has_links = has_links(environment)
        size = {name: value for name, value in environment.items() if name not in ("COLUMNS", "LINES") or value.strip("0").isdigit()}
        self._console = Console(file=out, highlight=False, emoji=False, markup=False, force_terminal=True, _environ=size)
        self._live = Live(console=self._console, auto_refresh=False, redirect_stdout=False, redirect_stderr=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._live.stop()

    @override
    async def show(self, recap: Recap) -> None:
        drawn = _Drawn(page(recap), has_links=self._has_links)
        if recap.finished and not self._live.is_started:
            self._console.print(drawn)
            return
        self._live.update(drawn)
        if recap.finished:
            self._live.stop()  # draws once more, as a whole
        elif self._live.is_started:
            self._live.refresh()
        else:
            self._live.start(refresh=True)


def has_links(environment: Mapping[str, str]) -> bool:
    """Say whether the terminal leaves OSC 8 sequences off the screen: all but a few do, whether or not they make links of them.

    The exceptions are the Linux console, and GNU screen, which passes on what it does not know.
    """
    kind = environment.get("TERM", "")
    return kind not in ("", "dumb", "linux") and not (kind.startswith("screen") and "TMUX" not in environment)


class _Drawn:
    """Lines, broken at the terminal's width with a hanging indent."""

    def __init__(self, lines: tuple[Line, ...], *, has_links: bool) -> None:
        self._lines = lines
        self._has_links = has_links

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for line in self._lines:
            indent = cell_len(line.mark)
            parts = self._text(line).wrap(console, max(1, options.max_width - indent))
            for number, part in enumerate(parts):
                part.rstrip()
                yield Text(line.mark if number == 0 else " " * indent, style=part.style, no_wrap=True) + part

    def _text(self, line: Line) -> Text:
        text = Text(inert(line.text, limit=LONGEST), style=_style(line))
        if self._has_links:
            start = 0
            for part, url in linked(text.plain, line.links):
                if url:
                    text.stylize(Style(link=url), start, start + len(part))
                start += len(part)
        return text


def _style(line: Line) -> str:
    if line.is_title:
        return "bold"
    return "yellow" if line.mark == WARNING else ""

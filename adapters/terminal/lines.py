"""Lines of ours as no screen obeys them, broken to the width of a terminal."""

import os
from typing import TextIO

from core.reading.inert import inert

LONGEST = 100_000  # characters of one line


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

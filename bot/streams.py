"""Standard streams that cannot surprise: closed, full or narrow ones."""

import os
import sys
from io import TextIOWrapper
from pathlib import Path
from typing import Literal, TextIO


def prepare() -> None:
    """Put a sink in the place of a stream that is closed, and let what an encoding does not know become a question mark."""
    while (sink := os.open(os.devnull, os.O_RDWR)) <= 2:  # noqa: PLR2004  else what is opened next would be taken for a stream
        pass
    os.close(sink)
    sys.stdin = sys.stdin or _sink("r")
    sys.stdout = sys.stdout or _sink("w")
    sys.stderr = sys.stderr or _sink("w")
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


def close() -> None:
    """Write what is left, or let go of what a stream cannot take, so that the interpreter does not try once more."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            sink = os.open(os.devnull, os.O_WRONLY)
            os.dup2(sink, stream.fileno())
            os.close(sink)


def _sink(mode: Literal["r", "w"]) -> TextIO:
    return Path(os.devnull).open(mode, encoding="utf-8")

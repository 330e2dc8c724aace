"""The outermost edge: nothing that goes wrong shows a traceback, unless --verbose asks for it."""

import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from types import FrameType

from bot import streams
from bot.commands import run as run_command
from bot.logs import configure
from bot.options import options
from bot.refusals import Code, refuse
from core.messages import terminal as messages


def run(arguments: Sequence[str]) -> int:
    """Run one command and return the code to exit with.

    Raises:
        SystemExit: help was printed, or the process was told to end.
    """
    try:
        _hear(signal.SIGINT, signal.default_int_handler)
        _hear(signal.SIGTERM, _leave)
        streams.prepare()
        return _run(arguments)
    except KeyboardInterrupt:
        with suppress(OSError):
            sys.stderr.write(f"\n{messages.INTERRUPTED}\n")
        return Code.INTERRUPTED
    except BrokenPipeError:
        return Code.ANSWERED  # who reads had enough
    finally:
        _hear(signal.SIGINT, _pass)  # what is left takes no time
        streams.close()


def _run(arguments: Sequence[str]) -> Code:
    is_verbose = "--verbose" in arguments
    configure("debug" if is_verbose else "", sys.stderr)
    try:
        return run_command(options(arguments))
    except BrokenPipeError:
        raise
    except Exception as error:  # noqa: BLE001  the outermost edge
        return refuse(error, is_json="--json" in arguments, is_verbose=is_verbose)


def _hear(number: int, handler: Callable[[int, FrameType | None], object]) -> None:
    """Take a signal, unless who started this process wants it ignored."""
    if signal.getsignal(number) is not signal.SIG_IGN:
        signal.signal(number, handler)


def _leave(number: int, _frame: object) -> None:
    """Unwind, so that a terminal gets its cursor back."""
    sys.exit(128 + number)


def _pass(_number: int, _frame: object) -> None:
    """Go on."""

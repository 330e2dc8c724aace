"""The outermost edge: nothing that goes wrong shows a traceback, unless --verbose asks for it."""

import sys
from collections.abc import Sequence

from bot import streams
from bot.commands import run as run_command
from bot.logs import configure
from bot.options import options
from bot.refusals import Code, refuse
from core.messages import terminal as messages


def run(arguments: Sequence[str]) -> int:
    """Run one command and return the code to exit with."""
    streams.prepare()
    try:
        return _run(arguments)
    except KeyboardInterrupt:
        sys.stderr.write(f"\n{messages.INTERRUPTED}\n")
        return Code.INTERRUPTED
    except BrokenPipeError:
        return Code.ANSWERED  # who reads had enough
    finally:
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

"""The command line: `recap`, also `python -m bot`."""

import signal
import sys
from collections.abc import Sequence

from bot import streams
from bot.commands import run
from bot.logs import configure
from bot.options import options
from bot.refusals import Code, refuse
from core.messages import terminal as messages

TERMINATED = 143  # as shells count a death by SIGTERM


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return the code to exit with; nothing that goes wrong shows a traceback, unless --verbose asks for it."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    streams.prepare()
    signal.signal(signal.SIGTERM, _leave)
    try:
        return _run(given)
    except KeyboardInterrupt:
        sys.stderr.write(f"\n{messages.INTERRUPTED}\n")
        return Code.INTERRUPTED
    except BrokenPipeError:
        return Code.ANSWERED  # who reads had enough
    finally:
        streams.close()


def _run(given: Sequence[str]) -> Code:
    is_verbose = "--verbose" in given
    configure("debug" if is_verbose else "", sys.stderr)
    try:
        return run(options(given))
    except BrokenPipeError:
        raise
    except Exception as error:  # noqa: BLE001  the outermost edge
        return refuse(error, is_json="--json" in given, is_verbose=is_verbose)


def _leave(_number: int, _frame: object) -> None:
    """Unwind, so that a terminal gets its cursor back."""
    sys.exit(TERMINATED)


if __name__ == "__main__":
    sys.exit(main())

"""The command line: `recap`, also `python -m bot`."""

import gc
import signal
import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return the code to exit with."""
    gc.disable()  # while modules are read nothing becomes garbage, and looking for it costs a tenth of the time to an answer
    from bot.edge import run

    gc.freeze()
    gc.enable()
    signal.signal(signal.SIGTERM, _leave)
    return run(sys.argv[1:] if arguments is None else arguments)


def _leave(number: int, _frame: object) -> None:
    """Unwind, so that a terminal gets its cursor back."""
    sys.exit(128 + number)


if __name__ == "__main__":
    sys.exit(main())

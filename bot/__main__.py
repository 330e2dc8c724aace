"""The command line: `recap`, also `python -m bot`."""

import gc
import os
import signal
import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return the code to exit with."""
    for number in (signal.SIGINT, signal.SIGTERM):
        if signal.getsignal(number) is not signal.SIG_IGN:  # as a shell wants it for what runs in the background
            signal.signal(number, _stop)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT])  # which `bot.setup.clone` held back while this process began
    gc.disable()  # while modules are read nothing becomes garbage, and looking for it costs a tenth of the time to an answer
    try:
        from bot.edge import run

        return run(sys.argv[1:] if arguments is None else arguments)
    finally:
        gc.enable()


def _stop(number: int, _frame: object) -> None:
    """End at once, and silently: nothing has begun that could be unwound."""
    os._exit(128 + number)


if __name__ == "__main__":
    sys.exit(main())

"""Lines of ours on stdout."""

import sys

from adapters.terminal.lines import shown


def say(text: str) -> None:
    """Print lines of ours."""
    sys.stdout.write(shown(text, sys.stdout) + "\n")
    sys.stdout.flush()

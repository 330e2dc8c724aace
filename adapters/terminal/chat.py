"""Many questions on a terminal: a prompt with a history, or lines from a pipe."""

import os
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from adapters.terminal.ask import can_redraw
from core.messages import terminal as messages

PROMPT = "recap> "


def typed(history: Path) -> Iterator[str]:
    """Yield what the person types, turn by turn, until they leave with Ctrl-D; Ctrl-C drops the line.

    A pipe is read line by line, without a prompt.

    Args:
        history: a file that remembers the lines, for its owner alone; where it cannot be written, they are forgotten.
    """
    if not sys.stdin.isatty():
        yield from (line.rstrip("\n") for line in sys.stdin)
        return
    sys.stdout.write(f"{messages.CHAT}\n")
    ask = _prompt(history) if can_redraw(sys.stdout, os.environ) else partial(input, PROMPT)
    while True:
        try:
            yield ask()
        except KeyboardInterrupt:
            continue
        except EOFError:
            return


def _prompt(history: Path) -> Callable[[], str]:
    from prompt_toolkit import PromptSession
    from prompt_toolkit.history import FileHistory, History, InMemoryHistory

    kept: History = FileHistory(str(history)) if _is_private(history) else InMemoryHistory()
    session: PromptSession[str] = PromptSession(PROMPT, history=kept)
    return session.prompt


def _is_private(history: Path) -> bool:
    """Make the file before somebody else's umask does."""
    try:
        history.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.close(os.open(history, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW | os.O_NONBLOCK, 0o600))
    except OSError:
        return False
    return history.is_file()

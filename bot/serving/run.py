"""`recap run` and its roles: a process that stays until it is told to end, and then ends in order."""

import asyncio
import os
import signal
import sys
import threading
from collections.abc import Callable, Coroutine, Sequence
from contextlib import suppress
from types import FrameType

from adapters.files import Files, Folders
from bot.environment import misfits
from bot.environment.settings import Settings
from bot.environment.variables import settings
from bot.logs import INFO, configure, log
from bot.loop import runner, settled
from bot.serving.roles import Part, Role
from bot.terminal.outside import Outside
from core.messages import process as messages

LONGEST = 9.5  # seconds from the word to the end, whatever hangs; ten is what platforms wait before they kill
_WORDS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


def run(role: Role, outside: Outside, *, is_verbose: bool = False) -> None:
    """Be a role until a signal comes.

    Raises:
        SettingsError: it may not start like this; every reason is named.
        OutsideError: something that it needs cannot be had, or a part of it died.
    """
    read = settings(is_serving=True)
    if not is_verbose:
        configure(read.log or ("debug" if read.web.is_debug else "info"), sys.stderr)
    for note in read.notes:  # which may say why something is missing
        _say(note)
    misfits.check(read)
    for warning in misfits.warnings(read, has_pages=Part.WEB in role.parts):
        _say(warning)
    with runner() as loop:
        loop.run(until_told(_serve(role, read, Files(Folders.of(outside.environment)))))
    for number in _WORDS:
        signal.signal(number, signal.SIG_IGN)  # else a word while Python clears up would be the code that it ends with
    _say(messages.STOPPED)


async def until_told(work: Coroutine[None, None, None], *, longest: float = LONGEST) -> None:
    """Do work that lasts until a signal comes; then it has some seconds to end.

    Raises:
        Exception: what the work raised.
    """
    this = asyncio.current_task()

    def end() -> None:
        _say(messages.STOPPING)
        _end_at_last(longest)
        if this is not None:
            this.cancel()

    told = _heard(end)
    try:
        await work
    except asyncio.CancelledError:
        if not told:
            raise
    except BaseExceptionGroup as group:
        raise _first(group) from None


async def _serve(role: Role, read: Settings, files: Files) -> None:
    from bot.serving.beforehand import beforehand
    from bot.serving.serving import serving

    beforehand(read)
    async with serving(read, files, role=role, tell=_say) as bot:
        for sentence in bot.about:
            _say(sentence)
        settled()
        log(INFO, "started", role=role, parts=", ".join(bot.parts))
        await asyncio.Event().wait()


def _heard(end: Callable[[], None]) -> Sequence[int]:
    """End at the first signal; return those that came. They are heard for longer than the loop lasts, and a second one changes nothing."""
    loop, told = asyncio.get_running_loop(), list[int]()

    def hear(number: int, _frame: FrameType | None) -> None:
        if not told:
            told.append(number)
            with suppress(RuntimeError):  # the loop is closed: all ends already
                loop.call_soon_threadsafe(end)

    for number in _WORDS:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, hear)
    return told


def _end_at_last(seconds: float) -> None:
    """End the process in time even where something hangs: what was let in is kept in the store, and another process takes it up."""
    last = threading.Timer(seconds, os._exit, (0,))
    last.daemon = True
    last.start()


def _first(group: BaseExceptionGroup[BaseException]) -> BaseException:
    """Return what went wrong first; the rest followed from it."""
    first = group.exceptions[0]
    return _first(first) if isinstance(first, BaseExceptionGroup) else first


def _say(sentence: str) -> None:
    """Tell who looks on, where anybody does; machines read the log."""
    with suppress(OSError):
        sys.stdout.write(sentence + "\n")
        sys.stdout.flush()

"""`recap simulate`: the whole bot among made-up platforms, people and a made-up model, to be played with; nothing leaves this machine."""

import asyncio
import importlib
import os
import sys
import tempfile
import threading
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from pathlib import Path
from typing import Protocol, cast

from adapters.terminal.lines import shown
from bot.loop import runner
from bot.refusals import Code
from core.errors import SettingsError
from core.messages import simulating as messages

ROOT = Path(__file__).resolve().parents[1]
_PLAY = "tests.scenarios.by_hand"


class Play(Protocol):
    """What the tests know: how lines are played among made-up people and platforms."""

    def __call__(self, folder: Path, lines: AsyncIterator[str], show: Callable[[str], None]) -> Coroutine[None, None, Sequence[str]]:
        """Play lines until they end, with a folder for what is kept; return what could not be played."""


def simulate() -> Code:
    """Play what is typed, line by line, and show what people would see.

    Raises:
        SettingsError: this is no clone, or what its tests need is not installed.
    """
    play = _play()
    is_typed = sys.stdin.isatty()
    if is_typed:
        _show(messages.WELCOME)
    with tempfile.TemporaryDirectory(prefix="recap-simulate-") as folder, runner() as loop:
        failures = loop.run(play(Path(folder), _lines(is_typed=is_typed), _show))
    return Code.NOT_UNDERSTOOD if failures and not is_typed else Code.ANSWERED


def _play() -> Play:
    if not (ROOT / "tests" / "scenarios").is_dir():
        raise SettingsError([messages.ONLY_IN_CLONE])
    sys.path.insert(0, str(ROOT))
    try:
        return cast("Play", importlib.import_module(_PLAY).by_hand)  # the tests are checked by the same types
    except ModuleNotFoundError as missing:
        raise SettingsError([messages.not_installed(missing.name or "")]) from None


async def _lines(*, is_typed: bool) -> AsyncIterator[str]:
    """Yield what is typed; what comes from a pipe or a file is shown, as if it were."""
    loop, typed = asyncio.get_running_loop(), asyncio.Queue[str | None]()

    def read() -> None:
        with open(os.dup(sys.stdin.fileno()), encoding="utf-8", errors="replace") as lines:  # noqa: PTH123  a descriptor
            for line in lines:
                loop.call_soon_threadsafe(typed.put_nowait, line.rstrip("\n"))
        loop.call_soon_threadsafe(typed.put_nowait, None)

    threading.Thread(target=read, daemon=True).start()
    _prompt(is_shown=is_typed)
    while (line := await typed.get()) is not None:
        if not is_typed:
            _show(line)
        yield line
        _prompt(is_shown=is_typed)
    if is_typed:
        _show("")  # behind the prompt


def _prompt(*, is_shown: bool) -> None:
    if is_shown:
        sys.stdout.write("\n> ")
        sys.stdout.flush()


def _show(text: str) -> None:
    sys.stdout.write(shown(text, sys.stdout) + "\n")
    sys.stdout.flush()

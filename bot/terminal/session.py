"""One sitting at a terminal: each turn is taken, and what it leads to is shown."""

import os
import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime
from time import monotonic

from adapters.terminal.ask import ask, can_redraw, screen
from adapters.terminal.printed import PrintedMessage
from adapters.terminal.progress import Progress
from bot.logs import INFO, WARNING, log, new_recap
from bot.options import Options
from bot.terminal.outside import Outside
from bot.terminal.saying import say
from bot.terminal.wiring import Wired, wired
from core.conversation import Ask, Change, Leave, Say
from core.errors import SettingsError
from core.messages import terminal as messages
from core.model import Recap, RecapRequest, WhoKind
from core.ports import Message


class Session:
    """Takes turns, and prints what comes of them on stdout."""

    def __init__(self, ready: Wired, options: Options, outside: Outside) -> None:
        self._ready = ready
        self._options = options
        self._outside = outside
        self.request: RecapRequest | None = None  # the last one that was understood

    async def take(self, words: str) -> bool:
        """Take one turn; return whether another may follow.

        Raises:
            RecapError: the turn was not understood, or nothing could be looked at.
        """
        self.request = None
        turn = self._ready.conversation.take(words)
        if self._options.is_json and not isinstance(turn, Ask | Leave):
            raise SettingsError([messages.ONLY_ANSWERS])
        match turn:
            case Ask(request):
                self.request = replace(request, uses_model=request.uses_model and self._options.uses_model)
                await self._answer(self.request)
            case Say(text):
                say(text)
            case Change(changes):
                await self._change(changes)
            case Leave():
                return False
        return True

    async def _change(self, changes: Sequence[str]) -> None:
        """Change settings; the person may have another name from here on."""
        from bot.terminal.preferring import change

        say(change(self._ready.files, changes))
        if changes:
            self._ready.conversation.go_on_with((await wired(self._options, self._outside)).recapper)

    async def _answer(self, request: RecapRequest) -> None:
        new_recap()
        began, asked_at = monotonic(), self._ready.recapper.now()
        progress = _progress()
        progress.start()
        conversation = self._ready.conversation
        recap = await ask(lambda report: conversation.answer(request, report=report), self._message(), progress)
        _log(recap, monotonic() - began)
        self._remember(recap, asked_at)

    def _message(self) -> AbstractContextManager[Message]:
        if not self._options.is_json:
            return screen(sys.stdout, self._outside.environment)
        from adapters.terminal.document import document

        return PrintedMessage(sys.stdout, document)

    def _remember(self, recap: Recap, asked_at: datetime) -> None:
        """Let `since last` start when this was asked: what happened while it was told, or could not be looked at, is not passed over.

        A moment that --now only pretends is nobody's last one.
        """
        if self._options.now or recap.failures or [who.kind for who in recap.request.who] != [WhoKind.ME]:
            return
        try:
            self._ready.files.keep_last_recap(asked_at)
        except SettingsError as error:
            sys.stderr.write(messages.not_kept(str(error)) + "\n")


def _progress() -> Progress:
    is_shown = can_redraw(sys.stderr, os.environ)
    return Progress(sys.stderr, is_shown=is_shown, width=os.get_terminal_size(sys.stderr.fileno()).columns if is_shown else 0)


def _log(recap: Recap, seconds: float) -> None:
    for failure in recap.failures:
        log(WARNING, "source failed", source=failure.source)
    log(
        INFO,
        "recap",
        seconds=round(seconds, 3),
        events=recap.coverage.events,
        told=recap.coverage.told,
        noise=recap.coverage.noise,
        bullets=len(recap.bullets),
        failures=len(recap.failures),
        finished=recap.finished,
    )

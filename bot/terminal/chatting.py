"""Many turns in a row: what goes wrong in one ends that one, and not the chat."""

import sys
from itertools import chain

from adapters.terminal.chat import typed
from bot.loop import runner
from bot.options import Options
from bot.refusals import Code, refuse
from bot.terminal.outside import Outside
from bot.terminal.session import Session
from bot.terminal.wiring import wired
from core.asking.who import question_of
from core.messages import terminal as messages


def chat(options: Options, outside: Outside) -> Code:
    """Take turns until the person leaves; each answer has an event loop of its own, so that Ctrl-C ends it alone.

    Raises:
        SettingsError: variables, options or the settings file are wrong.
    """
    with runner() as loop:
        ready = loop.run(wired(options, outside))
    session = Session(ready, options, outside)
    first = [question_of(options.words)] if options.words else []
    for words in chain(first, typed(ready.files.folders.history)):
        if words.strip() and not _taken(session, words, options):
            break
    return Code.ANSWERED


def _taken(session: Session, words: str, options: Options) -> bool:
    """Take one turn, and say whether another may follow."""
    try:
        with runner() as loop:
            return loop.run(session.take(words))
    except KeyboardInterrupt:
        sys.stderr.write(f"\n{messages.INTERRUPTED}\n")
    except BrokenPipeError:
        raise
    except Exception as error:  # noqa: BLE001  the outermost edge of one turn
        refuse(error, is_json=options.is_json, is_verbose=options.is_verbose, request=session.request)
    return True

"""Failures as what is printed and the code to exit with."""

import sys
import traceback
from contextlib import suppress
from enum import IntEnum
from typing import TYPE_CHECKING

from adapters.terminal.lines import harmless, shown
from bot.logs import ERROR, log
from core.errors import AskError, NoSourceError, OutsideError, RecapError, SettingsError
from core.messages import terminal as messages

if TYPE_CHECKING:
    from core.model import RecapRequest


class Code(IntEnum):
    """What a command says to the shell."""

    ANSWERED = 0
    BUG = 1
    NOT_UNDERSTOOD = 2
    NO_SOURCE = 3
    INTERRUPTED = 130


def refuse(error: Exception, *, is_json: bool, is_verbose: bool, request: "RecapRequest | None" = None) -> Code:
    """Say what went wrong, on stderr or as a JSON object on stdout, and return the code for it, whether or not that can be written."""
    code = _code(error)
    with suppress(OSError):
        if code is Code.BUG:
            log(ERROR, "bug", kind=type(error).__name__)
            if is_verbose:
                sys.stderr.write(harmless("".join(traceback.format_exception(error))))
        if not is_json or not _printed(error, request):
            sys.stderr.write(shown(_said(error), sys.stderr) + "\n")
    return code


def _printed(error: Exception, request: "RecapRequest | None") -> bool:
    """Print an object, and say whether that could be done."""
    from adapters.terminal.document import refusal

    try:
        sys.stdout.write(refusal(error, _said(error), request=request) + "\n")
        sys.stdout.flush()
    except OSError:
        return False
    return True


def _code(error: Exception) -> Code:
    match error:
        case AskError() | SettingsError():
            return Code.NOT_UNDERSTOOD
        case NoSourceError() | OutsideError():
            return Code.NO_SOURCE
        case _:
            return Code.BUG


def _said(error: Exception) -> str:
    match error:
        case RecapError():
            return str(error)
        case OSError(strerror=str(why)):
            return messages.system(why)
        case _:
            return messages.BUG

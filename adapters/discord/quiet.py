"""The log of discord.py: it writes bodies and tokens into it, so that only the kind of trouble, and where it was, is passed on."""

import logging

import discord
from typing_extensions import override

_LOG = logging.getLogger("recap")
_LIBRARY = logging.getLogger("discord")


def quiet() -> None:
    """Let no word of what the library logs be kept, and of what is less grave than a warning nothing at all."""
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # nobody speaks here
    _LIBRARY.setLevel(logging.WARNING)
    _LIBRARY.propagate = False
    if not any(isinstance(one, _Kinds) for one in _LIBRARY.handlers):
        _LIBRARY.handlers[:] = [_Kinds()]


class _Kinds(logging.Handler):
    """Passes on where in the library something went wrong, and by which exception."""

    @override
    def emit(self, record: logging.LogRecord) -> None:
        kind = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else ""
        fields = {"where": f"{record.module}.{record.funcName}", "line": record.lineno, "kind": kind}
        _LOG.log(record.levelno, "discord library", extra={"fields": fields})

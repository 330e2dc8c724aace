"""The log of Slack's libraries: they write bodies and tokens into it, so that only the kind of trouble, and where it was, is passed on."""

import logging

from typing_extensions import override

_LOG = logging.getLogger("recap")


def quiet(name: str, level: int = logging.WARNING) -> logging.Logger:
    """Return a logger to give to a library; of what it says no word is kept, and of what is less grave than a level nothing at all."""
    logger = logging.getLogger(f"slack_quiet.{name}")
    logger.setLevel(level)
    logger.propagate = False
    if not logger.handlers:
        logger.addHandler(_Kinds())
    return logger


class _Kinds(logging.Handler):
    """Passes on where in the library something went wrong, and by which exception."""

    @override
    def emit(self, record: logging.LogRecord) -> None:
        kind = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else ""
        fields = {"where": f"{record.module}.{record.funcName}", "line": record.lineno, "kind": kind}
        _LOG.log(record.levelno, "slack library", extra={"fields": fields})

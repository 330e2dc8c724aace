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
        logger.addFilter(_Wordless())
        logger.addHandler(_Ours())
    return logger


class _Wordless(logging.Filter):
    """Leaves of a record where in a library something went wrong, and how; libraries copy filters to loggers of their own."""

    @override
    def filter(self, record: logging.LogRecord) -> bool:
        kind = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else ""
        record.__dict__.setdefault("fields", {"where": f"{record.module}.{record.funcName}", "line": record.lineno, "kind": kind})
        record.msg, record.args, record.exc_info, record.exc_text = "slack library", (), None, None
        return True


class _Ours(logging.Handler):
    """Passes records on to our own log."""

    @override
    def emit(self, record: logging.LogRecord) -> None:
        if _LOG.isEnabledFor(record.levelno):
            _LOG.handle(record)

"""Structured logs: one JSON object a line, on stderr, and only where somebody asked for them.

An event is a constant; what varies is in its fields: counts, durations, kinds, hosts. Never texts, names of people, addresses or keys.
"""

import logging
import os
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import TextIO

from typing_extensions import override

DEBUG, INFO, WARNING, ERROR = logging.DEBUG, logging.INFO, logging.WARNING, logging.ERROR
LOGGER = logging.getLogger("recap")
_recap_id: ContextVar[str] = ContextVar("recap_id", default="")


def configure(level: str, out: TextIO) -> None:
    """Write what is at least as grave as `level`; an empty level writes nothing at all.

    Other libraries' logs are not written: they carry what was sent and received.
    """
    logging.getLogger().handlers[:] = [logging.NullHandler()]
    LOGGER.propagate = False
    LOGGER.handlers[:] = [logging.NullHandler()]
    if level:
        handler = logging.StreamHandler(out)
        handler.setFormatter(_Line())
        LOGGER.handlers[:] = [handler]
        LOGGER.setLevel(level.upper())


def new_recap() -> str:
    """Stamp what is logged from here on in this context with a new id, and return it."""
    recap_id = os.urandom(4).hex()
    _recap_id.set(recap_id)
    return recap_id


def log(level: int, event: str, **fields: str | float) -> None:
    """Log an event; without listeners it costs nothing."""
    LOGGER.log(level, event, extra={"fields": fields})


class _Line(logging.Formatter):
    """ASCII JSON, so that nothing in a value can start a line or move a cursor."""

    @override
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": record.msg,
        }
        import json

        if recap_id := _recap_id.get():
            line["recap_id"] = recap_id
        return json.dumps(line | getattr(record, "fields", {}))

"""Structured logs: one JSON object a line, on stderr, and only where somebody asked for them.

An event is a constant; what varies is in its fields: counts, durations, kinds, hosts. Never texts, names of people, addresses or keys.
"""

import logging
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import TextIO

from typing_extensions import override

DEBUG, INFO, WARNING, ERROR = logging.DEBUG, logging.INFO, logging.WARNING, logging.ERROR
LOGGER = logging.getLogger("recap")
_stamp: ContextVar[Mapping[str, str]] = ContextVar("stamp", default={})  # noqa: B039  it is only ever replaced


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
        handler.setLevel(level.upper())
        LOGGER.handlers[:] = [handler]
        LOGGER.setLevel(level.upper())


@contextmanager
def heard_by(counter: logging.Handler) -> Iterator[None]:
    """Let every event be heard by a counter too, however little is written, for the length of the block."""
    level = LOGGER.level
    LOGGER.addHandler(counter)
    LOGGER.setLevel(DEBUG)
    try:
        yield
    finally:
        LOGGER.removeHandler(counter)
        LOGGER.setLevel(level)


def new_recap(*, platform: str = "", tenant: str = "") -> str:
    """Stamp what is logged from here on in this context with a new id, and with where it is asked for; return the id.

    A tenant is stamped as a digest: lines of one can be told apart from those of another, and name neither.
    """
    recap_id = os.urandom(4).hex()
    stamp = {"recap_id": recap_id, "platform": platform, "tenant": _digest(tenant) if tenant else ""}
    _stamp.set({name: value for name, value in stamp.items() if value})
    return recap_id


def stamped(name: str) -> str:
    """Return what lines are stamped with here: "recap_id", which a person may quote, "platform" or "tenant"; empty where there is none."""
    return _stamp.get().get(name, "")


def log(level: int, event: str, **fields: str | float) -> None:
    """Log an event; without listeners it costs nothing."""
    LOGGER.log(level, event, extra={"fields": fields})


def _digest(tenant: str) -> str:
    from hashlib import blake2b

    return blake2b(tenant.encode(), digest_size=4).hexdigest()


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

        return json.dumps(line | dict(_stamp.get()) | getattr(record, "fields", {}))

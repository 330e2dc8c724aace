"""Subjects as they are read, once for each title of a fold."""

from functools import lru_cache

from core.reading.subject import Subject
from core.reading.subject import read as _read

MOST = 1 << 15  # more than a fold has events


@lru_cache(maxsize=MOST)
def read(title: str) -> Subject:
    """Read a subject line, as `core.reading.subject` does; folding asks for each one many times."""
    return _read(title)

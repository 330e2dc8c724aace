"""How much time and how many bytes an answer may cost."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How long a call may take, in seconds, and how much it may bring, in bytes after decompression."""

    connect: float = 5.0
    read: float = 15.0  # between two pieces
    total: float = 30.0
    whole: float = 120.0  # for all calls of one question
    most: int = 32 << 20

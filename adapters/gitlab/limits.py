"""How much time and how many bytes an answer may cost, and what comes of a call."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How long a call may take, in seconds, and how much it may bring, in bytes after decompression."""

    connect: float = 5.0
    read: float = 15.0  # between two pieces
    total: float = 30.0
    whole: float = 120.0  # for all calls of one question
    most: int = 32 << 20


@dataclass(frozen=True, slots=True)
class Answer:
    """What the host sent: its status, its headers in small letters, its body."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class UnreadError(Exception):
    """No answer, or not a whole one; `is_late` and `is_large` say why."""

    def __init__(self, *, is_late: bool = False, is_large: bool = False) -> None:
        super().__init__("late" if is_late else "large" if is_large else "lost")
        self.is_late = is_late
        self.is_large = is_large

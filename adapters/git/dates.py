"""Seconds since 1970 as git prints them, and which of them are impossible."""

from dataclasses import dataclass
from datetime import UTC, datetime

DAY = 86_400
_LAST = 253_402_300_799  # the end of the year 9999, which `datetime` can hold


def moment(text: str | bytes) -> int | None:
    """Return git's seconds as a number; None where it has none."""
    return int(text) if text.isdigit() and len(text) < 20 else None  # noqa: PLR2004  digits of 2**64


def at(seconds: float) -> datetime:
    """Return the time in UTC."""
    return datetime.fromtimestamp(seconds, UTC)


def shown(seconds: int | None) -> str:
    """Write an impossible date as short as it can be."""
    if seconds is None:
        return "unreadable"
    return at(seconds).date().isoformat() if seconds <= _LAST else "after 9999"


@dataclass(frozen=True, slots=True)
class Calendar:
    """Which times a window holds, and which are impossible at all."""

    start: float
    end: float
    now: float  # when the question is asked, which may be put back
    last: float  # what is later is impossible: tomorrow, by the question and by the clock

    def is_possible(self, seconds: int | None) -> bool:
        """Say whether somebody can have worked then: after the first day of 1970, and not after tomorrow."""
        return seconds is not None and DAY <= seconds <= self.last

    def holds(self, seconds: float) -> bool:
        """Say whether a time is in the half-open window."""
        return self.start <= seconds < self.end

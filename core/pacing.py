"""How often a live message may change, given who else is writing."""

from dataclasses import dataclass
from typing import Protocol


class Rhythm(Protocol):
    """When one message may change."""

    async def wait(self, since: float | None, *, is_last: bool) -> float:
        """Return the seconds after which to ask again; 0 lets it change, now and once.

        Args:
            since: seconds since the last change began, or None where there was none.
            is_last: nothing will follow: what is reserved for the end may be used.
        """


@dataclass(frozen=True, slots=True)
class Pace(Rhythm):
    """A rhythm: `gap` seconds between two changes of a message, times the messages that share the allowance."""

    gap: float

    def left(self, since: float | None, *, live: int = 1) -> float:
        """Return the seconds until the next change may be shown; a first one may at once.

        Args:
            since: seconds since the last change began, or None where there was none.
            live: messages that change now and share what the platform allows.
        """
        if since is None:
            return 0.0
        return round(max(0.0, self.gap * max(1, live) - max(0.0, since)), 6)  # no clock ticks in less

    async def wait(self, since: float | None, *, is_last: bool) -> float:  # noqa: ARG002  alone, the last is like any other
        """Return what is left of the gap."""
        return self.left(since)


SCREEN = Pace(0.1)

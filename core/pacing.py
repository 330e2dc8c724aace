"""How often a live message may change."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pace:
    """A rhythm: `gap` seconds between two changes of a message, times the messages that share the allowance."""

    gap: float

    def wait(self, since: float | None, *, live: int = 1) -> float:
        """Return the seconds until the next change may be shown; a first one may at once.

        Args:
            since: seconds since the last change began, or None where there was none.
            live: messages that change now and share what the platform allows.
        """
        if since is None:
            return 0.0
        return max(0.0, self.gap * max(1, live) - max(0.0, since))


SCREEN = Pace(0.1)

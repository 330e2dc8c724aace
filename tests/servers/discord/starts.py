"""The budget of identifications: so many a day, and so many at once (Topics, Gateway, Session Start Limit)."""

from collections.abc import Callable

from tests.servers.discord.nouns import Object

SPAN = 5.0  # seconds in which `max_concurrency` may identify


class Starts:
    """Counts who begins a session; `times` are all of them, in seconds of the clock."""

    def __init__(self, clock: Callable[[], float], *, total: int, max_concurrency: int) -> None:
        self.total = total
        self.remaining = total
        self.max_concurrency = max_concurrency
        self.times: list[float] = []
        self._clock = clock
        self._since = clock()

    @property
    def shown(self) -> Object:
        left = max(self._since + 86_400 - self._clock(), 0)
        return {"total": self.total, "remaining": self.remaining, "reset_after": int(left * 1000), "max_concurrency": self.max_concurrency}

    def take(self) -> bool:
        """Count one; say whether it may be now."""
        now = self._clock()
        recent = [one for one in self.times if one > now - SPAN]
        self.times.append(now)
        self.remaining = max(self.remaining - 1, 0)
        return len(recent) < self.max_concurrency

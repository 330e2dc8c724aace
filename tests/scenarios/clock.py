"""One time for everybody: the bot, the store's standups, Slack, Discord and the host; it passes, and jumps where a script says so."""

from datetime import UTC, datetime, timedelta

from typing_extensions import override

from tests.servers.discord.clock import Clock as Seconds
from tests.servers.slack.clock import Clock

MONDAY = datetime(2026, 11, 16, 9, tzinfo=UTC)


class Time(Clock):
    """A time that begins on a Monday morning."""

    def __init__(self, start: datetime = MONDAY) -> None:
        self.seconds = Seconds(start.timestamp())

    @override
    def now(self) -> float:
        return self.seconds()

    def __call__(self) -> datetime:
        return datetime.fromtimestamp(self.seconds(), UTC)

    def jumps(self, span: timedelta) -> None:
        """Let a time pass at once."""
        self.seconds.advance(span.total_seconds())

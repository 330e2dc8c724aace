"""The roles that a process may have: all parts in one process, or each in processes of its own."""

from collections.abc import Mapping
from enum import StrEnum


class Part(StrEnum):
    """What runs inside a process; each may run in several processes at once."""

    WEB = "web"  # pages that link accounts, Slack by HTTP
    CHATS = "chats"  # Slack by Socket Mode, Discord's gateway
    STANDUPS = "standups"  # plans what is due, and posts it
    WORK = "work"  # takes up what other processes left behind


class Role(StrEnum):
    """What `recap ROLE` starts, as in the Procfile."""

    RUN = "run"
    WEB = "web"
    BOT = "bot"
    SCHEDULER = "scheduler"
    WORKER = "worker"

    @property
    def parts(self) -> frozenset[Part]:
        """What such a process does."""
        return _PARTS[self]

    @property
    def metrics_port(self) -> int:
        """Where its metrics are when nobody chose a port: apart, so that all roles may run on one machine."""
        return 9464 + list(Role).index(self)


_PARTS: Mapping[Role, frozenset[Part]] = {
    Role.RUN: frozenset(Part),
    Role.WEB: frozenset({Part.WEB}),
    Role.BOT: frozenset({Part.CHATS, Part.WORK}),
    Role.SCHEDULER: frozenset({Part.STANDUPS}),
    Role.WORKER: frozenset({Part.WORK}),
}

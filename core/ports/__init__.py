"""What the core needs from outside: protocols of one to three methods."""

from core.ports.accounts import (
    Accounts,
    Budget,
    Identify,
    Limiter,
    Memory,
    OAuthHost,
    Turns,
    Waiting,
)
from core.ports.answers import (
    ActivitySource,
    ForeignDates,
    Holidays,
    Message,
    Stretch,
    TokenCounter,
    Writer,
)

__all__ = [
    "Accounts",
    "ActivitySource",
    "Budget",
    "ForeignDates",
    "Holidays",
    "Identify",
    "Limiter",
    "Memory",
    "Message",
    "OAuthHost",
    "Stretch",
    "TokenCounter",
    "Turns",
    "Waiting",
    "Writer",
]

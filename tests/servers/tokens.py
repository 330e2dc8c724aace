"""A token that a server of repositories issued, and what is left of its allowance."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Protocol


class Person(Protocol):
    """Whoever a token may belong to."""

    @property
    def login(self) -> str: ...


@dataclass(slots=True)
class Token:
    """One token: whose it is, what it may, how many calls in a span of seconds; what it has used."""

    SPAN: ClassVar[int] = 60  # the services' slide, this one's begins anew

    text: str
    user: Person
    scopes: tuple[str, ...]
    is_personal: bool  # else it came by OAuth
    limit: int
    is_revoked: bool = False
    used: int = 0
    span: int = 0
    in_flight: int = 0
    most_in_flight: int = 0

    def header(self) -> str:
        """Return how it is sent."""
        return f"Bearer {self.text}"

    def spend(self, now: datetime) -> bool:
        """Count a call, and say whether it was allowed."""
        span = int(now.timestamp()) // self.SPAN
        if span != self.span:
            self.span, self.used = span, 0
        self.used += 1
        return self.used <= self.limit

    def left(self, now: datetime) -> tuple[str, str]:
        """Return how many calls are left, and when the next span begins."""
        return str(max(self.limit - self.used, 0)), str((int(now.timestamp()) // self.SPAN + 1) * self.SPAN)

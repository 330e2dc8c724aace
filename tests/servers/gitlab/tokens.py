"""The tokens that the server issued, and what is left of their allowances."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from tests.servers.gitlab.nouns import User


@dataclass(slots=True)
class Token:
    """One token: whose it is, what it may, how many calls a minute; what it has used."""

    text: str
    user: User
    scopes: tuple[str, ...] = ("read_api",)
    is_personal: bool = True  # else it came by OAuth
    is_revoked: bool = False
    limit: int = 2_000
    used: int = 0
    minute: int = 0
    in_flight: int = 0
    most_in_flight: int = 0

    def spend(self, now: datetime) -> bool:
        """Count a call, and say whether it was allowed."""
        minute = int(now.timestamp()) // 60
        if minute != self.minute:
            self.minute, self.used = minute, 0
        self.used += 1
        return self.used <= self.limit

    def headers(self, now: datetime) -> dict[str, str]:
        """Return what the service tells of the allowance with every answer."""
        return {
            "RateLimit-Limit": str(self.limit),
            "RateLimit-Observed": str(self.used),
            "RateLimit-Remaining": str(max(self.limit - self.used, 0)),
            "RateLimit-Reset": str((int(now.timestamp()) // 60 + 1) * 60),
        }


def issue(user: User, *, scopes: tuple[str, ...], limit: int, is_personal: bool) -> Token:
    """Make a token that no other test has."""
    return Token(f"glpat-{secrets.token_hex(12)}" if is_personal else secrets.token_hex(32), user, scopes, is_personal, limit=limit)

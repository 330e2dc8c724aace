"""The tokens that the server issued, and what is left of their allowances."""

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from tests.servers.github.nouns import User

ALLOWANCES = {"core": 5_000, "graphql": 5_000, "search": 30}
SPANS = {"core": timedelta(hours=1), "graphql": timedelta(hours=1), "search": timedelta(minutes=1)}


@dataclass(slots=True)
class Token:
    """One token: whose it is, what it may, what it has used. A fine-grained one has no scopes to show."""

    text: str
    user: User
    scopes: tuple[str, ...] = ("repo", "read:user", "user:email")
    is_fine: bool = False
    is_revoked: bool = False
    lacks_sso: bool = False
    lacks_checks: bool = False  # a fine-grained one without "Commit statuses", or an app's without "Checks"
    lacks_events: bool = False  # a fine-grained one without "Events", to which its owner's feed shows what is public
    limits: dict[str, int] = field(default_factory=lambda: dict(ALLOWANCES))
    used: dict[str, int] = field(default_factory=lambda: dict.fromkeys(ALLOWANCES, 0))
    in_flight: int = 0
    most_in_flight: int = 0

    @property
    def denial(self) -> str:
        """Return what is said where a permission is missing."""
        return f"Resource not accessible by {'personal access token' if self.is_fine else 'integration'}"

    def headers(self, kind: str, now: datetime) -> dict[str, str]:
        """Return what the service tells of the allowance with every answer."""
        shown = {
            "X-RateLimit-Limit": str(self.limits[kind]),
            "X-RateLimit-Remaining": str(max(self.limits[kind] - self.used[kind], 0)),
            "X-RateLimit-Used": str(self.used[kind]),
            "X-RateLimit-Reset": str(int((now + SPANS[kind]).timestamp())),
            "X-RateLimit-Resource": kind,
        }
        return shown if self.is_fine else {**shown, "X-OAuth-Scopes": ", ".join(self.scopes)}


def issue(user: User, **words: Any) -> Token:
    """Make a token for a user; nobody else has one like it."""
    is_fine = bool(words.get("is_fine"))
    text = ("github_pat_" if is_fine else "ghp_") + secrets.token_hex(18)
    return Token(text, user, **words)

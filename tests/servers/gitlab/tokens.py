"""The tokens that the server issued, and what it says of their allowances."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from tests.servers import tokens
from tests.servers.gitlab.nouns import User


@dataclass(slots=True)
class Token(tokens.Token):
    """A personal token, or one that came by OAuth."""

    user: User

    def headers(self, now: datetime) -> dict[str, str]:
        """Return what the service tells of the allowance with every answer."""
        left, resets = self.left(now)
        return {
            "RateLimit-Limit": str(self.limit),
            "RateLimit-Observed": str(self.used),
            "RateLimit-Remaining": left,
            "RateLimit-Reset": resets,
        }


def issue(user: User, *, scopes: tuple[str, ...], limit: int, is_personal: bool) -> Token:
    """Make a token that no other test has."""
    return Token(f"glpat-{secrets.token_hex(12)}" if is_personal else secrets.token_hex(32), user, scopes, is_personal, limit)

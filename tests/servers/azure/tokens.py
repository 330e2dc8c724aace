"""The tokens that the server issued, and what is left of their allowances."""

import base64
import secrets
from dataclasses import dataclass
from datetime import datetime

from tests.servers.azure.nouns import User

WINDOW = 300  # seconds; the service's slides, this one's begins anew


@dataclass(slots=True)
class Token:
    """One token: whose it is, what it may, how much it may use in five minutes; what it has used."""

    text: str
    user: User
    scopes: tuple[str, ...]
    is_personal: bool = True  # else it came from Microsoft Entra
    is_revoked: bool = False
    limit: int = 200
    used: int = 0
    window: int = 0
    in_flight: int = 0
    most_in_flight: int = 0

    def header(self) -> str:
        """Return how it is sent."""
        if not self.is_personal:
            return f"Bearer {self.text}"
        return f"Basic {base64.b64encode(f':{self.text}'.encode()).decode()}"

    def spend(self, now: datetime) -> bool:
        """Count a call, and say whether it was allowed."""
        window = int(now.timestamp()) // WINDOW
        if window != self.window:
            self.window, self.used = window, 0
        self.used += 1
        return self.used <= self.limit

    def headers(self, now: datetime) -> dict[str, str]:
        """Return what the service tells of the allowance: nothing before most of it is used."""
        if self.used * 2 <= self.limit:
            return {}
        return {
            "X-RateLimit-Resource": "Git",
            "X-RateLimit-Limit": str(self.limit),
            "X-RateLimit-Remaining": str(max(self.limit - self.used, 0)),
            "X-RateLimit-Reset": str((int(now.timestamp()) // WINDOW + 1) * WINDOW),
        }


def issue(user: User, *, scopes: tuple[str, ...], limit: int, is_personal: bool) -> Token:
    """Make a token that no other test has."""
    text = secrets.token_hex(38) + "AZDO" + secrets.token_hex(2) if is_personal else f"eyJ{secrets.token_hex(20)}.{secrets.token_hex(40)}.x"
    return Token(text, user, scopes, is_personal, limit=limit)

"""The tokens that the server issued, and what it says of their allowances."""

import base64
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from tests.servers import tokens
from tests.servers.azure.nouns import User


@dataclass(slots=True)
class Token(tokens.Token):
    """A personal token, or one of Microsoft Entra."""

    SPAN: ClassVar[int] = 300

    user: User

    def header(self) -> str:
        return f"Basic {base64.b64encode(f':{self.text}'.encode()).decode()}" if self.is_personal else f"Bearer {self.text}"

    def headers(self, now: datetime) -> dict[str, str]:
        """Return what the service tells of the allowance: nothing before most of it is used."""
        if self.used * 2 <= self.limit:
            return {}
        left, resets = self.left(now)
        return {
            "X-RateLimit-Resource": "Git",
            "X-RateLimit-Limit": str(self.limit),
            "X-RateLimit-Remaining": left,
            "X-RateLimit-Reset": resets,
        }


def issue(user: User, *, scopes: tuple[str, ...], limit: int, is_personal: bool) -> Token:
    """Make a token that no other test has."""
    text = secrets.token_hex(38) + "AZDO" + secrets.token_hex(2) if is_personal else f"eyJ{secrets.token_hex(20)}.{secrets.token_hex(40)}.x"
    return Token(text, user, scopes, is_personal, limit)

"""An account that is not linked yet: nothing counts its calls, and nothing is remembered for it."""

from datetime import datetime

from core.model import Account
from core.ports import Budget, Memory


class Unlinked(Budget, Memory):
    """No budget and no memory."""

    async def spend(self, account: Account, kind: str, *, cost: int = 1) -> None:
        """Let it pass."""

    async def learn(self, account: Account, kind: str, *, left: int, resets: datetime) -> None:
        """Forget it."""

    async def recall(self, account: Account, key: str) -> bytes | None:  # noqa: ARG002  the port names them
        """Return nothing."""
        return None

    async def keep(self, account: Account, key: str, value: bytes, *, seconds: int) -> None:
        """Forget it."""

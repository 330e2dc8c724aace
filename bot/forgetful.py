"""No budget and no memory, for commands that ask a host once."""

from datetime import datetime

from typing_extensions import override

from core.model import Account
from core.ports import Budget, Memory


class Forgetful(Budget, Memory):
    """Lets every call pass, and keeps nothing."""

    @override
    async def spend(self, account: Account, kind: str, *, cost: int = 1) -> None:
        """Let it pass."""

    @override
    async def learn(self, account: Account, kind: str, *, left: int, resets: datetime) -> None:
        """Keep nothing."""

    @override
    async def recall(self, account: Account, key: str) -> bytes | None:
        return None

    @override
    async def keep(self, account: Account, key: str, value: bytes, *, seconds: int) -> None:
        """Keep nothing."""

"""Keys, the sealers that have them, and an account with everything in it."""

import hashlib
from datetime import UTC, datetime

from adapters.redis.sealing import Sealer
from core.model import Secret
from tests.fake_accounts import account

OLD, NEW = (hashlib.sha256(name).digest() for name in (b"old", b"new"))


def sealer(*numbered: bytes) -> Sealer:
    return Sealer(lambda: numbered or (NEW,))


WHOLE = account(
    name="Ana",
    emails=("ana@example.org", "a@example.net"),
    node="U_1",
    refresh=Secret("rt-1"),
    expires=datetime(2026, 5, 1, 12, tzinfo=UTC),
    scopes=("read_api",),
    is_granted=True,
)

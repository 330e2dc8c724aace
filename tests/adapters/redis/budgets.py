"""A budget of an account at a host, spent by many at once."""

import asyncio

from adapters.redis.budget import RedisBudget
from adapters.redis.client import Store
from adapters.redis.lenient import Lenient
from core.errors import RateLimitedError
from core.model import Account
from tests.adapters.redis.limits import Time
from tests.fake_accounts import account

HOUR = 3600
ANA = account(host="github.com", number="7")


def budget(store: Store, time: Time, *, patience: float = 5.0) -> RedisBudget:
    return RedisBudget(Lenient(store.patient), sleep=time.sleep, clock=time, patience=patience)


async def spent(budgets: list[RedisBudget], times: int, *, of: Account = ANA, kind: str = "core") -> int:
    """Spend so often at once, through each in turn, and return how many calls may be made."""
    calls = (budgets[number % len(budgets)].spend(of, kind) for number in range(times))
    told = await asyncio.gather(*calls, return_exceptions=True)
    assert all(isinstance(one, RateLimitedError) for one in told if one is not None)
    return told.count(None)

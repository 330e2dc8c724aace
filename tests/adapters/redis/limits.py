"""What tests of limits, budgets and memories share: a clock that moves only when told, and linked accounts."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from adapters.redis import keys
from adapters.redis.client import Store
from core.model import Account
from tests.fake_accounts import account


@dataclass
class Time:
    """A clock, and a sleep that moves it."""

    now: datetime = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
    slept: list[float] = field(default_factory=list)

    def __call__(self) -> datetime:
        return self.now

    def seconds(self) -> float:
        return self.now.timestamp()

    def after(self, seconds: float) -> datetime:
        return self.now + timedelta(seconds=seconds)

    def go(self, seconds: float) -> None:
        self.now = self.after(seconds)

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.go(seconds)


async def linked(store: Store, one: Account | None = None) -> Account:
    """Have an account that the store knows as linked."""
    one = one or account()
    async with store.patient() as redis:
        await redis.set(keys.account(one), b"sealed")
    return one


async def number_of_keys(store: Store) -> int:
    async with store.patient() as redis:
        return int(await redis.dbsize())

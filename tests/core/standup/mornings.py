"""A standup that was agreed on a Monday, and when its first report is due."""

from datetime import UTC, datetime

from adapters.redis.client import Store
from core.model.standup import Standup
from tests.standups import House

DUE = datetime(2026, 11, 17, 9, 30, tzinfo=UTC)
TUESDAY = "2026-11-17 09:30"  # the same, as it is said


async def begun(store: Store, *, at: str = "09:30") -> tuple[House, Standup]:
    house = House(store)
    return house, await house.agreed(house.person("Ana Lima"), at=at)

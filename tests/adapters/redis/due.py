"""A standup whose report is due."""

from datetime import UTC, datetime

from adapters.redis.client import Store
from core.model import Member
from core.model.standup import Report, Standup
from tests.standups import House

NOW = datetime(2026, 11, 17, 9, 30, tzinfo=UTC)
ANA = Member("slack", "T1", "U1")


async def begun(store: Store) -> tuple[House, Standup]:
    house = House(store)
    standup = await house.agreed(house.person("Ana Lima"))
    house.now = NOW
    return house, standup


def report(**more: object) -> Report:
    values: dict[str, object] = {"day": NOW.date(), "due": NOW, "until": NOW}
    return Report(**values | more)  # type: ignore[arg-type]  # a test's own values

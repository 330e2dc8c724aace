"""A standup from what was agreed to what stands in the channel."""

from dataclasses import replace
from datetime import UTC, datetime

from adapters.redis.client import Store
from core.model import Event, Identity, Visibility
from tests.facts import commit
from tests.standups import House

ANA = Identity("Ana Lima", "ana@example.org")


def done(title: str, at: str, actor: Identity = ANA) -> Event:
    return replace(commit(title, at=datetime.fromisoformat(at).replace(tzinfo=UTC), actor=actor), visibility=Visibility.PUBLIC)


async def test_standup_is_posted_on_the_next_working_day_and_tells_what_was_done(store: Store) -> None:
    house = House(store)
    ana = house.person("Ana Lima")
    house.work[ana] = [done("Add login (#412)", "2026-11-16 10:00")]
    await house.agreed(ana)

    await house.goes_to("2026-11-16 09:31")
    assert house.posted == []
    await house.goes_to("2026-11-17 09:30")

    assert house.posted[0].splitlines() == [
        "Standup · Tue 17 Nov",
        "Ana Lima · Mon 16 – Tue 17 Nov (UTC) · acme/web",
        "Done",
        "• Added login (#412)",
        "1 of 1 commit told",
    ]
    await house.waits(minutes=3)
    await house.goes_to("2026-11-17 23:00")
    assert len(house.posted) == 1

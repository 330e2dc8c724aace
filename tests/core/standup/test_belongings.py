"""What standups keep of a person is listed and erased with all else."""

import pytest

from adapters.redis.client import Store
from core.model.standup import Seat
from core.standup.belongings import StandupBelongings
from tests.standups import House


@pytest.mark.fault("F130")
async def test_seats_and_own_recaps_are_listed_then_gone(store: Store) -> None:
    house = House(store)
    ana, ben = house.person("Ana Lima"), house.person("Ben Okafor")
    await house.agreed(ana, seats=(Seat(ana, has_joined=True), Seat(ben, has_joined=True)), is_whole_channel=False)
    await house.agreed(ben, is_personal=True, is_whole_channel=False, at="16:00", seats=(Seat(ben, has_joined=True),))
    kept = StandupBelongings(house.standups)

    assert await kept.listed(ben) == ["09:30 · Mon–Fri · UTC · 2 people", "16:00 · Mon–Fri · UTC"]
    assert await kept.forget(ben) == ["Erased: your part in 2 standups or recaps that came by themselves."]

    assert await kept.listed(ben) == []
    assert await kept.forget(ben) == []
    assert await kept.listed(ana) == ["09:30 · Mon–Fri · UTC · 1 person"]

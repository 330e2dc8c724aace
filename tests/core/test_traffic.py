"""Changes of one answer wait for their share of what all live ones may write."""

import asyncio

from typing_extensions import override

from core.errors import TransientError
from core.model.chat import Crowd, Quota
from core.ports.chat import Traffic
from core.traffic import Shared

LANE = Quota(lane="slack:T1", changes=50, seconds=60.0)


class FakeTraffic(Traffic):
    """A lane with so many live answers, where one is told to wait for so long; `asked` holds what was asked."""

    def __init__(self, live: int = 1, wait: float = 0.0, *, is_away: bool = False) -> None:
        self.live = live
        self.waits = wait
        self.is_away = is_away
        self.asked: list[tuple[str, bool, bool]] = []

    @override
    async def change(self, quota: Quota, answer: str, *, is_first: bool, is_last: bool) -> Crowd:
        if self.is_away:
            raise TransientError("the store is away")
        self.asked.append((answer, is_first, is_last))
        return Crowd(self.live, self.waits)


def wait(rhythm: Shared, since: float | None, *, is_last: bool = False) -> float:
    return asyncio.run(rhythm.wait(since, is_last=is_last))


def test_shared_lets_the_first_change_through_and_is_counted_as_live() -> None:
    traffic = FakeTraffic()
    assert wait(Shared(traffic, LANE, "A"), None) == 0
    assert traffic.asked == [("A", True, False)]


def test_shared_waits_longer_the_more_answers_are_live() -> None:
    alone, crowded = Shared(FakeTraffic(1), LANE, "A"), Shared(FakeTraffic(10), LANE, "A")
    for rhythm in (alone, crowded):
        wait(rhythm, None)
    assert wait(alone, 0.2) == 1.0
    assert wait(crowded, 2.0) == 10.0
    assert wait(crowded, 12.0) == 0


def test_shared_asks_at_once_for_the_last_change() -> None:
    traffic = FakeTraffic(10)
    rhythm = Shared(traffic, LANE, "A")
    wait(rhythm, None)
    assert wait(rhythm, 0.1, is_last=True) == 0
    assert traffic.asked[-1] == ("A", False, True)


def test_shared_says_when_a_change_had_no_room() -> None:
    shed: list[str] = []
    rhythm = Shared(FakeTraffic(3, wait=4.0), LANE, "A", shed=lambda: shed.append("A"))
    assert wait(rhythm, 60.0) == 4.0
    assert shed == ["A"]


def test_shared_goes_on_slowly_where_nobody_can_count() -> None:
    rhythm = Shared(FakeTraffic(is_away=True), LANE, "A")
    assert wait(rhythm, None) == 0
    assert wait(rhythm, 2.0) == 3.0
    assert wait(rhythm, 2.0, is_last=True) == 0

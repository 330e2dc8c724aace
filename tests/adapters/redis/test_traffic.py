"""Changes of live answers share what a platform takes, and the last one of each has its room."""

from adapters.redis.client import Store
from adapters.redis.traffic import RedisTraffic
from core.model.chat import Crowd, Quota
from tests.crowded import SLACK, fixed, shared
from tests.store import Server, astray

LANE = Quota(lane="slack:T1", changes=10, seconds=60.0)


def traffic(store: Store, seconds: list[float]) -> RedisTraffic:
    return RedisTraffic(store.patient, clock=lambda: 1e9 + seconds[0])


async def test_traffic_keeps_room_for_the_last_change_of_each_live_answer(store: Store) -> None:
    seconds = [0.0]
    lane = traffic(store, seconds)
    for answer in "ABC":
        assert (await lane.change(LANE, answer, is_first=True, is_last=False)).wait == 0
    allowed = [(await lane.change(LANE, "A", is_first=False, is_last=False)).wait == 0 for _ in range(10)]
    assert allowed.count(True) == 6  # of ten, three are kept for the last changes, and one to spare
    for answer in "ABC":
        assert (await lane.change(LANE, answer, is_first=False, is_last=True)).wait == 0
    assert await lane.change(LANE, "D", is_first=True, is_last=False) == Crowd(1, 0)
    assert await astray(store) == []


async def test_traffic_says_when_to_ask_again(store: Store) -> None:
    seconds = [0.0]
    lane = traffic(store, seconds)
    for second in range(10):
        seconds[0] = float(second)
        assert (await lane.change(LANE, f"A{second}", is_first=False, is_last=True)).wait == 0
    crowd = await lane.change(LANE, "B", is_first=False, is_last=True)
    assert 51.0 <= crowd.wait <= 51.01  # the first one leaves the window then
    seconds[0] = 9.0 + crowd.wait
    assert (await lane.change(LANE, "B", is_first=False, is_last=True)).wait == 0


async def test_traffic_forgets_an_answer_that_was_left(store: Store) -> None:
    seconds = [0.0]
    lane = traffic(store, seconds)
    assert (await lane.change(LANE, "A", is_first=True, is_last=False)).live == 1
    assert (await lane.change(LANE, "B", is_first=True, is_last=False)).live == 2
    seconds[0] = 91.0
    assert (await lane.change(LANE, "C", is_first=True, is_last=False)).live == 1


async def test_traffic_of_another_lane_counts_for_nothing(store: Store) -> None:
    lane = RedisTraffic(store.patient)  # by the store's own clock
    other = Quota(lane="slack:T2", changes=1, seconds=60.0)
    assert (await lane.change(other, "A", is_first=False, is_last=True)).wait == 0
    assert 59 < (await lane.change(other, "B", is_first=False, is_last=True)).wait <= 60.01
    assert (await lane.change(LANE, "A", is_first=False, is_last=True)).wait == 0


def test_twenty_recaps_a_minute_land_in_time_and_are_hardly_ever_refused(server: Server) -> None:
    workspace = shared(server.url)
    assert len(workspace.late) > 80
    assert workspace.unfinished == 0
    assert workspace.lateness <= 0.5
    assert workspace.refused <= 0.01 * len(workspace.changes)
    assert len(workspace.changes) > 1.5 * len(workspace.late)  # they improve as one watches


def test_a_fixed_second_would_be_late_and_refused(server: Server) -> None:
    assert server.url
    workspace = fixed()
    assert workspace.lateness > 10
    assert workspace.refused > len(workspace.changes)


def test_forty_recaps_at_once_all_land(server: Server) -> None:
    workspace = shared(server.url, a_minute=2400, minutes=1 / 60)
    assert len(workspace.late) > 25
    assert workspace.unfinished == 0
    assert workspace.lateness <= 0.5
    assert workspace.quota is SLACK

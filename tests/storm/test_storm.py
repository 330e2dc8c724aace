"""A little of each storm."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

import pytest

from benchmarks.acks import LIMIT
from tests.servers.proxy import Proxy
from tests.store import Server
from tests.storm import live, messages
from tests.storm.crew import warm
from tests.storm.ground import ground
from tests.storm.ways import WAYS


@pytest.mark.fault("F001")
@pytest.mark.fault("F002")
@pytest.mark.fault("F003")
@pytest.mark.fault("F006")
def test_each_message_that_is_told_four_times_has_one_answer_whoever_is_killed() -> None:
    outcome = messages.run(messages.Plan(events=60, kills=3, a_second=15.0, lease=1.5))
    assert outcome.is_good, outcome
    assert outcome.events == 60
    assert outcome.kills == 3
    assert outcome.again >= 180


@pytest.mark.fault("F008")
@pytest.mark.fault("F012")
@pytest.mark.fault("F041")
@pytest.mark.parametrize("way", WAYS)
async def test_every_gesture_is_acknowledged_before_anything_is_asked_and_while_the_store_is_mute(
    way: str, server: Server, tmp_path: Path
) -> None:
    async with Proxy(server.socket) as proxy, ground(server, tmp_path, count=5) as under, WAYS[way](under, {"REDIS_URL": proxy.url}) as one:
        early = [await one.early(number) for number in range(5)]
        proxy.is_silent = True
        took = await asyncio.gather(*(one.gesture(number) for number in range(5, 35)))
    assert early == [0] * 5
    assert max(took) < LIMIT


@pytest.mark.fault("F101")
@pytest.mark.fault("F102")
def test_an_answer_that_a_crash_cuts_is_finished_in_the_same_message() -> None:
    warm()
    plans = [live.Plan(at=states, pause=0.4) for states in (1, 2, 3)]
    outcomes = asyncio.run(_side_by_side(plans))
    assert [(one.messages, one.is_whole) for one in outcomes] == [(1, True)] * 3, outcomes
    assert [one.states > plan.at for one, plan in zip(outcomes, plans, strict=True)] == [True] * 3


@pytest.mark.fault("F107")
def test_an_answer_that_is_deleted_while_it_is_written_is_not_posted_again() -> None:
    warm()
    (outcome,) = asyncio.run(_side_by_side([live.Plan(is_deleted=True)]))
    assert (outcome.messages, outcome.states) == (0, 2)


async def _side_by_side(plans: Sequence[live.Plan]) -> Sequence[live.Outcome]:
    return await asyncio.gather(*(live.run(plan) for plan in plans))

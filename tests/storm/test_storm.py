"""A little of each storm."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from statistics import median

import pytest

from benchmarks.acks import LIMIT
from tests.servers.proxy import Proxy
from tests.store import Server
from tests.storm import discord, live, messages
from tests.storm.crew import warm
from tests.storm.ground import ground
from tests.storm.ways import WAYS


@pytest.mark.fault("F001")
@pytest.mark.fault("F002")
@pytest.mark.fault("F003")
@pytest.mark.fault("F006")
def test_each_message_that_is_told_four_times_has_one_answer_whoever_is_killed() -> None:
    outcome = messages.run(messages.Plan(events=60, kills=3, a_second=25.0, lease=1.0))
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
    assert median(took) < LIMIT, "one may be late on a busy machine; benchmarks/acks.py shows them all"


@pytest.mark.fault("F101")
@pytest.mark.fault("F102")
@pytest.mark.fault("F107")
def test_a_live_answer_is_finished_in_its_message_after_a_crash_and_not_posted_again_where_it_is_deleted() -> None:
    warm()
    crashes = [live.Plan(at=states, pause=0.3) for states in (1, 2, 3)]

    *cut, deleted = asyncio.run(_side_by_side([*crashes, live.Plan(is_deleted=True, pause=0.3)]))

    assert [(one.messages, one.is_whole, one.states > plan.at) for one, plan in zip(cut, crashes, strict=True)] == [(1, True, True)] * 3, (
        cut
    )
    assert (deleted.messages, deleted.states) == (0, 2)


@pytest.mark.fault("F011")
@pytest.mark.fault("F012")
def test_each_command_in_discord_has_one_answer_however_the_gateway_flaps() -> None:
    outcome = discord.run(discord.Plan(commands=60, flaps=3, invalid=0, a_second=25.0, first=60.0))  # a busy machine is no fault
    assert outcome.is_good, outcome
    assert (outcome.commands, outcome.identifies, outcome.resumes) == (60, 1, 3)


async def _side_by_side(plans: Sequence[live.Plan]) -> Sequence[live.Outcome]:
    return await asyncio.gather(*(live.run(plan) for plan in plans))

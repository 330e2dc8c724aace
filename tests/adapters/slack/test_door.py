"""Slack is answered in time, whatever hangs, and what is told again leads to one effect."""

import asyncio
import random
from contextlib import AsyncExitStack
from datetime import UTC, datetime

import pytest

from core.ingress import Ingress
from core.model.chat import Place, Turn
from tests.adapters.slack.conftest import House
from tests.adapters.slack.telling import told
from tests.doors import FakeInbox
from tests.servers.slack.deliveries import Delivery


@pytest.mark.fault("F001")
@pytest.mark.fault("F006")
async def test_events_that_are_told_four_times_over_three_connections_are_few_gestures(house: House) -> None:
    messages = [house.ana.wrote(f"last {number} days", house.ana.dm) for number in range(50)]
    deliveries = [told(house, message) for message in messages for _ in range(4)]
    random.Random(7).shuffle(deliveries)  # noqa: S311  chance that can be repeated
    async with house.connected(), house.connected(2), house.connected(3):
        await asyncio.gather(*(house.server.deliveries.send(one) for one in deliveries))
    assert all(one.is_taken for one in deliveries)
    assert len(house.turns) == 200
    assert len({turn.id for turn in house.turns}) == len(messages)


@pytest.mark.fault("F002")
async def test_what_a_crash_interrupts_before_it_is_kept_is_told_again(house: House) -> None:
    kept, crash = asyncio.Event(), asyncio.Event()

    async def keeps(_: Turn) -> None:
        kept.set()
        await crash.wait()  # the process is gone before the store answered
        raise RuntimeError

    house.admits = keeps
    message = house.ana.wrote("last week", house.ana.dm)
    async with house.connected() as one:
        delivery = told(house, message)
        sending = asyncio.ensure_future(house.server.deliveries.send(delivery))
        await kept.wait()
        await one.platform.directory.audience(Place("slack", "T0ACME", house.dev.id))  # some round trips later
        assert not delivery.attempts  # not acknowledged while nothing keeps it, so that Slack tells it again
        house.server.sockets.open[0].cut()
        await sending
        crash.set()
    house.admits = None
    assert not delivery.is_taken
    async with house.connected():
        await house.server.deliveries.attempt(delivery, 1)
    assert [turn.id for turn in house.turns] == [f"slack:T0ACME:{house.ana.dm.id}:{house.ana.id}:{message.client_id}"]


@pytest.mark.fault("F001")
@pytest.mark.fault("F008")
async def test_a_store_that_hangs_delays_no_acknowledgement(house: House) -> None:
    release = asyncio.Event()

    async def hangs(_: Turn) -> None:
        await release.wait()

    house.admits = hangs
    async with house.serving():
        gestures = [house.ana.types(f"/recap last {number} days", house.dev) for number in range(20)]
        deliveries = await asyncio.gather(*gestures)
        assert all(one.is_taken and not one.answer for one in deliveries)
        acks = sorted(house.server.deliveries.acks)
        assert acks[len(acks) // 2] < 0.5
        assert acks[-1] < 2.5
        assert not house.server.calls[1:]  # the first one asked whose token it is, before anybody spoke
        release.set()
    assert len(house.turns) == 20  # they were let in all the same


async def test_what_comes_while_it_ends_is_let_in_all_the_same(house: House) -> None:
    async with AsyncExitStack() as stack:
        async with house.spoken() as one:
            await stack.enter_async_context(house.reachable(one))
        delivery = await house.ana.types("/recap", house.dev)
    assert delivery.is_taken
    assert len(house.turns) == 1


async def test_a_store_that_answers_is_waited_for(house: House) -> None:
    async with house.serving():
        await house.ana.types("/recap", house.dev)
        assert len(house.turns) == 1


@pytest.mark.fault("F007")
async def test_a_command_that_is_told_again_is_the_same_gesture_and_a_second_one_is_another(house: House) -> None:
    async with house.connected():
        delivery = await house.ana.types("/recap", house.dev)
        await house.server.deliveries.send(Delivery("slash_commands", delivery.payload))
        await house.ana.types("/recap", house.dev)
    first, again, second = (turn.id for turn in house.turns)
    assert first == again != second


@pytest.mark.fault("F003")
@pytest.mark.fault("F007")
async def test_behind_the_door_of_the_core_each_gesture_has_one_effect(house: House) -> None:
    taken: list[Turn] = []

    async def take(turn: Turn) -> None:
        taken.append(turn)

    async def refuse(turn: Turn, _: object) -> None:
        taken.append(turn)

    ingress = Ingress(FakeInbox(), take, refuse, now=lambda: datetime.now(UTC))
    house.admits = ingress.admit
    running = asyncio.ensure_future(ingress.run())
    message = house.ana.wrote("<@BOT> last week", house.dev)
    async with house.connected():
        for kind in ("message", "app_mention", "app_mention", "message"):
            await house.server.deliveries.send(told(house, message, kind))
        delivery = await house.ana.types("/recap", house.dev)
        await house.server.deliveries.send(Delivery("slash_commands", delivery.payload))
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert len(taken) == 2


async def test_a_mistake_of_ours_behind_the_door_is_logged_and_acknowledged(house: House, caplog: pytest.LogCaptureFixture) -> None:
    async def breaks(_: Turn) -> None:
        raise RuntimeError("secret words")

    house.admits = breaks
    async with house.connected():
        delivery = await house.ana.types("/recap secret words", house.dev)
    assert delivery.is_taken
    assert [record.message for record in caplog.records] == ["bug"]
    assert "secret words" not in caplog.text


@pytest.mark.fault("F013")
async def test_slack_holding_events_back_is_logged(house: House, caplog: pytest.LogCaptureFixture) -> None:
    body = {"type": "app_rate_limited", "team_id": "T0ACME", "minute_rate_limited": 1_700_000_000, "api_app_id": house.server.app_id}
    async with house.connected():
        delivery = await house.server.deliveries.send(Delivery("events_api", body))
    assert delivery.is_taken
    assert caplog.messages == ["slack events limited"]
    assert house.limited == ["T0ACME"]
    assert not house.turns


@pytest.mark.fault("F144")
async def test_what_is_told_of_another_workspace_is_taken_and_left_alone(house: House) -> None:
    other = house.server.workspace("T0OTHER")
    eve = other.user("eve")
    async with house.connected():
        delivery = await eve.types("/recap last week", other.channel("lab", members=[eve]))
        await eve.says("today", eve.dm)
    assert delivery.is_taken
    assert not house.turns


async def test_the_environment_of_other_apps_changes_nothing(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET", "SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET", "SLACK_VERIFICATION_TOKEN"):
        monkeypatch.setenv(name, "xoxb-other")
    async with house.connected():
        delivery = await house.ana.types("/recap", house.dev)
    assert delivery.is_taken
    assert len(house.turns) == 1
    assert [call.method for call in house.server.calls] == ["auth.test", "apps.connections.open"]
    assert not house.server.intruders

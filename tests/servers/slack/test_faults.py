"""Each fault leaves behind what it says, whatever the caller was told."""

import asyncio

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncConnectionErrorRetryHandler
from slack_sdk.http_retry.builtin_interval_calculators import FixedValueRetryIntervalCalculator
from slack_sdk.web.async_client import AsyncWebClient

from tests.servers.slack.conftest import Team
from tests.servers.slack.faults import STORES, Fault


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (Fault.LIMITED, "ratelimited"),
        (Fault.INTERNAL_BEFORE, "internal_error"),
        (Fault.INTERNAL_AFTER, "internal_error"),
        (Fault.FATAL_AFTER, "fatal_error"),
        (Fault.REFUSED, "restricted_action"),
    ],
)
async def test_what_is_told_does_not_say_what_was_stored(team: Team, fault: Fault, told: str) -> None:
    team.slack.faults.plan("chat.post*", fault, error="restricted_action", skip=1)
    await team.client.chat_postMessage(channel=team.general.id, text="first")
    with pytest.raises(SlackApiError) as caught:
        await team.client.chat_postMessage(channel=team.general.id, text="second")
    assert caught.value.response["error"] == told
    await team.client.chat_postMessage(channel=team.general.id, text="third")
    assert [one.text for one in team.general.visible] == ["first", *(["second"] if fault in STORES else []), "third"]
    assert [call.fault for call in team.slack.calls] == ["", fault.value, ""]


@pytest.mark.parametrize("fault", [Fault.REPLY_LOST, Fault.REQUEST_LOST])
async def test_a_lost_connection_does_not_say_either(team: Team, fault: Fault) -> None:
    team.slack.faults.plan("chat.postMessage", fault)
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await team.client.chat_postMessage(channel=team.general.id, text="x")
    assert len(team.general.visible) == (fault is Fault.REPLY_LOST)


async def test_the_sdk_as_it_comes_posts_twice_when_a_reply_is_lost(team: Team) -> None:
    team.slack.faults.plan("chat.postMessage", Fault.REPLY_LOST)
    client = AsyncWebClient(team.workspace.token.text, base_url=team.slack.api)
    kinds = [type(handler) for handler in client.retry_handlers]
    assert kinds == [AsyncConnectionErrorRetryHandler]
    client.retry_handlers = [AsyncConnectionErrorRetryHandler(interval_calculator=FixedValueRetryIntervalCalculator(0))]
    await client.chat_postMessage(channel=team.general.id, text="x")
    assert [one.text for one in team.general.visible] == ["x", "x"], "M1: it tries again on a lost connection"


async def test_a_call_is_executed_after_its_caller_has_gone(team: Team) -> None:
    team.slack.faults.plan("chat.postMessage", Fault.LATE, seconds=30)
    calling = asyncio.ensure_future(team.client.chat_postMessage(channel=team.general.id, text="x"))
    await team.clock.sleeping()
    calling.cancel()
    await asyncio.gather(calling, return_exceptions=True)
    assert team.general.visible == []
    await team.clock.passes(30)
    await team.slack.until(lambda: team.general.visible)


async def test_an_answer_is_slow_or_no_json_or_none(team: Team) -> None:
    for fault in (Fault.SLOW, Fault.PAGE, Fault.HANGS):
        team.slack.faults.plan("chat.postMessage", fault, seconds=9)
    slow = asyncio.ensure_future(team.client.chat_postMessage(channel=team.general.id, text="slow"))
    await team.clock.sleeping()
    assert [one.text for one in team.general.visible] == ["slow"]
    await team.clock.passes(9)
    assert (await slow)["ok"]
    with pytest.raises(SlackApiError):
        await team.client.chat_postMessage(channel=team.general.id, text="page")
    team.client.timeout = 0.05  # type: ignore[assignment]  # seconds, of which aiohttp takes parts
    with pytest.raises(TimeoutError):
        await team.client.chat_postMessage(channel=team.general.id, text="hangs")
    assert [one.text for one in team.general.visible] == ["slow"]


async def test_chance_spoils_a_share_and_can_be_repeated(team: Team) -> None:
    team.slack.limits.is_on = False
    kinds = [Fault.INTERNAL_AFTER, Fault.INTERNAL_BEFORE]

    async def run() -> list[str]:
        team.slack.faults.at_random(1 / 3, kinds=kinds, seed=11)
        before = len(team.slack.calls)
        for number in range(60):
            await asyncio.gather(team.client.chat_postMessage(channel=team.general.id, text=str(number)), return_exceptions=True)
        return [call.fault for call in team.slack.calls[before:]]

    first = await run()
    assert await run() == first
    assert 10 < sum(bool(fault) for fault in first) < 30
    team.slack.faults.clear()
    assert (await team.client.chat_postMessage(channel=team.general.id, text="x"))["ok"]

"""Allowances are a workspace's own, by method, and come back with time."""

from collections.abc import Awaitable

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.servers.slack.conftest import Team


async def limited(work: Awaitable[object]) -> int:
    """Return the seconds that a refusal asks to wait."""
    with pytest.raises(SlackApiError) as caught:
        await work
    assert (caught.value.response.status_code, caught.value.response["error"]) == (429, "ratelimited")
    return int(caught.value.response.headers["Retry-After"])


async def test_updates_are_fifty_a_minute_in_each_workspace(team: Team) -> None:
    posted = await team.client.chat_postMessage(channel=team.general.id, text="0")
    for number in range(50):
        await team.client.chat_update(channel=team.general.id, ts=posted["ts"], text=str(number))
        await team.clock.passes(0.5)
    update = {"channel": team.general.id, "ts": posted["ts"], "text": "last"}
    assert await limited(team.client.chat_update(**update)) == 35
    assert team.general.messages[posted["ts"]].text == "49"
    other = team.slack.workspace("T2")
    place = other.channel("general")
    client = AsyncWebClient(other.token.text, base_url=team.slack.api, retry_handlers=[])
    theirs = await client.chat_postMessage(channel=place.id, text="0")
    await client.chat_update(channel=place.id, ts=theirs["ts"], text="1")
    await team.clock.passes(35)
    await team.client.chat_update(**update)
    assert team.slack.limits.refused == 1


async def test_a_channel_takes_one_post_a_second_after_a_burst(team: Team) -> None:
    for _ in range(3):
        await team.client.chat_postMessage(channel=team.general.id, text="x")
    assert await limited(team.client.chat_postMessage(channel=team.general.id, text="x")) == 1
    await team.client.chat_postMessage(channel=team.ana.dm.id, text="elsewhere")
    await team.clock.passes(1)
    await team.client.chat_postMessage(channel=team.general.id, text="x")
    assert await limited(team.client.chat_postMessage(channel=team.general.id, text="x")) == 1
    team.slack.limits.is_on = False
    await team.client.chat_postMessage(channel=team.general.id, text="x")

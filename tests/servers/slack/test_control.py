"""The server as a process of its own, led over HTTP."""

import asyncio
import json
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import ClientSession
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient


class Remote:
    """The server's control, from outside."""

    def __init__(self, url: str, session: ClientSession) -> None:
        self._url = url
        self._session = session

    async def ask(self, verb: str, /, **query: str) -> Any:
        async with self._session.get(f"{self._url}/control/{verb}", params=query) as response:
            return await response.json()

    async def tell(self, verb: str, /, **said: object) -> Any:
        async with self._session.post(f"{self._url}/control/{verb}", json=said) as response:
            assert response.status == 200, await response.text()
            return await response.json()


@pytest.fixture
async def remote() -> AsyncIterator[Remote]:
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", "tests.servers.slack", "--port", "0", stdin=PIPE, stdout=PIPE)
    assert process.stdin is not None
    assert process.stdout is not None
    state = json.loads(await process.stdout.readline())
    async with ClientSession() as session:
        yield Remote(state["url"], session)
    process.stdin.close()
    assert await process.wait() == 0


async def test_another_process_sets_the_scene_spoils_and_looks(remote: Remote) -> None:
    users = [{"name": "ana", "tz": "Asia/Tokyo"}, {"name": "ben", "is_guest": True}]
    channels = [{"name": "general", "members": ["ana"], "is_private": True}]
    team = await remote.tell("workspaces", name="T9", users=users, channels=channels)
    api = (await remote.ask("state"))["api"]
    client = AsyncWebClient(team["token"], base_url=api, retry_handlers=[])
    await remote.tell("faults", plans=[{"method": "chat.postMessage", "fault": "internal_after"}])
    with pytest.raises(SlackApiError, match="internal_error"):
        await client.chat_postMessage(channel=team["channels"]["general"], text="stored all the same")
    (message,) = await remote.ask("messages", workspace="T9", channel="general")
    assert (message["user"], message["edits"][0]["text"]) == (team["bot"], "stored all the same")
    (call,) = await remote.ask("calls")
    assert (call["fault"], call["stored"]) == ("internal_after", message["ts"])
    delivery = await remote.tell("people", verb="types", workspace="T9", name="ana", channel="general", text="/recap @me")
    assert (delivery["is_taken"], delivery["payload"]["text"]) == (False, "@me")
    screen = await remote.ask("screen", workspace="T9", name="ana", channel="general")
    assert str(screen).splitlines()[0] == "recap: stored all the same"
    assert await remote.ask("violations") == {"violations": [], "intruders": 0}

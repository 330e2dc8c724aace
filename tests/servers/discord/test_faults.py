"""The plan of what goes wrong: by route and number, before or after it is stored; also from another process."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import discord
import pytest
from aiohttp import ClientError, ClientSession, ClientTimeout, ServerDisconnectedError

from tests.servers.discord.api import calling
from tests.servers.discord.conftest import Team
from tests.servers.discord.running import client, running
from tests.servers.discord.server import DiscordServer

SEND = "POST /channels/{channel_id}/messages"


async def test_a_fault_comes_at_its_turn_and_is_over(server: DiscordServer, team: Team) -> None:
    server.faults.add(SEND, "limited", nth=2, seconds=0.25, scope="shared")
    async with calling(server) as api:
        answers = [await api("POST", f"/channels/{team.channel.id}/messages", {"content": "x"}) for _ in range(3)]
    assert [answer.status for answer in answers] == [200, 429, 200]
    assert (answers[1].body["retry_after"], answers[1].headers["X-RateLimit-Scope"]) == (0.25, "shared")
    assert not server.buckets.invalid
    assert server.faults.done == [(SEND, "limited")]


@pytest.mark.parametrize(("does", "stored"), [("fails", 1), ("reply_lost", 1), ("request_lost", 0)])
async def test_an_ambiguous_outcome_leaves_what_it_says(server: DiscordServer, team: Team, does: Any, stored: int) -> None:
    server.faults.add(SEND, does, status=503)
    made = client()
    async with running(server, made):
        place = made.get_channel(team.channel.id)
        assert isinstance(place, discord.TextChannel)
        with pytest.raises((discord.DiscordServerError, ServerDisconnectedError)):
            await place.send("digest", nonce="n")
        assert len(team.channel.messages) == stored
        await place.send("digest", nonce="n")
    assert len(team.channel.messages) == 1


async def test_a_late_commit_comes_after_the_client_gave_up(server: DiscordServer, team: Team) -> None:
    server.faults.add(SEND, "late", seconds=0.1)
    url, headers = f"{server.url}/channels/{team.channel.id}/messages", {"Authorization": f"Bot {server.token}"}
    async with ClientSession(timeout=ClientTimeout(0.02)) as session:
        with pytest.raises(TimeoutError):
            await session.post(url, json={"content": "x"}, headers=headers)
    assert not team.channel.messages
    await server.until(lambda: team.channel.messages)


@pytest.mark.parametrize("code", [20028, 50001, 10003])
async def test_any_documented_code_can_be_planned(server: DiscordServer, team: Team, code: int) -> None:
    server.faults.add(SEND, "refused", code=code, seconds=3.0)
    async with calling(server) as api:
        assert (await api("POST", f"/channels/{team.channel.id}/messages", {"content": "x"})).code == code


async def test_a_share_of_the_calls_goes_wrong_the_same_on_every_run(server: DiscordServer) -> None:
    server.faults.add("GET *", "fails", times=1000, share=0.33, status=502)
    async with calling(server) as api:
        statuses = [(await api("GET", "/users/@me")).status for _ in range(45)]
    assert 8 <= statuses.count(502) <= 22


@asynccontextmanager
async def process(*words: str) -> AsyncIterator[tuple[dict[str, str], Any]]:
    """Start the server as others do; return where it is, and how to steer it."""
    made = await asyncio.create_subprocess_exec(sys.executable, "-m", "tests.servers.discord", *words, stdout=asyncio.subprocess.PIPE)
    assert made.stdout is not None
    told: dict[str, str] = json.loads(await made.stdout.readline())
    try:
        async with ClientSession() as session:

            async def do(deed: str, **said: Any) -> Any:
                async with session.post(told["control"], json={"do": deed, **said}) as response:
                    return await response.json() if response.status == 200 else await response.text()

            yield told, do
    finally:
        made.terminate()
        assert await made.wait() == 0


async def test_another_process_steers_it() -> None:
    async with process("--token", "t0ken", "ana") as (told, do), ClientSession() as session:
        said = await do("says", who="ana", where="general", text="<@bot> last week")
        assert said["mentions"] == ["@recap"]
        await do("fault", route=SEND, does="reply_lost")
        place = said["channel"]
        headers = {"Authorization": f"Bot {told['token']}"}
        with pytest.raises(ClientError):
            await session.post(f"{told['url']}/channels/{place}/messages", json={"content": "**week**"}, headers=headers)
        assert (await do("screen", who="ana", where="general"))["screen"].splitlines()[-1] == "  week"
        assert [one["edits"][0]["content"] for one in (await do("messages", where="general"))["messages"]][1:] == ["**week**"]
        assert (await do("mend"))["done"] == [[SEND, "reply_lost"]]
        assert (await do("advance", seconds=60))["now"] > said["edits"][0]["at"] + 60
        assert (await do("state"))["calls"][0]["route"] == SEND
        assert (await do("says", who="nobody", text="x")).startswith("IndexError")

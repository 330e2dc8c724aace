"""A gateway that will not stand still, and clients that do not keep to its rules."""

import asyncio
from collections import Counter
from typing import Any

import discord
import pytest
from discord import app_commands

from tests.servers.discord.api import calling, listening
from tests.servers.discord.clock import Clock
from tests.servers.discord.running import client, running
from tests.servers.discord.server import DiscordServer

FLAPS = ("drop", "reconnect", "resumable")


@pytest.mark.fault("F011")
async def test_interactions_amid_flaps_are_answered_once_each_with_one_identify(server: DiscordServer) -> None:
    server.guild("G", team=("ana",))
    channel, ana = server.channel("general"), server.who("ana")
    made = client()
    tree = app_commands.CommandTree(made)
    answered: Counter[int] = Counter()

    @tree.command(name="ping", description="Say that you live")
    async def ping(interaction: discord.Interaction) -> None:
        answered[interaction.id] += 1
        await interaction.response.defer(ephemeral=True)

    async with running(server, made):
        await tree.sync()
        server.gateway.script = {server.gateway.events + 5 * (number + 1): FLAPS[number % 3] for number in range(9)}
        used = []
        async with asyncio.timeout(10):
            for _ in range(60):
                used.append(await ana.uses("/ping", {}, channel))
                await used[-1].answered.wait()
        await server.until(lambda: len(server.gateway.resumes) == 9)
    assert all(one.was_sent and not one.refusals for one in used)
    assert answered == Counter(one.id for one in used)
    assert len(server.gateway.identifies) == 1


async def test_what_happens_while_nobody_listens_is_replayed_to_who_resumes_with_its_number(server: DiscordServer) -> None:
    server.guild("G", team=("ana",))
    channel, ana = server.channel("general"), server.who("ana")
    async with listening(server) as (say, hear):
        await hear()
        await say({"op": 2, "d": {"token": server.token, "intents": 1 << 9, "properties": {}}})
        ready = await hear()
        server.gateway.drop()  # closing politely would end the session
    await server.until(lambda: not server.gateway.live)
    for text in ("one", "two"):
        await ana.says(f"<@bot> {text}", channel)
    async with listening(server) as (say, hear):
        await hear()
        await say({"op": 6, "d": {"token": server.token, "session_id": ready["d"]["session_id"], "seq": ready["s"]}})
        heard = [await hear() for _ in range(3)]
    assert [(one["t"], one["s"]) for one in heard] == [("MESSAGE_CREATE", 2), ("MESSAGE_CREATE", 3), ("RESUMED", 4)]
    assert ready["d"]["resume_gateway_url"] == f"{server.gateway_url}resume"


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"op": 3, "d": {}}, 4003),
        ({"op": 99, "d": {}}, 4001),
        ({"op": 2, "d": {"token": "foreign", "intents": 1, "properties": {}}}, 4004),
        ({"op": 2, "d": {"token": None, "intents": 1 << 30, "properties": {}}}, 4013),
        ({"op": 2, "d": {"token": None, "intents": 1 << 1, "properties": {}}}, 4014),
        ({"op": 2, "d": {"token": None, "intents": 1, "properties": {}, "shard": [1, 1]}}, 4010),
    ],
)
async def test_who_does_not_keep_to_the_rules_is_closed_with_a_code(server: DiscordServer, said: dict[str, Any], code: int) -> None:
    server.guild("G")
    if "token" in said["d"]:
        said = {**said, "d": {**said["d"], "token": said["d"]["token"] or server.token}}
    async with listening(server) as (say, hear):
        await hear()
        await say(said)
        with pytest.raises(TypeError):
            await hear()
    assert server.gateway.closes == [code]


async def test_identifying_twice_sending_too_much_and_resuming_what_is_to_come_are_closed() -> None:
    async with DiscordServer(clock=Clock(1_790_000_000, passes=False), max_concurrency=9) as server:
        identify = {"op": 2, "d": {"token": server.token, "intents": 1, "properties": {}}}
        async with listening(server) as (say, hear):
            await hear()
            await say(identify)
            session = (await hear())["d"]["session_id"]
            await say(identify)
            await server.until(lambda: server.gateway.closes == [4005])
        async with listening(server) as (say, hear):
            await hear()
            await say({"op": 6, "d": {"token": server.token, "session_id": session, "seq": 99}})
            await server.until(lambda: server.gateway.closes == [4005, 4007])
        async with listening(server) as (say, hear):
            for _ in range(121):
                await say({"op": 1, "d": None})
            await server.until(lambda: server.gateway.closes == [4005, 4007, 4008])


async def test_a_session_that_was_left_for_long_or_closed_politely_is_not_resumed() -> None:
    clock = Clock(1_790_000_000, passes=False)
    async with DiscordServer(clock=clock, max_concurrency=9) as server:
        for wait, politely in ((121, False), (0, True)):
            async with listening(server) as (say, hear):
                await hear()
                await say({"op": 2, "d": {"token": server.token, "intents": 1, "properties": {}}})
                session = (await hear())["d"]["session_id"]
                if not politely:
                    server.gateway.drop()
                    await server.until(lambda: not server.gateway.live)
            await server.until(lambda: not server.gateway.live)
            clock.advance(wait)
            async with listening(server) as (say, hear):
                await hear()
                await say({"op": 6, "d": {"token": server.token, "session_id": session, "seq": 1}})
                assert (await hear())["op"] == 9


async def test_who_uses_up_the_starts_of_a_day_loses_the_token() -> None:
    async with DiscordServer(starts=1, max_concurrency=9) as server, calling(server) as api:
        for _ in range(2):
            async with listening(server) as (say, hear):
                await hear()
                await say({"op": 2, "d": {"token": server.token, "intents": 1, "properties": {}}})
                await server.until(lambda: server.gateway.live or server.gateway.closes)
        assert server.gateway.closes == [4004]
        assert (await api("GET", "/gateway/bot")).status == 401


async def test_each_shard_hears_of_its_servers() -> None:
    async with DiscordServer(shards=2, max_concurrency=2, clock=(clock := Clock())) as server:
        for name in ("one", "two", "three", "four"):
            server.guild(name)
            clock.advance(0.001)
        made = client()
        async with running(server, made):
            assert {one.name: one.shard_id for one in made.guilds} == {one.name: (one.id >> 22) % 2 for one in server.world.guilds.values()}
            assert len(server.gateway.identifies) == 2


async def test_a_gateway_that_is_away_comes_back(server: DiscordServer) -> None:
    server.guild("G")
    server.gateway.is_away = True
    async with calling(server) as api:
        assert (await api("GET", "/gateway/bot")).body["url"] == server.gateway_url
    with pytest.raises(Exception, match="503"):
        async with listening(server):
            pass


async def test_a_reply_that_rings_is_read_and_one_that_does_not_is_not(server: DiscordServer) -> None:
    server.guild("G", team=("ana",))
    channel, ana = server.channel("general"), server.who("ana")
    made = client()
    heard: asyncio.Queue[str] = asyncio.Queue()

    @made.event
    async def on_message(message: discord.Message) -> None:
        if message.author != made.user:
            heard.put_nowait(message.content)

    async with running(server, made):
        place = made.get_channel(channel.id)
        assert isinstance(place, discord.TextChannel)
        sent = channel.messages[(await place.send("recap")).id]
        await ana.replies(sent, "shorter")
        await ana.replies(sent, "hush", pings=False)
        assert [await asyncio.wait_for(heard.get(), 3) for _ in range(2)] == ["shorter", ""]
    assert server.unguarded == []


async def test_what_is_said_without_allowances_is_found(server: DiscordServer) -> None:
    server.guild("G", team=("ana",))
    channel = server.channel("general")
    async with calling(server) as api:
        await api("POST", f"/channels/{channel.id}/messages", {"content": "x", "allowed_mentions": {"parse": []}})
        await api("POST", f"/channels/{channel.id}/messages", {"content": "y"})
    assert [one.body["content"] for one in server.unguarded] == ["y"]

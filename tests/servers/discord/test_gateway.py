"""The gateway as discord.py lives through it: identify, resume, invalid sessions, zombies, and codes that end it."""

import asyncio

import discord
import pytest

from tests.servers.discord.api import listening
from tests.servers.discord.conftest import Team
from tests.servers.discord.running import client, running
from tests.servers.discord.server import DiscordServer

pytestmark = pytest.mark.usefixtures("team")


def heard_by(made: discord.Client) -> asyncio.Queue[str]:
    """Return what a client hears people say."""
    heard: asyncio.Queue[str] = asyncio.Queue()

    @made.event
    async def on_message(message: discord.Message) -> None:
        heard.put_nowait(message.content)

    return heard


@pytest.mark.parametrize("is_sharded", [True, False])
async def test_a_client_sees_its_servers_and_hears_who_speaks_to_it(server: DiscordServer, team: Team, *, is_sharded: bool) -> None:
    made = client(is_sharded=is_sharded)
    heard = heard_by(made)
    async with running(server, made):
        assert [(one.name, [channel.name for channel in one.text_channels]) for one in made.guilds] == [("G", ["general"])]
        await team.ana.says("<@bot> last week", team.channel)
        await team.ana.says("nobody's business", team.channel)
        await team.ana.says("alone with you", server.conversation(team.ana))
        assert [await heard.get() for _ in range(3)] == [f"<@{server.bot.id}> last week", "", "alone with you"]


async def test_a_token_that_was_not_issued_opens_nothing(server: DiscordServer) -> None:
    server.token = "somebody-else's"  # noqa: S105
    with pytest.raises(discord.LoginFailure):
        async with running(server, client()):
            pass
    assert server.intruders == 1


@pytest.mark.fault("F011")
async def test_a_lost_connection_is_resumed_and_what_was_missed_is_told_once(server: DiscordServer, team: Team) -> None:
    made = client()
    heard = heard_by(made)
    async with running(server, made):
        server.gateway.drop()
        await team.ana.says("<@bot> one", team.channel)
        await server.until(lambda: server.gateway.resumes and server.gateway.live)
        await team.ana.says("<@bot> two", team.channel)
        assert [(await heard.get()).partition(" ")[2] for _ in range(2)] == ["one", "two"]
    assert len(server.gateway.identifies) == 1


async def test_a_client_that_is_told_to_reconnect_resumes(server: DiscordServer) -> None:
    async with running(server, client()):
        await server.gateway.reconnect()
        await server.until(lambda: server.gateway.resumes and server.gateway.live)
    assert len(server.gateway.identifies) == 1


async def test_an_invalid_session_that_may_be_resumed_is(server: DiscordServer) -> None:
    async with running(server, client()):
        await server.gateway.invalidate(resumable=True)
        await server.until(lambda: server.gateway.resumes and server.gateway.live)
    assert len(server.gateway.identifies) == 1


async def test_an_invalid_session_that_is_gone_is_begun_anew(server: DiscordServer) -> None:
    made = client(is_sharded=False)
    server.gateway.starts.max_concurrency = 16
    async with running(server, made):
        await server.gateway.invalidate(resumable=False)
        await server.until(lambda: len(server.gateway.identifies) == 2 and server.gateway.live)
    assert server.gateway.resumes == []


async def test_a_zombie_is_left_and_resumed() -> None:
    async with DiscordServer(interval=0.05) as server:
        server.guild("G")
        async with running(server, client(heartbeat_timeout=0.2)):
            server.gateway.silence()
            await server.until(lambda: server.gateway.resumes and server.gateway.live)
        assert len(server.gateway.identifies) == 1


async def test_a_privileged_intent_that_is_not_on_closes_with_4014(server: DiscordServer) -> None:
    intents = discord.Intents(guilds=True, message_content=True)
    async with running(server, client(is_sharded=False, intents=intents)) as task:
        with pytest.raises(discord.PrivilegedIntentsRequired):
            await task
    assert server.gateway.closes == [4014]


async def test_with_the_intent_all_is_heard() -> None:
    async with DiscordServer(privileged=1 << 15) as server:
        server.guild("G")
        ana, channel = server.user("ana"), server.channel("general")
        made = client(intents=discord.Intents(guilds=True, guild_messages=True, message_content=True))
        heard = heard_by(made)
        async with running(server, made):
            await ana.says("to all", channel)
            assert await heard.get() == "to all"


async def test_who_identifies_too_often_at_once_is_sent_away(server: DiscordServer) -> None:
    async with running(server, client(is_sharded=False)), listening(server) as (say, hear):
        assert (await hear())["op"] == 10
        await say({"op": 2, "d": {"token": server.token, "intents": 1, "properties": {}}})
        assert await hear() == {"op": 9, "d": False, "s": None, "t": None}


async def test_the_last_start_of_a_day_is_counted() -> None:
    async with DiscordServer(starts=1) as server:
        server.guild("G")
        made = client()
        async with running(server, made):
            assert (await made.http.get_bot_gateway())[2]["remaining"] == 0

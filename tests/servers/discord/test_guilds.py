"""Servers: who is in them, who may read which channel, and what the gateway tells of changes."""

import asyncio

import discord
import pytest

from tests.servers.discord.api import calling
from tests.servers.discord.conftest import Team
from tests.servers.discord.permissions import bits, may
from tests.servers.discord.running import client, running
from tests.servers.discord.server import DiscordServer


async def test_a_server_is_described(server: DiscordServer, team: Team) -> None:
    ops = server.role("ops", can="manage_guild", is_mentionable=True)
    bob = server.user("bob", roles=[ops])
    path = f"/guilds/{team.guild.id}"
    async with calling(server) as api:
        assert (await api("GET", path)).body["name"] == "G"
        assert [one["name"] for one in (await api("GET", f"{path}/channels")).body] == ["general"]
        assert [one["name"] for one in (await api("GET", f"{path}/roles")).body] == ["@everyone", "ops"]
        assert (await api("GET", f"{path}/roles/{ops.id}")).body["mentionable"] is True
        assert (await api("GET", f"{path}/members/{bob.id}")).body["roles"] == [str(ops.id)]
        assert (await api("GET", f"{path}/members?limit=10")).code == 50001  # without the members' intent
        assert [one["name"] for one in (await api("GET", "/users/@me/guilds")).body] == ["G"]
        assert (await api("GET", f"/users/{bob.id}")).body["username"] == "bob"
        assert (await api("GET", f"/channels/{team.channel.id}")).body["name"] == "general"
        assert (await api("GET", f"{path}/threads/active")).body == {"threads": [], "members": [], "has_more": False}


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/guilds/1", 10004),
        ("/guilds/{guild}/members/1", 10013),
        ("/guilds/{guild}/members/{stranger}", 10007),
        ("/guilds/{guild}/roles/1", 10011),
        ("/channels/1", 10003),
        ("/users/1", 10013),
        ("/guilds/nonsense", 10004),
    ],
)
async def test_what_is_not_there_has_its_code(server: DiscordServer, team: Team, path: str, code: int) -> None:
    stranger = server.user("stranger")
    del team.guild.members[stranger.id]
    async with calling(server) as api:
        assert (await api("GET", path.format(guild=team.guild.id, stranger=stranger.id))).code == code


async def test_a_channel_for_some_is_read_by_those(server: DiscordServer, team: Team) -> None:
    ops = server.role("ops")
    bob, eve = server.user("bob", roles=[ops]), server.user("eve")
    closed = server.channel("closed", everyone_may_read=False, overwrites={ops: ("view_channel", ""), eve: ("view_channel", "")})
    assert [may(closed, one.user, "view_channel") for one in (team.ana, bob, eve)] == [False, True, True]
    await bob.says("hidden", closed)
    assert (team.ana.screen(closed), eve.screen(closed)) == ("", "Bob:\n  hidden")


async def test_a_manager_of_roles_sets_overwrites_and_nobody_else(server: DiscordServer, team: Team) -> None:
    path = f"/channels/{team.channel.id}/permissions/{team.guild.id}"
    body = {"type": 0, "allow": "0", "deny": str(bits("view_channel"))}
    async with calling(server) as api:
        assert (await api("PUT", path, body)).code == 50013
        managing = server.role("managing", can="manage_roles view_channel")
        team.guild.members[server.bot.id].roles.append(managing.id)
        assert (await api("PUT", path, body)).status == 204
        assert (await api("GET", f"/channels/{team.channel.id}")).code == 50001
        assert not may(team.channel, team.ana.user, "view_channel")


async def test_changes_are_told_as_they_happen(server: DiscordServer, team: Team) -> None:
    made = client()
    told: asyncio.Queue[str] = asyncio.Queue()
    for name in ("guild_channel_create", "guild_channel_update", "guild_channel_delete", "guild_role_create", "guild_join", "guild_remove"):

        async def hear(*_: object, name: str = name) -> None:
            told.put_nowait(name)

        setattr(made, f"on_{name}", hear)
    async with running(server, made):
        extra = server.channel("extra")
        server.allows(extra, team.guild.roles[team.guild.id], denied="view_channel")
        server.role("ops")
        server.removes(team.channel)
        other = server.guild("Other")
        server.leaves(server.bot, other)
        async with asyncio.timeout(5):
            heard = [await told.get() for _ in range(6)]
        assert [one.name for one in made.guilds] == ["G"]
    assert heard == [
        *("guild_channel_create", "guild_channel_update", "guild_role_create"),
        *("guild_channel_delete", "guild_join", "guild_remove"),
    ]
    assert isinstance(made, discord.AutoShardedClient)


async def test_a_message_can_be_deleted_under_our_hands(server: DiscordServer, team: Team) -> None:
    async with calling(server) as api:
        made = await api("POST", f"/channels/{team.channel.id}/messages", {"content": "x"})
        path = f"/channels/{team.channel.id}/messages/{made.body['id']}"
        await team.ana.deletes(team.channel.messages[int(made.body["id"])])
        assert (await api("PATCH", path, {"content": "y"})).code == 10008
        server.removes(team.channel)
        assert (await api("PATCH", path, {"content": "y"})).code == 10003

"""Commands: synced whole or one by one, everywhere or in a server, with ids and versions that tell what changed."""

from typing import Any

import pytest

from tests.servers.discord.api import calling
from tests.servers.discord.conftest import Team
from tests.servers.discord.permissions import bits
from tests.servers.discord.server import DiscordServer
from tests.servers.discord.test_interactions import ASK

PING = {"name": "ping", "description": "Say that you live"}


async def test_what_did_not_change_keeps_its_id_and_version(server: DiscordServer) -> None:
    path = f"/applications/{server.bot.id}/commands"
    async with calling(server) as api:
        first = (await api("PUT", path, [*ASK, PING])).body
        again = (await api("PUT", path, [*ASK, {**PING, "description": "Say it"}])).body
        assert [one["id"] for one in again] == [one["id"] for one in first]
        assert [one["version"] == other["version"] for one, other in zip(first, again, strict=True)] == [True, False]
        assert (await api("GET", path)).body == again
        assert (await api("PUT", path, ASK)).status == 429  # two in twenty seconds


async def test_one_is_made_changed_and_removed_in_a_server(server: DiscordServer, team: Team) -> None:
    path = f"/applications/{server.bot.id}/guilds/{team.guild.id}/commands"
    async with calling(server) as api:
        made: dict[str, Any] = (await api("POST", path, PING)).body
        assert made["guild_id"] == str(team.guild.id)
        assert (await api("POST", path, PING)).body == made
        changed = (await api("PATCH", f"{path}/{made['id']}", {"description": "Say it"})).body
        assert (changed["description"], changed["version"] > made["version"]) == ("Say it", True)
        assert (await api("GET", f"{path}/{made['id']}")).body == changed
        assert (await api("DELETE", f"{path}/{made['id']}")).status == 204
        assert (await api("GET", f"{path}/{made['id']}")).code == 10063
        assert (await api("GET", f"/applications/{server.bot.id}/commands")).body == []
        assert (await api("GET", f"/applications/{server.bot.id}/guilds/1/commands")).code == 50001


async def test_a_command_of_a_server_is_told_with_it(server: DiscordServer, team: Team) -> None:
    async with calling(server) as api:
        await api("PUT", f"/applications/{server.bot.id}/guilds/{team.guild.id}/commands", ASK)
    used = await team.ana.uses("/recap ask", {"question": "x", "who": team.ana, "when": "today"}, team.channel)
    assert used.data["guild_id"] == str(team.guild.id)
    assert used.data["options"] == [
        {
            "name": "ask",
            "type": 1,
            "options": [
                {"name": "question", "type": 3, "value": "x"},
                {"name": "when", "type": 3, "value": "today"},
                {"name": "who", "type": 6, "value": str(team.ana.id)},
            ],
        }
    ]
    assert used.data["resolved"]["users"][str(team.ana.id)]["username"] == "ana"


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ({}, [True, True, True]),
        ({"contexts": [0]}, [True, True, False]),
        ({"contexts": [1]}, [False, False, True]),
        ({"default_member_permissions": bits("manage_guild")}, [False, True, True]),
    ],
)
async def test_a_client_offers_a_command_only_where_and_to_whom_it_is_meant(
    server: DiscordServer, team: Team, words: dict[str, Any], offered: list[bool]
) -> None:
    boss = server.user("boss", roles=[server.role("managing", can="manage_guild")])
    async with calling(server) as api:
        await api("PUT", f"/applications/{server.bot.id}/commands", [{**PING, **words}])
    seen = []
    for person, channel in ((team.ana, team.channel), (boss, team.channel), (boss, None)):
        try:
            await person.uses("/ping", {}, channel)
            seen.append(True)
        except AssertionError:
            seen.append(False)
    assert seen == offered

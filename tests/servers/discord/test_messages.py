"""Messages over HTTP: nonces, history, permissions, and each code that is documented for them."""

import pytest

from tests.servers.discord.api import calling
from tests.servers.discord.clock import Clock
from tests.servers.discord.conftest import Team
from tests.servers.discord.nouns import Overwrite
from tests.servers.discord.permissions import bits
from tests.servers.discord.server import DiscordServer


async def test_a_nonce_makes_one_message_for_some_minutes() -> None:
    clock = Clock(1_790_000_000, passes=False)
    async with DiscordServer(clock=clock) as server, calling(server) as api:
        server.guild("G")
        path = f"/channels/{server.channel('general').id}/messages"
        body = {"content": "digest", "nonce": "a" * 25, "enforce_nonce": True}
        first, again = await api("POST", path, body), await api("POST", path, {**body, "content": "other"})
        assert (again.status, again.body["id"], again.body["content"]) == (200, first.body["id"], "digest")
        clock.advance(299)
        assert (await api("POST", path, body)).body["id"] == first.body["id"]
        clock.advance(2)
        assert (await api("POST", path, body)).body["id"] != first.body["id"]


async def test_without_enforcement_a_nonce_makes_nothing_single(server: DiscordServer, team: Team) -> None:
    async with calling(server) as api:
        for _ in range(2):
            await api("POST", f"/channels/{team.channel.id}/messages", {"content": "x", "nonce": "n"})
    assert len(team.channel.messages) == 2


async def test_history_is_read_in_pages_from_both_ends(server: DiscordServer, team: Team) -> None:
    ids = [(await team.ana.says(f"<@bot> {number}", team.channel)).id for number in range(6)]
    path = f"/channels/{team.channel.id}/messages"

    async with calling(server) as api:

        async def page(query: str) -> list[int]:
            return [ids.index(int(one["id"])) for one in (await api("GET", f"{path}?{query}")).body]

        assert await page("limit=2") == [5, 4]
        assert await page(f"limit=2&before={ids[3]}") == [2, 1]
        assert await page(f"limit=2&after={ids[1]}") == [3, 2]
        assert await page(f"limit=3&around={ids[2]}") == [3, 2, 1]
        assert (await api("GET", f"{path}?limit=101")).code == 50035
        server.violations.clear()


async def test_what_others_wrote_is_read_only_where_the_bot_is_named(server: DiscordServer, team: Team) -> None:
    for text in ("<@bot> yes", "no"):
        await team.ana.says(text, team.channel)
    async with calling(server) as api:
        found = (await api("GET", f"/channels/{team.channel.id}/messages")).body
    assert [bool(one["content"]) for one in found] == [False, True]


@pytest.mark.fault("F106")
@pytest.mark.parametrize(
    ("denied", "body", "code"),
    [
        ("view_channel", {"content": "x"}, 50001),
        ("send_messages", {"content": "x"}, 50013),
        ("embed_links", {"embeds": [{"description": "x"}]}, 50013),
        ("read_message_history", {"content": "x", "message_reference": {"message_id": 1}}, 160002),
        ("kick_members", {}, 50006),
        ("kick_members", {"content": "x", "message_reference": {"message_id": 1}}, 50035),
    ],
)
async def test_a_missing_permission_is_refused(server: DiscordServer, team: Team, denied: str, body: object, code: int) -> None:
    team.channel.overwrites[server.bot.id] = Overwrite(server.bot.id, 1, deny=bits(denied))
    async with calling(server) as api:
        assert (await api("POST", f"/channels/{team.channel.id}/messages", body)).code == code
    server.violations.clear()


@pytest.mark.fault("F106")
async def test_what_is_not_there_is_unknown(server: DiscordServer, team: Team) -> None:
    said = await team.ana.says("mine", team.channel)
    async with calling(server) as api:
        assert (await api("POST", "/channels/1/messages", {"content": "x"})).code == 10003
        assert (await api("PATCH", f"/channels/{team.channel.id}/messages/1", {"content": "x"})).code == 10008
        assert (await api("PATCH", f"/channels/{team.channel.id}/messages/{said.id}", {"content": "x"})).code == 50005
        assert (await api("DELETE", f"/channels/{team.channel.id}/messages/{said.id}")).code == 50013
        made = await api("POST", f"/channels/{team.channel.id}/messages", {"content": "x"})
        mine = f"/channels/{team.channel.id}/messages/{made.body['id']}"
        assert (await api("PATCH", mine, {"content": ""})).code == 50006
        assert (await api("DELETE", mine)).status == 204
        assert (await api("PATCH", mine, {"content": "y"})).code == 10008


@pytest.mark.fault("F108")
async def test_somebody_who_takes_no_messages_gets_none(server: DiscordServer, team: Team) -> None:
    team.ana.user.takes_dms = False
    async with calling(server) as api:
        opened = await api("POST", "/users/@me/channels", {"recipient_id": str(team.ana.id)})
        refused = await api("POST", f"/channels/{opened.body['id']}/messages", {"content": "x"})
        assert (refused.status, refused.code) == (403, 50007)
        team.ana.user.takes_dms = True
        assert (await api("POST", f"/channels/{opened.body['id']}/messages", {"content": "x"})).status == 200


@pytest.mark.fault("F110")
async def test_an_archived_thread_opens_by_a_message_unless_it_is_locked(server: DiscordServer, team: Team) -> None:
    thread = server.thread("talk", team.channel)
    async with calling(server) as api:
        made = await api("POST", f"/channels/{thread.id}/messages", {"content": "x"})
        thread.is_archived = True
        assert (await api("PATCH", f"/channels/{thread.id}/messages/{made.body['id']}", {"content": "y"})).code == 50083
        thread.is_locked = True
        assert (await api("POST", f"/channels/{thread.id}/messages", {"content": "x"})).code == 50083
        thread.is_locked = False
        assert (await api("POST", f"/channels/{thread.id}/messages", {"content": "x"})).status == 200
        assert not thread.is_archived


@pytest.mark.fault("F106")
async def test_old_messages_are_seldom_edited() -> None:
    clock = Clock(1_790_000_000, passes=False)
    async with DiscordServer(clock=clock) as server, calling(server) as api:
        server.guild("G")
        path = f"/channels/{server.channel('general').id}/messages"
        path = f"{path}/{(await api('POST', path, {'content': 'x'})).body['id']}"
        clock.advance(3601)
        assert [(await api("PATCH", path, {"content": str(number)})).status for number in range(3)] == [200] * 3
        refused = await api("PATCH", path, {"content": "more"})
        assert (refused.status, refused.code, refused.body["retry_after"]) == (429, 30046, 20.0)

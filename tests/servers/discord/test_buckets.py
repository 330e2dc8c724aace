"""Rate limits: buckets with their headers, the global limit, and the ban of those who are refused too often."""

import asyncio

import discord
import pytest

from tests.servers.discord.api import calling
from tests.servers.discord.buckets import INVALID
from tests.servers.discord.clock import Clock
from tests.servers.discord.conftest import Team
from tests.servers.discord.running import client, running
from tests.servers.discord.server import DiscordServer


@pytest.fixture
def clock() -> Clock:
    return Clock(1_790_000_000, passes=False)


async def test_a_bucket_counts_down_and_then_refuses_for_that_channel_alone(clock: Clock) -> None:
    async with DiscordServer(clock=clock) as server, calling(server) as api:
        server.guild("G")
        one, other = (f"/channels/{server.channel(name).id}/messages" for name in ("one", "other"))
        answers = [await api("POST", one, {"content": "x"}) for _ in range(6)]
        assert [answer.headers["X-RateLimit-Remaining"] for answer in answers] == ["4", "3", "2", "1", "0", "0"]
        refused = answers[-1]
        assert (refused.status, refused.body["retry_after"], refused.body["global"]) == (429, 5.0, False)
        assert (refused.headers["Retry-After"], refused.headers["X-RateLimit-Scope"], refused.headers["X-RateLimit-Reset-After"]) == (
            *("5.000", "user"),
            "5.000",
        )
        assert (await api("POST", other, {"content": "x"})).status == 200
        clock.advance(5)
        assert (await api("POST", one, {"content": "x"})).status == 200


async def test_fifty_a_second_in_all_but_interactions_are_not_counted(clock: Clock) -> None:
    async with DiscordServer(clock=clock) as server, calling(server) as api:
        server.buckets.limits["GET /users/@me"] = (1000, 1.0)
        assert {(await api("GET", "/users/@me")).status for _ in range(50)} == {200}
        refused = await api("GET", "/users/@me")
        assert (refused.status, refused.body["global"], refused.headers["X-RateLimit-Global"]) == (429, True, "true")
        assert (await api("POST", "/interactions/1/x/callback", {"type": 5})).code == 10062
        clock.advance(1)
        assert (await api("GET", "/users/@me")).status == 200


async def test_who_is_refused_too_often_is_not_answered_any_more(clock: Clock) -> None:
    async with DiscordServer(clock=clock) as server, calling(server) as api:
        server.buckets.invalid.extend([clock()] * (INVALID[0] - 1))
        assert (await api("GET", "/users/@me", token="foreign")).status == 401  # noqa: S106
        banned = await api("GET", "/users/@me")
        assert (banned.status, banned.body, "Via" in banned.headers) == (429, "error code: 1015", False)
        clock.advance(INVALID[1])
        assert (await api("GET", "/users/@me")).status == 200


async def test_discord_py_waits_as_long_as_it_is_told(team: Team) -> None:
    async with DiscordServer(haste=50.0) as server:
        server.guild("G")
        channel = server.channel("general")
        made = client()
        async with running(server, made):
            place = made.get_channel(channel.id)
            assert isinstance(place, discord.TextChannel)
            await asyncio.gather(*(place.send(str(number)) for number in range(12)))
    assert len(channel.messages) == 12
    assert {call.status for call in server.calls} == {200}
    assert team.channel.messages == {}

"""Limits: what is too long or too much is refused at its place, and remembered as a violation."""

import asyncio
from typing import Any

import pytest

from tests.servers.discord import schema
from tests.servers.discord.api import calling
from tests.servers.discord.conftest import Team
from tests.servers.discord.server import DiscordServer
from tests.servers.discord.test_interactions import ASK

V2 = 1 << 15


def button(name: object, **words: Any) -> dict[str, Any]:
    return {"type": 2, "style": 1, "label": f"b{name}", "custom_id": f"c{name}", **words}


def rows(count: int, size: int = 1) -> list[dict[str, Any]]:
    return [{"type": 1, "components": [button((row, one)) for one in range(size)]} for row in range(count)]


def displays(*texts: str) -> list[dict[str, Any]]:
    return [{"type": 10, "content": text} for text in texts]


def field(name: str, **words: Any) -> dict[str, Any]:
    return {"type": 1, "components": [{"type": 4, "custom_id": name, "style": 1, **words}]}


def option(name: str, **words: Any) -> dict[str, Any]:
    return {"type": 3, "name": name, "description": "d", **words}


GOOD: list[dict[str, Any]] = [
    {"content": "x" * 2000},
    {"embeds": [{"title": "t" * 256, "description": "d" * 4096}]},
    {"embeds": [{"description": "d" * 600} for _ in range(10)]},
    {"embeds": [{"fields": [{"name": "n", "value": "v" * 200} for _ in range(25)]}]},
    {"content": "x", "components": rows(5, 5)},
    {"content": "x", "components": [{"type": 1, "components": [{"type": 2, "style": 5, "label": "go", "url": "https://git.example/x"}]}]},
    {"flags": V2, "components": displays("x" * 2000, "y" * 2000)},
    {"flags": V2, "components": [{"type": 17, "components": displays(*["x"] * 39)}]},
]
BAD: list[tuple[dict[str, Any], str]] = [
    ({"content": "x" * 2001}, "content"),
    ({"content": "x", "nonce": "n" * 26}, "nonce"),
    ({"embeds": [{"description": "d" * 4097}]}, "embeds.0.description"),
    ({"embeds": [{"title": "t" * 257}]}, "embeds.0.title"),
    ({"embeds": [{"description": "d" * 601} for _ in range(10)]}, "embeds"),
    ({"embeds": [{"description": "d"} for _ in range(11)]}, "embeds"),
    ({"embeds": [{"fields": [{"name": "n", "value": "v" * 1025}]}]}, "embeds.0.fields.0.value"),
    ({"embeds": [{"fields": [{"name": "n", "value": "v"} for _ in range(26)]}]}, "embeds.0.fields"),
    ({"content": "x", "components": rows(6)}, "components"),
    ({"content": "x", "components": rows(1, 6)}, "components.0.components"),
    ({"content": "x", "components": rows(1) * 2}, "components"),
    ({"content": "x", "components": [{"type": 1, "components": [button(1, custom_id="c" * 101)]}]}, "components.0.components.0.custom_id"),
    ({"content": "x", "components": [{"type": 1, "components": [button(1, label="l" * 81)]}]}, "components.0.components.0.label"),
    ({"content": "x", "components": [{"type": 1, "components": [button(1, url="https://x.example")]}]}, "components"),
    ({"content": "x", "components": displays("only in V2")}, "components.0.type"),
    ({"flags": V2, "content": "x", "components": displays("x")}, "content"),
    ({"flags": V2, "components": displays("x" * 2000, "y" * 2001)}, "components"),
    ({"flags": V2, "components": [{"type": 17, "components": displays(*["x"] * 40)}]}, "components"),
]
needs_description = pytest.mark.skipif(not schema.DESCRIPTION.exists(), reason="no published description in ../shared/specs")


@needs_description
@pytest.mark.parametrize("body", GOOD)
async def test_a_message_at_its_limit_is_taken(server: DiscordServer, team: Team, body: dict[str, Any]) -> None:
    async with calling(server) as api:
        answer = await api("POST", f"/channels/{team.channel.id}/messages", body)
    assert answer.status == 200, answer.body


@needs_description
@pytest.mark.fault("F103")
@pytest.mark.parametrize(("body", "place"), BAD)
async def test_a_message_beyond_its_limit_is_refused_where_it_is_too_much(
    server: DiscordServer, team: Team, body: dict[str, Any], place: str
) -> None:
    async with calling(server) as api:
        answer = await api("POST", f"/channels/{team.channel.id}/messages", body)
    assert (answer.status, answer.code) == (400, 50035)
    at = answer.body["errors"]
    for step in place.split("."):
        at = at[step]
    assert at["_errors"][0].keys() == {"code", "message"}
    assert server.violations
    assert not team.channel.messages
    server.violations.clear()


@needs_description
@pytest.mark.parametrize(
    ("kind", "data"),
    [
        (9, {"custom_id": "f", "title": "t" * 46, "components": [field("a", label="l")]}),
        (9, {"custom_id": "f", "title": "t", "components": [field("a")]}),
        (9, {"custom_id": "f", "title": "t", "components": [field("a", label="l" * 46)]}),
        (9, {"custom_id": "f", "title": "t", "components": [field("a", label="l", value="v" * 4001)]}),
        (9, {"custom_id": "f", "title": "t", "components": [field(f"a{one}", label="l") for one in range(6)]}),
        (4, {"content": "x" * 2001}),
        (8, {"choices": []}),
        (6, None),
    ],
)
async def test_an_answer_that_does_not_fit_can_be_given_again(server: DiscordServer, team: Team, kind: int, data: Any) -> None:
    async with calling(server) as api:
        await api("PUT", f"/applications/{server.bot.id}/commands", ASK)
        used = await team.ana.uses("/recap ask", {"question": "x"}, team.channel)
        assert (await api.answers(used, kind, data)).code == 50035
        assert (await api.answers(used, 5)).status == 204
    server.violations.clear()


@needs_description
@pytest.mark.parametrize(("size", "status"), [(25, 204), (26, 400)])
async def test_a_completion_has_25_choices(server: DiscordServer, team: Team, size: int, status: int) -> None:
    async with calling(server) as api:
        await api("PUT", f"/applications/{server.bot.id}/commands", ASK)
        typing = asyncio.create_task(team.ana.types("/recap ask", "when", "l", team.channel))
        await server.until(lambda: server.world.interactions)
        used = next(iter(server.world.interactions.values()))
        choices = [{"name": f"n{one}", "value": "v"} for one in range(size)]
        assert (await api.answers(used, 8, {"choices": choices})).status == status
        await api.answers(used, 8, {"choices": choices[:1]})
        assert len(await typing) == (25 if size == 25 else 1)
    server.violations.clear()


@needs_description
@pytest.mark.parametrize(
    "command",
    [
        {"name": "Recap", "description": "d"},
        {"name": "re cap", "description": "d"},
        {"name": "r" * 33, "description": "d"},
        {"name": "recap"},
        {"name": "recap", "description": "d" * 101},
        {"name": "recap", "description": "d", "options": [option("Q")]},
        {"name": "recap", "description": "d", "options": [option("a"), option("b", required=True)]},
        {
            "name": "recap",
            "description": "d",
            "options": [option(f"o{one}", choices=[{"name": "n" * 99, "value": "v" * 99}] * 2) for one in range(25)],
        },
    ],
)
async def test_a_command_that_breaks_the_rules_is_refused(server: DiscordServer, command: dict[str, Any]) -> None:
    async with calling(server) as api:
        assert (await api("POST", f"/applications/{server.bot.id}/commands", command)).code == 50035
    server.violations.clear()


async def test_a_violation_fails_the_test_that_made_it() -> None:
    async def careless() -> None:
        async with DiscordServer() as server, calling(server) as api:
            server.guild("G")
            await api("POST", f"/channels/{server.channel('general').id}/messages", {"content": "x" * 2001})

    with pytest.raises(AssertionError, match="content"):
        await careless()

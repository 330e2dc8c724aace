"""What a client shows: markdown rendered, names for ids; and what of a message rings, leads somewhere or unfurls."""

from typing import Any

import pytest

from tests.servers.discord.api import calling
from tests.servers.discord.conftest import Team
from tests.servers.discord.nouns import Message
from tests.servers.discord.screen import rendered
from tests.servers.discord.server import DiscordServer


async def posted(server: DiscordServer, team: Team, body: dict[str, Any]) -> Message:
    async with calling(server) as api:
        answer = await api("POST", f"/channels/{team.channel.id}/messages", body)
    assert answer.status == 200, answer.body
    return team.channel.messages[int(answer.body["id"])]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("**bold** *it* __under__ ~~gone~~ ||hidden||", "bold it under gone hidden"),
        ("snake_case_name and 2 * 3", "snake_case_name and 2  3"),
        ("# Week\n- one\n-# small", "Week\n• one\nsmall"),
        ("`**raw** @everyone`", "**raw** @everyone"),
        ("```py\nx = '<@1>'\n```", "x = '<@1>'"),
        (r"\*not bold\* \[no\](https\://x.example)", "*not bold* [no](https://x.example)"),
        ("[words](https://a.example/b)", "words (https://a.example/b)"),
        ("[words](<https://a.example/b>)", "words (https://a.example/b)"),
        ("[https://good.example](https://bad.example)", "[https://good.example](https://bad.example)"),
        ("<t:1790000000:R>", "2026-09-21 14:13"),
        ("</recap ask:5>", "/recap ask"),
        ("<:party:5>", ":party"),
        ("<@1> <#2>", "@unknown-user #unknown"),
    ],
)
async def test_markdown_is_shown_as_it_is_read(team: Team, text: str, shown: str) -> None:
    assert rendered(text, team.channel) == shown


@pytest.mark.fault("F161")
@pytest.mark.parametrize(
    ("allowed", "rings"),
    [
        (None, ("@everyone", "@ana", "@&ops")),
        ({"parse": []}, ()),
        ({"parse": ["users"]}, ("@ana",)),
        ({"parse": ["everyone"]}, ("@everyone",)),
        ({"parse": ["roles"]}, ("@&ops",)),
    ],
)
async def test_a_mention_rings_only_as_its_author_allowed(
    server: DiscordServer, team: Team, allowed: object, rings: tuple[str, ...]
) -> None:
    ops = server.role("ops", is_mentionable=True)
    team.guild.roles[team.guild.id].permissions |= 1 << 17
    text = f"@everyone <@{team.ana.id}> <@&{ops.id}>"
    message = await posted(server, team, {"content": text, **({"allowed_mentions": allowed} if allowed else {})})
    assert message.mentions == rings
    assert message.alive.pills == (f"@{team.ana.id}", f"@&{ops.id}")


@pytest.mark.fault("F161")
async def test_everybody_is_rung_only_with_the_permission_and_not_from_code_or_embeds(server: DiscordServer, team: Team) -> None:
    assert (await posted(server, team, {"content": "@everyone"})).mentions == ()
    team.guild.roles[team.guild.id].permissions |= 1 << 17
    assert (await posted(server, team, {"content": "@everyone"})).mentions == ("@everyone",)
    assert (await posted(server, team, {"content": "`@everyone`"})).mentions == ()
    assert (await posted(server, team, {"content": "@\u200beveryone"})).mentions == ()
    assert (await posted(server, team, {"embeds": [{"description": f"@everyone <@{team.ana.id}>"}]})).mentions == ()


async def test_an_edit_without_allowances_rings_again(server: DiscordServer, team: Team) -> None:
    message = await posted(server, team, {"content": "x", "allowed_mentions": {"parse": []}})
    async with calling(server) as api:
        await api("PATCH", f"/channels/{team.channel.id}/messages/{message.id}", {"content": f"<@{team.ana.id}>"})
    assert message.mentions == ("@ana",)


async def test_a_reply_rings_its_author_unless_that_was_switched_off(server: DiscordServer, team: Team) -> None:
    said = await team.ana.says("<@bot> hi", team.channel)
    reference = {"message_id": str(said.id)}
    assert (await posted(server, team, {"content": "x", "message_reference": reference})).mentions == ("@ana",)
    quiet = {"content": "x", "message_reference": reference, "allowed_mentions": {"parse": []}}
    assert (await posted(server, team, quiet)).mentions == ()
    assert team.ana.screen(team.channel).endswith("> Ana: @Recap hi\nRecap:\n  x")


@pytest.mark.parametrize(
    ("body", "links", "unfurls"),
    [
        ({"content": "see https://a.example/x."}, ("https://a.example/x",), ("https://a.example/x",)),
        ({"content": "see <https://a.example/x>"}, ("https://a.example/x",), ()),
        ({"content": "[x](https://a.example/x)"}, ("https://a.example/x",), ("https://a.example/x",)),
        ({"content": "[x](<https://a.example/x>)"}, ("https://a.example/x",), ()),
        ({"content": "https://a.example/x", "flags": 4}, ("https://a.example/x",), ()),
        ({"content": "`https://a.example/x`"}, (), ()),
        ({"content": "discord.gg/abc"}, ("https://discord.gg/abc",), ("https://discord.gg/abc",)),
        (
            {"embeds": [{"description": "[x](https://a.example/x)", "url": "https://b.example"}]},
            ("https://a.example/x", "https://b.example"),
            (),
        ),
        ({"flags": 1 << 15, "components": [{"type": 10, "content": "https://a.example/x"}]}, ("https://a.example/x",), ()),
        (
            {
                "content": "x",
                "components": [{"type": 1, "components": [{"type": 2, "style": 5, "label": "go", "url": "https://c.example"}]}],
            },
            ("https://c.example",),
            (),
        ),
    ],
)
async def test_links_are_found_and_those_that_unfurl(
    server: DiscordServer, team: Team, body: dict[str, Any], links: tuple[str, ...], unfurls: tuple[str, ...]
) -> None:
    message = await posted(server, team, body)
    assert (message.links, message.unfurls) == (links, unfurls)


async def test_a_masked_link_is_told_with_its_words(server: DiscordServer, team: Team) -> None:
    message = await posted(server, team, {"content": "[**Fix** login](https://a.example/x) and https://b.example"})
    assert message.alive.masked == (("Fix login", "https://a.example/x"),)


async def test_components_and_embeds_are_shown_in_their_order(server: DiscordServer, team: Team) -> None:
    go, off = {"type": 2, "style": 5, "label": "Open", "url": "https://a.example"}, {"type": 2, "style": 1, "label": "No", "custom_id": "n"}
    section = {"type": 9, "components": [{"type": 10, "content": "**Ana**"}], "accessory": {**off, "custom_id": "m", "disabled": True}}
    menu = {"type": 3, "custom_id": "s", "options": [{"label": "A", "value": "a", "default": True}]}
    parts = [{"type": 17, "components": [section, {"type": 14}, {"type": 1, "components": [go, off]}, {"type": 1, "components": [menu]}]}]
    await posted(server, team, {"flags": 1 << 15, "components": parts})
    embed = {"title": "Week", "description": "**did**", "fields": [{"name": "Next", "value": "x"}], "footer": {"text": "17 facts"}}
    await posted(server, team, {"content": "see https://a.example", "embeds": [embed]})
    assert team.ana.screen(team.channel).splitlines() == [
        *("Recap:", "  Ana", "  [No, off]", "  ---", "  [Open -> https://a.example] [No]", "  [A v]"),
        *("Recap:", "  see https://a.example", "  | Week", "  | did", "  | Next: x", "  | 17 facts", "  [preview of https://a.example]"),
    ]

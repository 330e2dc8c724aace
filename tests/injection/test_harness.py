"""The harness sees what is alive: it fails on every guard that is taken away, and on messages that do what they should not."""

import re
from types import ModuleType

import pytest

from adapters.discord import blocks as discord_blocks
from adapters.discord import markup as discord_markup
from adapters.slack import blocks as slack_blocks
from adapters.slack import markup as slack_markup
from core.model import By
from core.reading import inert
from tests.core.telling.orders import TRUE
from tests.injection.judge import in_discord, in_slack
from tests.injection.payloads import ATTACKS
from tests.injection.rendering import PLATFORMS, page, snapshots
from tests.servers.discord import DiscordServer
from tests.servers.slack import SlackServer

_NEVER = re.compile(r"(?!)")


def _plain(text: str, *_: object, **__: object) -> str:
    return text


@pytest.mark.parametrize(
    ("platform", "module", "name", "broken"),
    [
        ("slack", slack_blocks, "escaped", _plain),
        ("slack", slack_blocks, "plain", lambda text: {"type": "mrkdwn", "text": text}),
        ("slack", slack_markup, "_ADDRESS", _NEVER),
        ("slack", slack_markup, "_NAME", _NEVER),
        ("discord", discord_markup, "escaped", _plain),
        ("discord", discord_markup, "_SPECIAL", _NEVER),
        ("discord", discord_markup, "_LEADING", _NEVER),
        ("discord", discord_markup, "_NAME", _NEVER),
        ("discord", discord_markup, "_ADDRESS", _NEVER),
        ("discord", discord_markup, "_INVITE", _NEVER),
        ("discord", discord_markup, "linked", lambda text, _: iter([(text, "https://evil.example")])),
        ("discord", discord_blocks, "clipped", _plain),
        ("slack", inert, "_HIDDEN", _NEVER),
        ("discord", inert, "_HIDDEN", _NEVER),
    ],
)
async def test_without_a_guard_something_is_alive(
    platform: str, module: ModuleType, name: str, broken: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    (recap,) = [one async for one in snapshots("Tidy", "title", "", end=0)][-1:]
    show = PLATFORMS[platform]
    monkeypatch.setattr(module, name, broken)
    assert any(show(page(recap, attack)) for attack in ATTACKS)


async def test_what_a_model_says_truly_is_shown_among_all_that_it_may_not() -> None:
    told = "\n".join([*(f"[W2] {attack}" for attack in ATTACKS), f"[W1] {TRUE}"])
    shown = [one async for one in snapshots("Tidy", "title", told)]
    assert [bullet.text.startswith(TRUE) for bullet in shown[-1].bullets if bullet.by is By.MODEL] == [True]


async def test_every_state_of_a_message_in_slack_is_judged() -> None:
    async with SlackServer() as server:
        acme = server.workspace("T0ACME")
        ana = acme.user("ana")
        dev = acme.channel("dev", members=[ana])
        for text in ("<!channel>", f"{ana.mention} x", "https://evil.example", "x <https://evil.example|github.com>", "a\u202eb"):
            message = ana.wrote("x", dev)
            assert in_slack(message) == []
            message.edits[:0] = [type(message.now)(0.0, text)]
            assert in_slack(message)


@pytest.mark.parametrize("text", ["@everyone", "<@1>", "https://evil.example", "[x](<https://evil.example>)", "# x", "`x`", "discord.gg/x"])
async def test_every_state_of_a_message_in_discord_is_judged(text: str) -> None:
    async with DiscordServer() as server:
        server.guild("Acme")
        general, ana = server.channel("general"), server.user("ana")
        quiet = {"parse": [], "replied_user": False}
        message = server.world.post(general, ana.user, {"content": "x", "allowed_mentions": quiet})
        assert in_discord(message) == []
        message.edits[:0] = [type(message.now)(0.0, text, allowed_mentions=quiet)]
        assert in_discord(message)

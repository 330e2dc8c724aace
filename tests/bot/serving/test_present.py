"""A platform that is away holds no other one up, and health says so until it is there."""

import asyncio
import json
import socket
from dataclasses import replace
from pathlib import Path

import pytest

from bot.environment.settings import Discord
from bot.serving.present import Chats
from bot.serving.roles import Role
from bot.serving.serving import serving
from core.errors import TransientError
from core.model import Secret
from tests.bot.office import office
from tests.bot.process import becomes, status, text
from tests.servers.discord import DiscordServer
from tests.servers.slack.faults import Fault
from tests.store import Server


async def test_slack_that_is_away_does_not_hold_discord_up(server: Server, tmp_path: Path) -> None:
    back = asyncio.Event()
    async with office(server, tmp_path) as acme, DiscordServer(haste=50.0) as discord:
        discord.guild("Acme")
        ana, general = discord.user("ana"), discord.channel("general")
        tokens = Discord(token=Secret(discord.token), url=discord.url)
        web = replace(acme.settings.web, health_token=Secret("a token"))
        settings = replace(acme.settings, discord=tokens, web=web)
        acme.slack.faults.plan("auth.test", Fault.PAGE, times=2)
        async with serving(settings, acme.files, tell=acme.told.append, sleep=lambda _: back.wait()) as bot:
            assert bot.parts == ("web", "slack", "discord", "standups", "turns")
            await discord.until(lambda: any(discord.world.commands.values()))
            await ana.uses("/recap ask", {"question": "last 3 days"}, general)
            await discord.until(lambda: "Link an account first" in ana.screen(general))

            assert await status(f"{bot.doors.pages}/readyz") == 503
            checks = json.loads(await text(f"{bot.doors.pages}/health/detailed", token="a token"))["checks"]  # noqa: S106
            assert (checks["discord"]["status"], checks["slack"]["status"]) == ("ok", "failed")
            assert checks["slack"]["why"] in acme.told[0]

            back.set()
            await acme.ana.types("/recap accounts", acme.dev)
            screen = acme.ana.screen(acme.dev)
            await acme.slack.until(lambda: "only visible to you" in screen.text)
            await becomes(f"{bot.doors.pages}/readyz", 200)
    assert len([line for line in acme.told if line.endswith("Waiting for it.")]) == 1


@pytest.mark.fault("F188")
async def test_discord_that_is_away_does_not_turn_away_what_slack_sends(server: Server, tmp_path: Path) -> None:
    never = asyncio.Event()
    async with office(server, tmp_path) as acme:
        acme.by_http()
        web = replace(acme.settings.web, health_token=Secret("a token"))
        settings = replace(acme.settings, discord=Discord(token=Secret("MTA.a.b"), url="http://127.0.0.1:1"), web=web)
        async with serving(settings, acme.files, role=Role.WEB, tell=acme.told.append, sleep=lambda _: never.wait()) as bot:
            assert len(acme.told) == 1
            assert await status(f"{bot.doors.pages}/readyz") == 200
            assert await status(f"{bot.doors.pages}/health/detailed", token="a token") == 503  # noqa: S106


@pytest.mark.fault("F041")
async def test_slack_that_says_nothing_at_all_holds_nothing_up(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.serving.reaching.FIRST", 0.05)
    with socket.create_server(("127.0.0.1", 0)) as hole:
        async with office(server, tmp_path) as acme:
            slack = replace(acme.settings.slack, url=f"http://127.0.0.1:{hole.getsockname()[1]}/api/")
            async with serving(replace(acme.settings, slack=slack), acme.files, tell=acme.told.append) as bot:
                assert acme.told == ["Slack has not answered yet. Waiting for it."]
                assert await status(f"{bot.doors.pages}/readyz") == 503


async def test_what_was_not_tried_yet_is_not_well() -> None:
    with pytest.raises(TransientError, match="no answer in time"):
        await Chats(names=("slack",)).checks["slack"]()

"""The scenario files, played on every platform: all tell the same facts."""

import asyncio
import re
from collections.abc import AsyncGenerator, Sequence
from pathlib import Path

import pytest
import pytest_asyncio

from tests.bot.desk import KEY
from tests.scenarios.company import Company, company
from tests.scenarios.play import Player
from tests.scenarios.script import PLATFORMS
from tests.scenarios.stages import stages
from tests.store import Server

FOLDER = Path(__file__).parent


@pytest_asyncio.fixture
async def acme(tmp_path: Path, server: Server) -> AsyncGenerator[Company, None]:
    async with company(tmp_path, store=server.url, key=KEY) as one:
        yield one


async def on_all(acme: Company, name: str, platforms: Sequence[str]) -> Sequence[Player]:
    """Play a file on platforms side by side, every line of it; where it moves the clock, all have come there before."""
    screens: list[list[str]] = [[] for _ in platforms]
    players = [Player(acme, stages(acme), screen.append, platform=platform) for screen, platform in zip(screens, platforms, strict=True)]
    for part in re.split(r"(?m)^(?=clock )", (FOLDER / name).read_text()):
        await asyncio.gather(*(_played(one, screen, part.splitlines()) for one, screen in zip(players, screens, strict=True)))
    return players


@pytest.mark.origin("S37")
async def test_one_week_is_the_same_in_slack_in_discord_and_at_a_terminal(acme: Company) -> None:
    slack, discord, terminal = ([one for one in player.told if one[1]] for player in await on_all(acme, "week.txt", PLATFORMS))

    assert slack == discord
    assert terminal == [slack[0], *slack[2:4]], "a terminal has no button to shorten by"
    assert len(slack) == 9


async def test_a_standup_is_agreed_on_and_appears_on_the_next_working_day(acme: Company) -> None:
    for player in await on_all(acme, "standup.txt", ("slack", "discord")):
        (digest,) = [told for line, told in player.told if line.startswith("clock")]
        assert "Refreshed tokens" not in str(digest), "it tells what was done since it was agreed on"


async def _played(player: Player, screen: list[str], lines: Sequence[str]) -> None:
    for line in lines:
        screen.append(line)
        await player.plays(line)
    assert not player.failures, "\n".join(screen)


@pytest.mark.fault("F140")
async def test_nothing_private_leans_into_what_others_read_on_either_platform(acme: Company) -> None:
    slack, discord = await on_all(acme, "anew.txt", ("slack", "discord"))

    assert slack.failures == discord.failures == []

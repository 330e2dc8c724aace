"""The scenario files, played on every platform: all tell the same facts."""

import asyncio
from collections.abc import AsyncGenerator
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


async def played(acme: Company, name: str, platform: str) -> Player:
    """Play a file, and return what came of it; every line does what it says."""
    lines: list[str] = []
    player = Player(acme, stages(acme), lines.append, platform=platform)
    for line in (FOLDER / name).read_text().splitlines():
        lines.append(line)
        await player.plays(line)
    assert not player.failures, "\n".join(lines)
    return player


async def test_one_week_is_the_same_in_slack_in_discord_and_at_a_terminal(acme: Company) -> None:
    players = await asyncio.gather(*(played(acme, "week.txt", platform) for platform in PLATFORMS))
    slack, discord, terminal = ([one for one in player.told if one[1]] for player in players)

    assert slack == discord
    assert terminal == [slack[0], *slack[2:4]], "a terminal has no button to shorten by"
    assert len(slack) == 9


@pytest.mark.parametrize("platform", ["slack", "discord"])
async def test_a_standup_is_agreed_on_and_appears_on_the_next_working_day(acme: Company, platform: str) -> None:
    player = await played(acme, "standup.txt", platform)

    assert "9 of 9" not in str(player.told[-2]), "it tells what was done since it was agreed on"

"""Lets somebody play in the company, line by line."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path

from tests.scenarios.company import company
from tests.scenarios.play import Player
from tests.scenarios.stages import stages

_PAUSE = 0.2  # seconds between two lines: a script is not to ask faster than one person may


async def by_hand(folder: Path, lines: AsyncIterator[str], show: Callable[[str], None]) -> Sequence[str]:
    """Play lines until they end, or `quit`; return what could not be played, and what was expected and did not come."""
    async with company(folder, tell=show) as acme:
        player = Player(acme, stages(acme), show)
        async for line in lines:
            await asyncio.sleep(_PAUSE)
            if not await player.plays(line):
                break
    return player.failures

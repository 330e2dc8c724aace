"""Lets somebody play in the company, line by line."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path

from tests.scenarios.company import company
from tests.scenarios.play import Player
from tests.scenarios.stages import stages

_LINES, _SECONDS = 10, 3.0  # so many in that time: a script is not to ask faster than one person may


async def by_hand(folder: Path, lines: AsyncIterator[str], show: Callable[[str], None]) -> Sequence[str]:
    """Play lines until they end, or `quit`; return what could not be played, and what was expected and did not come."""
    async with company(folder, tell=show) as acme:
        player = Player(acme, stages(acme), show)
        clock, recent = asyncio.get_running_loop().time, deque[float](maxlen=_LINES)
        async for line in lines:
            if len(recent) == _LINES:
                await asyncio.sleep(recent[0] + _SECONDS - clock())
            recent.append(clock())
            if not await player.plays(line):
                break
    return player.failures

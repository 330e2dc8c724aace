"""How soon a gesture is acknowledged by a whole bot in a process of its own: all well, its store mute, GitHub silent.

python -m benchmarks.acks [gestures]: a histogram against Slack's and Discord's 3 s; returns 1 where one took more than 2.5 s, or
where the platform was asked for something before it had its acknowledgement.
"""

import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.distribution import spread
from benchmarks.table import table
from tests.servers.faults import stalls
from tests.servers.proxy import Proxy
from tests.store import Server
from tests.storm.crew import warm
from tests.storm.ground import ground
from tests.storm.ways import WAYS, Open, Way

LIMIT = 2.5  # seconds; the platforms give 3
STEPS = (0.01, 0.05, 0.1, 0.25, 0.5, 1.0, LIMIT, float("inf"))
TROUBLES = ("all well", "store mute", "GitHub silent")
_RATE = 20.0  # gestures a second
_ALONE = 20  # gestures, one after the other, before which nothing may be asked
_PEOPLE = 20


def main() -> int:
    """Print them."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    warm()
    rows: list[list[object]] = [["way", "trouble", "median ms", "p99 ms", "max ms", "calls before", *(f"< {step} s" for step in STEPS)]]
    is_good = True
    with TemporaryDirectory() as folder, Server("--appendfsync", "no") as store:
        for name, opened in WAYS.items():
            for trouble in TROUBLES:
                took, early = asyncio.run(_measured(store, Path(folder), opened, trouble, count))
                rows.append([name, trouble, *(round(1000 * one, 1) for one in spread(took)), early, *_histogram(took)])
                is_good = is_good and not early and max(took) < LIMIT
    print(table(f"{count} gestures at {_RATE:.0f} a second, and when their acknowledgement came", rows))
    return int(not is_good)


async def _measured(store: Server, folder: Path, opened: Open, trouble: str, count: int) -> tuple[list[float], int]:
    """Return the seconds that each acknowledgement took, and how many calls came before one where all was well."""
    store.said("FLUSHALL")
    async with Proxy(store.socket) as proxy, ground(store, folder, count=_PEOPLE) as under, opened(under, {"REDIS_URL": proxy.url}) as way:
        early = sum([await way.early(number) for number in range(_ALONE)]) if trouble == "all well" else 0
        proxy.is_silent = trouble == "store mute"
        if trouble == "GitHub silent":
            under.host.plan("", stalls)
        return await _many(way, count), early


async def _many(way: Way, count: int) -> list[float]:
    tasks = []
    for number in range(count):
        tasks.append(asyncio.ensure_future(way.gesture(_ALONE + number)))
        await asyncio.sleep(1 / _RATE)
    return await asyncio.gather(*tasks)


def _histogram(took: Sequence[float]) -> list[int]:
    return [sum(low <= one < high for one in took) for low, high in zip((0.0, *STEPS), STEPS, strict=False)]


if __name__ == "__main__":
    sys.exit(main())

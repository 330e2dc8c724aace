"""What many answers cost a whole bot in a process of its own: how late its event loop gets, and how large it grows.

python -m benchmarks.soak [answers [waiting]]: so many live answers at once, written by a model that takes its time; then so many
commands that wait.
"""

import asyncio
import re
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import aiohttp

from benchmarks.lag import queued
from benchmarks.table import table
from tests.servers.openai import MODEL, OpenAIServer
from tests.servers.slack import events
from tests.servers.slack.people import Person
from tests.servers.slack.screen import words
from tests.store import Server, free_port
from tests.storm.crew import Crew, warm
from tests.storm.ground import ground, is_whole
from tests.storm.live import PARTS, writing
from tests.storm.town import Town, town

_LAG = re.compile(r'^recap_loop_lag_seconds_bucket\{le="([^"]+)"\} ([0-9.]+)', re.MULTILINE)
_PATIENCE = 300.0  # seconds


@dataclass(frozen=True, slots=True)
class Seen:
    """How a process was while it worked."""

    seconds: float
    megabytes: float  # at most
    lag: str  # seconds: the smallest of the metric's bounds that its event loop kept to
    queued: float  # seconds for which it waited for a processor, which others had


def main() -> None:
    """Print them."""
    given = [int(one) for one in sys.argv[1:]]
    answers, waiting = (given + [100, 10_000][len(given) :])[:2]
    warm()
    with TemporaryDirectory() as folder, Server("--appendfsync", "no") as store:
        seen = asyncio.run(_soaked(store, Path(folder), answers, waiting))
    rows: list[list[object]] = [["what", "seconds", "most MB", "loop lag, s", "s queued"]]
    rows += [[name, one.seconds, one.megabytes, one.lag, one.queued] for name, one in seen.items()]
    print(table("One process of Recap", rows))


async def _soaked(store: Server, folder: Path, answers: int, waiting: int) -> Mapping[str, Seen]:
    metrics = f"127.0.0.1:{free_port()}"
    async with (
        OpenAIServer(writing(0.5), needs_key=False) as model,
        ground(store, folder, count=answers, parts=PARTS) as under,
        town(under) as place,
    ):
        more = {"RECAP_MODEL": MODEL, "OPENAI_BASE_URL": model.url, "RECAP_METRICS": metrics}
        with Crew({**place.environment, **more}, folder, lease=30.0) as crew:
            crew.hire()
            await place.slack.sockets.connected(1)
            look = _Look(crew.members[0].pid or 0, f"http://{metrics}/metrics")
            return {
                "at rest": await look.until(lambda: True),
                f"{answers} live answers": await _live(place, look),
                f"{waiting} commands": await _waiting(place, look, waiting),
            }


async def _live(place: Town, look: "_Look") -> Seen:
    for one in place.people:
        asked = one.wrote("last 3 days", one.dm)
        for event in events.of(asked):
            place.slack.deliveries.begin(event)
    return await look.until(lambda: all(_is_answered(one) for one in place.people))


def _is_answered(one: Person) -> bool:
    return any(is_whole(words(said), one.name, parts=PARTS) for said in one.dm.visible)


async def _waiting(place: Town, look: "_Look", count: int) -> Seen:
    before = len(place.answers)
    for number in range(count):
        one = place.people[number % len(place.people)]
        for event in events.of(one.wrote("help", one.dm)):
            place.slack.deliveries.begin(event)
        if not number % 50:
            await asyncio.sleep(0)
    return await look.until(lambda: len(place.answers) - before >= count)


class _Look:
    """Looks at a process from outside."""

    def __init__(self, process: int, metrics: str) -> None:
        self._process = str(process)
        self._metrics = metrics
        self._before: dict[str, float] = {}

    async def until(self, is_over: Callable[[], bool]) -> Seen:
        """Look until something is so.

        Raises:
            TimeoutError: it did not come.
        """
        began, waited, most = time.monotonic(), queued(self._process), 0.0
        async with asyncio.timeout(_PATIENCE):
            while True:
                most = max(most, self._megabytes())
                if is_over():
                    return Seen(time.monotonic() - began, most, await self._lag(), queued(self._process) - waited)
                await asyncio.sleep(0.2)

    def _megabytes(self) -> float:
        return int(re.findall(r"VmRSS:\s+([0-9]+)", Path(f"/proc/{self._process}/status").read_text())[0]) / 1024

    async def _lag(self) -> str:
        """Return the bound below which all measures since the last look stayed."""
        await asyncio.sleep(2.1)  # it is measured once a second
        async with aiohttp.ClientSession() as session, session.get(self._metrics) as answer:
            now = {bound: float(count) for bound, count in _LAG.findall(await answer.text())}
        new = {bound: count - self._before.get(bound, 0.0) for bound, count in now.items()}
        self._before = now
        return next((bound for bound, count in new.items() if count and count == new["+Inf"]), "not measured")


if __name__ == "__main__":
    main()

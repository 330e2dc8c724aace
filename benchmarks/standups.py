"""5,000 reports due in one minute: two processes, one of which is killed, half a millisecond to the store.

    python -m benchmarks.standups [--standups 5000]

Prints how long it took until all were told, what was lost or double, and how late the event loop of the one that lived was.
"""

import argparse
import asyncio
import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable, Coroutine, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import mkdtemp

from adapters.redis.address import address
from adapters.redis.client import connected
from adapters.redis.standups import RedisStandups
from benchmarks.lag import Lag
from bot.loop import runner, settled
from core.calendar import EVERY_DAY, Rhythm
from core.model.chat import Place
from core.model.standup import Standup
from core.standup.run import Standups
from tests.chaos.chat import ChatServer
from tests.chaos.posts import asked
from tests.chaos.run import until_orphaned
from tests.chaos.work import CREATOR, TICK, TOLD, tools_of
from tests.servers.proxy import Proxy
from tests.store import Server

DELAY = 0.0005  # seconds to the store
_LONGEST, _ENDING = 300.0, 10.0  # seconds


def main(arguments: Sequence[str]) -> int:
    """Run it once; return 1 where anything was lost or double."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.standups")
    parser.add_argument("--standups", type=int, default=5000)
    count = parser.parse_args(arguments).standups
    folder = Path(mkdtemp(prefix="due-", dir="/tmp"))
    children: list[int] = []
    try:
        with Server("--appendfsync", "no") as store:
            return _run(count, folder, store, children)
    finally:
        for child in children:
            _kill(child)
        shutil.rmtree(folder, ignore_errors=True)


def _run(count: int, folder: Path, store: Server, children: list[int]) -> int:
    chat, far = folder / "chat", folder / "far"
    children.append(_child(lambda: ChatServer(1, harm=0).serve(chat)))
    children.append(_child(lambda: _delayed(store.socket, far)))
    while not (chat.exists() and far.exists()):
        time.sleep(0.01)
    asyncio.run(_agree(count, store.url))
    begun = time.monotonic()
    children += [_child(lambda: _work(far.read_text(), chat, folder)) for _ in range(2)]
    time.sleep(random.uniform(0.2, 0.2 + count / 2000))  # in the middle of it
    _kill(children.pop())
    told = asyncio.run(_all_told(chat, count))
    seconds = time.monotonic() - begun
    os.kill(children[-1], signal.SIGTERM)
    lag, end = folder / "lag", time.monotonic() + _ENDING
    while not lag.exists():
        if time.monotonic() > end:
            raise SystemExit("The process that lived did not end when it was told to.")
        time.sleep(0.01)
    channels = [one["channel"] for one in told if one["text"].endswith(TOLD)]
    lost, double = count - len(set(channels)), len(told) - len({one["channel"] for one in told})
    sys.stdout.write(f"{count} due at once: all told after {seconds:.1f} s, {lost} lost, {double} double; loop lag {lag.read_text()}\n")
    return int(bool(lost or double))


async def _agree(count: int, url: str) -> None:
    now = datetime.now(UTC)
    due = now - timedelta(minutes=1)
    rhythm = Rhythm(at=due.time().replace(second=0, microsecond=0), zone="UTC", first=due.date(), days=EVERY_DAY)
    async with connected(address(url)) as store:
        standups = RedisStandups(store.patient)
        for number in range(count):
            place = Place("slack", "T1", f"C{number}")
            await standups.add(Standup(id=f"s{number}", place=place, creator=CREATOR, rhythm=rhythm, created=now))


async def _delayed(to: Path, told: Path) -> None:
    """Stand between the workers and the store."""
    async with Proxy(to) as proxy:
        proxy.delay = DELAY
        told.with_suffix(".new").write_text(proxy.url)
        told.with_suffix(".new").rename(told)
        while True:
            await asyncio.sleep(1)
            proxy.asked.clear()


async def _work(url: str, chat: Path, folder: Path) -> None:
    """Work until a signal; then write how late the loop was."""
    ended = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, ended.set)
    lag = Lag()
    async with connected(address(url)) as store:
        working = asyncio.ensure_future(Standups(tools_of(store, chat)).run(lambda: asyncio.sleep(TICK)))
        watching = asyncio.ensure_future(lag.watch())
        await ended.wait()
        for task in (working, watching):
            task.cancel()
        await asyncio.gather(working, watching, return_exceptions=True)
    (folder / "lag.new").write_text(lag.told())
    (folder / "lag.new").rename(folder / "lag")


async def _all_told(chat: Path, count: int) -> list[dict[str, str]]:
    """Wait until every report is told and swept, and return what stands."""
    end = time.monotonic() + _LONGEST
    while time.monotonic() < end:
        told = (await asked(chat, {"verb": "all"}))["result"]
        if sum(one["text"].endswith(TOLD) for one in told) >= count:
            break
        await asyncio.sleep(0.5)
    return list(told)


def _child(work: Callable[[], Coroutine[None, None, None]]) -> int:
    if child := os.fork():
        return child
    try:
        with runner() as loop:
            settled()  # as `recap run` does when it has begun
            loop.run(until_orphaned(work))
    finally:
        os._exit(0)


def _kill(child: int) -> None:
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

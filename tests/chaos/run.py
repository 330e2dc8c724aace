"""One run: standups that are due, workers that are killed and stopped, a store that comes and goes, and what stands in the end."""

import asyncio
import logging
import os
import random
import shutil
import signal
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import mkdtemp
from typing import Self

from adapters.redis import keys
from adapters.redis.address import address
from adapters.redis.agreed import progress_in
from adapters.redis.client import connected
from adapters.redis.octets import octets
from adapters.redis.standups import RedisStandups, name_of
from core.calendar import EVERY_DAY, Rhythm
from core.errors import OutsideError
from core.model.chat import Place
from core.model.standup import Stage, Standup
from tests.chaos.chat import ChatServer
from tests.chaos.posts import asked
from tests.chaos.work import CREATOR, DESIGNS, TOLD
from tests.store import Server

SCENARIOS = ("kills", "store killed", "store wiped", "yesterday's store", "paused")
_WAITED = 40.0  # seconds for everything to come to rest


@dataclass(frozen=True, slots=True)
class Plan:
    """What is done to whom."""

    seed: int
    scenario: str = "kills"
    design: str = "outbox"
    standups: int = 60
    kills: int = 55
    workers: int = 3


@dataclass(frozen=True, slots=True)
class Outcome:
    """What stood in the channels at the end."""

    lost: int
    double: int
    untold: int  # that stand without their content
    kills: int
    posts: int  # that took effect, those included that were taken away again
    seconds: float

    def is_good(self, standups: int) -> bool:
        """Whether each report stands once, and few stood twice for a while: what is in flight when a store is wiped is posted anew."""
        is_looked_for = self.posts <= 1.5 * standups + 5  # without a look before posting, everything is posted twice
        return is_looked_for and not (self.lost or self.double or self.untold)


def run(plan: Plan) -> Outcome:
    """Do one run, and count."""
    begun = time.monotonic()
    with _Scene(plan) as scene:
        asyncio.run(scene.agree())
        scene.keep_yesterday()
        for _ in range(plan.workers):
            scene.hire()
        scene.harm()
        asyncio.run(scene.rest())
        counts, untold, posts = asyncio.run(scene.counted())
    numbers = [counts.get(place.channel, 0) for place in scene.places]
    return Outcome(
        lost=sum(one == 0 for one in numbers),
        double=sum(one > 1 for one in numbers),
        untold=untold,
        kills=scene.kills,
        posts=posts,
        seconds=time.monotonic() - begun,
    )


@dataclass
class _Scene:
    """The processes of one run."""

    plan: Plan
    kills: int = 0
    children: list[int] = field(default_factory=list)

    def __enter__(self) -> Self:
        self.random = random.Random(self.plan.seed)  # noqa: S311  a plan, not a secret
        self.folder = Path(mkdtemp(prefix="chaos-", dir="/tmp"))
        self.chat = self.folder / "chat"
        self.store = Server("--appendfsync", "always")
        self.store.__enter__()
        self.chat_process = _child(lambda: ChatServer(self.plan.seed).serve(self.chat))
        while not self.chat.exists():
            time.sleep(0.005)
        self.places = [Place("slack", "T1", f"C{number}") for number in range(self.plan.standups)]
        now = datetime.now(UTC)
        due = now - timedelta(minutes=1)
        rhythm = Rhythm(at=due.time().replace(second=0, microsecond=0), zone="UTC", first=due.date(), days=EVERY_DAY)
        self.standups = [Standup(id=f"s{place.channel}", place=place, creator=CREATOR, rhythm=rhythm, created=now) for place in self.places]
        return self

    def __exit__(self, *_: object) -> None:
        for child in [*self.children, self.chat_process]:
            _kill(child)
        self.store.__exit__(None, None, None)
        shutil.rmtree(self.folder, ignore_errors=True)

    async def agree(self) -> None:
        async with connected(address(self.store.url)) as store:
            standups = RedisStandups(store.patient)
            for standup in self.standups:
                await standups.add(standup)

    def keep_yesterday(self) -> None:
        """Keep the store's data as they are before anything is posted."""
        if self.plan.scenario == "yesterday's store":
            self.store.stop()
            shutil.copytree(self.store.folder / "appendonlydir", self.folder / "yesterday")
            self.store.start()

    def hire(self) -> None:
        work = DESIGNS[self.plan.design]
        self.children.append(_child(lambda: work(self.store.url, self.chat, self.places)))

    def harm(self) -> None:
        """Kill workers at random, others come in their place; and do to the store, or to workers, what the scenario says."""
        at = {self.plan.kills // 3, 2 * self.plan.kills // 3} if self.plan.kills else set()
        while self.kills < self.plan.kills:
            time.sleep(self.random.uniform(0.01, 0.11))
            victim = self.children.pop(self.random.randrange(len(self.children)))
            if self.plan.scenario == "paused" and self.random.random() < 0.2:
                self._pause(victim)
            _kill(victim)
            self.kills += 1
            self.hire()
            if self.kills in at:
                self._harm_store()

    def _pause(self, victim: int) -> None:
        """Let a worker stand still beyond its lease, and go on for a moment, while others work."""
        os.kill(victim, signal.SIGSTOP)
        time.sleep(self.random.uniform(1.1, 1.6))
        os.kill(victim, signal.SIGCONT)
        time.sleep(0.3)

    def _harm_store(self) -> None:
        match self.plan.scenario:
            case "store killed":
                self.store.kill()
                time.sleep(0.2)
                self.store.start()
            case "store wiped":
                self.store.said("FLUSHALL")
                asyncio.run(self.agree())
            case "yesterday's store":
                self.store.kill()
                shutil.rmtree(self.store.folder / "appendonlydir")
                shutil.copytree(self.folder / "yesterday", self.store.folder / "appendonlydir")
                self.store.start()

    async def rest(self) -> None:
        """Wait until every report is told and swept, or nothing moves any more."""
        if self.plan.design != "outbox":
            await asyncio.sleep(3)
            return
        end = time.monotonic() + _WAITED
        async with connected(address(self.store.url)) as store:
            while time.monotonic() < end:
                with suppress(OutsideError):
                    async with store.patient() as redis:
                        rows = [await redis.hmget(keys.report(name_of(one)), ["record", "stray", "holder"]) for one in self.standups]
                    reports = [progress_in(octets(record)).report for record, stray, holder in rows if not (stray or holder)]
                    if len([one for one in reports if one and one.stage is Stage.SWEPT]) == len(self.standups):
                        return
                await asyncio.sleep(0.1)

    async def counted(self) -> tuple[Counter[str], int, int]:
        answer = await asked(self.chat, {"verb": "all"})
        posts = await asked(self.chat, {"verb": "posts"})
        texts = [(one["channel"], one["text"]) for one in answer["result"]]
        is_ours = self.plan.design == "outbox"
        return Counter(channel for channel, _ in texts), sum(is_ours and not text.endswith(TOLD) for _, text in texts), posts["result"]


def _child(work: Callable[[], Awaitable[None]]) -> int:
    """Start a process that does one thing; it is forked, since thousands of them would else import everything again."""
    if child := os.fork():
        return child
    try:
        os.setpgid(0, 0)
        logging.disable()  # what goes wrong here is meant to
        asyncio.run(until_orphaned(work))
    finally:
        os._exit(0)


async def until_orphaned(work: Callable[[], Awaitable[None]]) -> None:
    """Work as long as the harness lives."""
    working = asyncio.ensure_future(work())
    parent = os.getppid()
    while os.getppid() == parent and not working.done():  # noqa: ASYNC110  no event comes from a parent that died
        await asyncio.sleep(0.2)


def _kill(child: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)

"""Each of many messages is delivered four times, at once, to three processes, some of which are killed: each has one answer."""

import asyncio
import random
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.servers.slack import events
from tests.servers.slack.deliveries import Delivery
from tests.servers.slack.faults import Fault
from tests.servers.slack.nouns import Message
from tests.servers.slack.people import Person
from tests.servers.slack.screen import words
from tests.store import Server
from tests.storm.crew import Crew, warm
from tests.storm.ground import ground, is_whole
from tests.storm.town import Town, mark_of, town

TIMES = 4
SLOWNESS = 0.5  # seconds until the bot hears of half of its messages, in which it may die of what it cannot know


@dataclass(frozen=True, slots=True)
class Plan:
    """What is done to whom."""

    seed: int = 1
    events: int = 1000
    kills: int = 20
    workers: int = 3
    a_second: float = 12.0  # a workspace may ask 1,000 times a minute, and what a killed process had in hand is asked again
    lease: float = 3.0
    patience: float = 60.0  # seconds that the last answers have


@dataclass(frozen=True, slots=True)
class Outcome:
    """What stood in the end."""

    events: int
    lost: int
    double: int
    strange: int  # messages that answer nothing
    broken: int  # answers that are not whole
    again: int  # deliveries beyond the first
    kills: int
    seconds: float
    worst: float  # seconds from the last kill or message to the last answer

    @property
    def is_good(self) -> bool:
        """Whether each event has its one answer."""
        return not (self.lost or self.double or self.strange or self.broken)


def run(plan: Plan) -> Outcome:
    """Do one run, and count."""
    warm()
    with TemporaryDirectory() as folder, Server("--appendfsync", "everysec") as store:
        return asyncio.run(_Storm(plan).run(store, Path(folder)))


class _Storm:
    """One run."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._random = random.Random(plan.seed)  # noqa: S311  a plan, not a secret
        self._asked: dict[str, tuple[Message, Person]] = {}  # by the mark of the answer

    async def run(self, store: Server, folder: Path) -> Outcome:
        plan, began = self._plan, time.monotonic()
        async with ground(store, folder, count=max(10, plan.events // 20)) as under, town(under) as place:
            place.slack.faults.at_random(0.5, kinds=[Fault.SLOW], seconds=SLOWNESS, seed=plan.seed)
            with Crew(place.environment, folder, lease=plan.lease, dice=self._random) as crew:
                for _ in range(plan.workers):
                    crew.hire()
                await place.slack.sockets.connected(plan.workers)
                await asyncio.gather(self._speak(place), self._kill(place, crew))
                ended = time.monotonic()
                await self._rest(place)
                return self._counted(place, crew, time.monotonic() - began, time.monotonic() - ended)

    async def _speak(self, place: Town) -> None:
        """Let people ask, half of them in a channel, which the app is told of twice."""
        for number in range(self._plan.events):
            one = place.people[number % len(place.people)]
            is_own = self._random.random() < 0.5
            asked = one.wrote("last 3 days" if is_own else "<@BOT> last 3 days", one.dm if is_own else place.dev)
            self._asked[place.mark(asked)] = asked, one
            told = [Delivery(event.kind, event.payload) for event in events.of(asked) for _ in range(TIMES)]
            self._random.shuffle(told)
            for delivery in told:
                place.slack.deliveries.begin(delivery)
            await asyncio.sleep(self._random.expovariate(self._plan.a_second))

    async def _kill(self, place: Town, crew: Crew) -> None:
        """Kill one now and then, while there is another."""
        span = self._plan.events / self._plan.a_second
        for _ in range(self._plan.kills):
            await asyncio.sleep(self._random.uniform(0.2, 1.8) * span / (self._plan.kills + 1))
            while len(place.slack.sockets.open) < 2:  # noqa: ASYNC110  it is looked at from outside
                await asyncio.sleep(0.01)
            crew.kill()

    async def _rest(self, place: Town) -> None:
        """Wait until every answer is there, and for a while after that, for those that nobody should have given."""
        end = time.monotonic() + self._plan.patience
        while time.monotonic() < end and not self._is_over(place):  # noqa: ASYNC110  as above
            await asyncio.sleep(0.2)
        await asyncio.sleep(2 * self._plan.lease)

    def _is_over(self, place: Town) -> bool:
        whole = {mark_of(one) for one in place.answers if self._is_whole(one)}
        return whole >= self._asked.keys()

    def _is_whole(self, answer: Message) -> bool:
        asked = self._asked.get(mark_of(answer))
        return asked is not None and is_whole(words(answer), asked[1].name)

    def _counted(self, place: Town, crew: Crew, seconds: float, worst: float) -> Outcome:
        answers = place.answers
        counts = Counter(mark_of(one) for one in answers)
        return Outcome(
            events=len(self._asked),
            lost=sum(not counts[mark] for mark in self._asked),
            double=sum(counts[mark] > 1 for mark in self._asked),
            strange=sum(mark not in self._asked for mark in counts.elements()),
            broken=sum(mark_of(one) in self._asked and not self._is_whole(one) for one in answers),
            again=sum(len(one.attempts) for one in place.slack.deliveries.sent) - len(self._asked),
            kills=crew.kills,
            seconds=seconds,
            worst=worst - 2 * self._plan.lease,
        )

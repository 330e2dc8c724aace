"""Many commands in Discord while its gateway loses, repeats and refuses: each is answered once, with few identifications."""

import asyncio
import json
import time
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.servers.discord.nouns import Interaction, Message
from tests.store import Server
from tests.storm.crew import Crew, warm
from tests.storm.ground import ground, is_whole
from tests.storm.guild import Guild, guild

FLAPS = ("drop", "reconnect", "resumable")  # after which a session goes on
MOST = 5  # identifications


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is done to whom."""

    commands: int = 1000  # of which a bot is told
    flaps: int = 30
    invalid: int = 2  # times that the session is refused for ever, in which what is done meanwhile is lost
    a_second: float = 15.0
    first: float = 3.0  # seconds that Discord gives for an acknowledgement
    patience: float = 60.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What stood in the end."""

    commands: int  # of which the bot was told
    unheard: int  # done while there was no session: Discord says so to who did it
    lost: int
    double: int
    strange: int  # messages that answer nothing
    broken: int  # answers that are not whole
    identifies: int
    resumes: int
    seconds: float

    @property
    def is_good(self) -> bool:
        """Whether each command has its one answer."""
        return not (self.lost or self.double or self.strange or self.broken) and self.identifies <= MOST


def run(plan: Plan) -> Outcome:
    """Do one run, and count."""
    warm()
    with TemporaryDirectory() as folder, Server("--appendfsync", "no") as store:
        return asyncio.run(_run(plan, store, Path(folder)))


async def _run(plan: Plan, store: Server, folder: Path) -> Outcome:
    began = time.monotonic()
    people = max(10, plan.commands // 20)
    async with ground(store, folder, count=people) as under, guild(under) as place:
        place.discord.world.first = plan.first
        with Crew(place.environment, folder) as crew:
            crew.hire()
            await place.heard()
            used = await _used(plan, place)
            told = [one for one in used if one.was_sent]
            end = time.monotonic() + plan.patience
            while time.monotonic() < end and _answered(told) != len(told):  # noqa: ASYNC110  it is looked at from outside
                await asyncio.sleep(0.1)
            return _counted(place, used, told, time.monotonic() - began)


async def _used(plan: Plan, place: Guild) -> list[Interaction]:
    """Let people use commands while the gateway flaps."""
    kinds = [*islice(cycle(FLAPS), plan.flaps), *["invalid"] * plan.invalid]
    step = plan.commands // (len(kinds) + 1)
    order = sorted(range(len(kinds)), key=lambda number: number * 7 % len(kinds))
    flaps = {step * (turn + 1): kinds[number] for turn, number in enumerate(order)}
    used: list[Interaction] = []
    while sum(one.was_sent for one in used) < plan.commands:
        number = len(used)
        one = place.people[number % len(place.people)]
        question = f"last {3 + number // len(place.people)} days"
        used.append(await one.uses("/recap ask", {"question": question}, place.dev))
        place.discord.gateway.flap(flaps.get(number))
        await asyncio.sleep(1 / plan.a_second)
    return used


def _answered(told: list[Interaction]) -> int:
    return sum(any(_is_whole(reply, one) for reply in one.replies) for one in told)


def _counted(place: Guild, used: list[Interaction], told: list[Interaction], seconds: float) -> Outcome:
    messages = [one for channel in place.discord.world.channels.values() for one in channel.messages.values()]
    said = [one for one in messages if one.author is place.discord.bot and not one.is_deleted]
    return Outcome(
        commands=len(told),
        unheard=len(used) - len(told),
        lost=sum(not one.replies for one in told),
        double=sum(len(one.replies) > 1 for one in told),
        strange=sum(one.interaction is None for one in said),
        broken=sum(not _is_whole(reply, one) for one in told for reply in one.replies),
        identifies=len(place.discord.gateway.identifies),
        resumes=len(place.discord.gateway.resumes),
        seconds=seconds,
    )


def _is_whole(reply: Message, asked: Interaction) -> bool:
    return is_whole(reply.content + json.dumps([*reply.now.embeds, *reply.now.components]), asked.user.name)

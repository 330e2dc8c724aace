"""An answer that a model writes is cut by a crash at one of its edits; another process finishes the same message."""

import asyncio
import re
import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.servers.openai import MODEL, Exchange, OpenAIServer, Turn, chunk
from tests.servers.slack.nouns import Message
from tests.servers.slack.screen import words
from tests.store import Server
from tests.storm.crew import Crew
from tests.storm.ground import ground, is_whole
from tests.storm.town import Town, town

PARTS = 6  # lines that the model writes
_FACT = re.compile(r"^(W\d+) .*?(part [\d.]+ of it)", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is done to an answer, and after how many states of its message; a message has one when it is posted."""

    at: int = 2
    is_deleted: bool = False  # by who reads it, instead of a crash
    lease: float = 1.5
    pause: float = 0.5  # seconds between two lines of the model
    patience: float = 60.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the bot's messages were in the end."""

    messages: int  # that stand
    is_whole: bool
    states: int  # of the first
    seconds: float  # from the crash until it was whole


async def run(plan: Plan) -> Outcome:
    """Do one run."""
    with TemporaryDirectory() as folder, Server("--appendfsync", "no") as store:
        async with (
            OpenAIServer(writing(plan.pause), needs_key=False) as model,
            ground(store, Path(folder), count=1, parts=PARTS) as under,
            town(under) as place,
        ):
            environment = {**place.environment, "RECAP_MODEL": MODEL, "OPENAI_BASE_URL": model.url}
            with Crew(environment, under.folder, lease=plan.lease) as crew:
                crew.hire()
                await place.slack.sockets.connected(1)
                return await _cut(plan, place, crew)


async def _cut(plan: Plan, place: Town, crew: Crew) -> Outcome:
    (one,) = place.people
    await one.says("last 3 days", one.dm)
    await place.slack.until(lambda: place.answers and len(place.answers[0].edits) >= plan.at, seconds=plan.patience)
    (answer,) = place.answers
    if plan.is_deleted:
        one.deletes(answer)
    else:
        crew.kill()
    began = time.monotonic()
    await _end(plan, place, answer)
    seconds = time.monotonic() - began
    await asyncio.sleep(2 * plan.lease)  # for what nobody should say any more
    if not plan.is_deleted:
        await place.slack.until(lambda: _is_whole(answer), seconds=plan.patience)  # one that was whole already may be told again
    return Outcome(len(place.answers), _is_whole(answer), len(answer.edits), seconds)


async def _end(plan: Plan, place: Town, answer: Message) -> None:
    """Wait until an answer is whole; where it was deleted, until its process tried to change it, and heard that it is gone."""
    tried = len(place.slack.calls)
    await place.slack.until(
        lambda: (
            any(call.answer.get("error") == "message_not_found" for call in place.slack.calls[tried:])
            if plan.is_deleted
            else _is_whole(answer)
        ),
        seconds=plan.patience,
    )


def _is_whole(answer: Message) -> bool:
    return is_whole(words(answer), "p0", parts=PARTS)


def writing(pause: float) -> Turn:
    """Return what writes a line for each fact, and thinks before each."""

    async def turn(exchange: Exchange) -> None:
        for name, part in _FACT.findall(exchange.asked.user):
            await exchange.send(chunk({"content": f"[{name}] Added {part}\n"}))
            await asyncio.sleep(pause)
        await exchange.send(chunk({}, reason="stop"), b"data: [DONE]\n\n")

    return turn

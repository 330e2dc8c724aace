"""The ways by which a whole bot in a process of its own hears gestures, and when each is acknowledged."""

import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from typing import TypeAlias

import aiohttp

from bot.serving.roles import Role
from tests.servers.slack.people import Person
from tests.store import free_port
from tests.storm.crew import Crew
from tests.storm.ground import Ground
from tests.storm.guild import guild
from tests.storm.town import Town, town

_PATIENCE = 20.0  # seconds that a process has to start


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One bot; gestures are numbered, and no two are the same."""

    gesture: Callable[[int], Awaitable[float]]  # makes one, and returns the seconds that its acknowledgement took
    early: Callable[[int], Awaitable[int]]  # makes one, waits for its answer, and returns how many calls came before its acknowledgement


Open: TypeAlias = Callable[[Ground, Mapping[str, str]], AbstractAsyncContextManager[Way]]
"""Start a bot, with more in its environment than usual."""


@asynccontextmanager
async def socket_mode(ground: Ground, more: Mapping[str, str]) -> AsyncGenerator[Way, None]:
    """Slack, over a connection that the bot opened."""
    async with town(ground) as place:
        with Crew({**place.environment, **more}, ground.folder) as crew:
            crew.hire()
            await place.slack.sockets.connected(1)
            yield _slack(place)


@asynccontextmanager
async def by_http(ground: Ground, more: Mapping[str, str]) -> AsyncGenerator[Way, None]:
    """Slack, by signed requests."""
    listen = f"127.0.0.1:{free_port()}"
    signed = {"SLACK_APP_TOKEN": "", "RECAP_LISTEN": listen}
    async with town(ground) as place:
        signed["SLACK_SIGNING_SECRET"] = place.slack.signing_secret
        with Crew({**place.environment, **more, **signed}, ground.folder, role=Role.WEB) as crew:
            crew.hire()
            await _ready(f"http://{listen}/readyz")
            place.slack.deliveries.request_url = f"http://{listen}/slack/events"
            yield _slack(place)


@asynccontextmanager
async def gateway(ground: Ground, more: Mapping[str, str]) -> AsyncGenerator[Way, None]:
    """Discord, whose acknowledgement is a call."""
    async with guild(ground) as place:
        world = place.discord

        async def gesture(number: int) -> float:
            one = place.people[number % len(place.people)]
            used = await one.uses("/recap ask", {"question": f"last {number + 2} days"}, place.dev)
            await used.answered.wait()
            assert used.acknowledged is not None
            return used.acknowledged - used.began

        async def early(number: int) -> int:
            before = len(world.calls)
            await gesture(number)
            await world.until(lambda: any(call.path.startswith("/webhooks/") for call in world.calls[before:]))
            paths = [call.path for call in world.calls[before:] if not call.path.startswith(("/applications", "/gateway"))]  # as it starts
            return next(place for place, path in enumerate(paths) if path.endswith("/callback"))

        with Crew({**place.environment, **more}, ground.folder) as crew:
            crew.hire()
            await place.heard()
            yield Way(gesture=gesture, early=early)


WAYS: Mapping[str, Open] = {"Slack, Socket Mode": socket_mode, "Slack, HTTP": by_http, "Discord": gateway}


def _slack(place: Town) -> Way:
    calls = place.slack.calls

    async def gesture(number: int) -> float:
        delivery = await _who(place, number).types(f"/recap last {number + 2} days", place.dev)
        assert delivery.is_taken, delivery.attempts
        return delivery.attempts[-1].took

    async def early(number: int) -> int:
        before = len(calls), len(place.answers)
        delivery = await _who(place, number).types(f"/recap last {number + 2} days", place.dev)
        acknowledged = delivery.attempts[-1].at + delivery.attempts[-1].took
        await place.slack.until(lambda: len(place.answers) > before[1])
        return sum(call.at < acknowledged for call in calls[before[0] :])

    return Way(gesture=gesture, early=early)


def _who(place: Town, number: int) -> Person:
    return place.people[number % len(place.people)]


async def _ready(url: str) -> None:
    end = time.monotonic() + _PATIENCE
    async with aiohttp.ClientSession() as session:
        while time.monotonic() < end:
            try:
                async with session.get(url) as answer:
                    if answer.ok:
                        return
            except aiohttp.ClientConnectionError:
                continue
    raise AssertionError(f"{url} was not ready in time")

"""What a worker does until it is killed: our design, and the two obvious ones, which the harness must catch.

Times are scaled: a lease of a second, half a second until what was sent is there, a sweep one and a half later.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from pathlib import Path

from adapters.redis.address import address
from adapters.redis.client import Store, connected
from adapters.redis.outbox import RedisOutbox
from adapters.redis.standups import RedisStandups
from core.errors import OutsideError
from core.model import Member, Secret
from core.model.chat import Page, Place
from core.model.standup import Progress, Report, Standup
from core.ports.chat import Platform
from core.standup.content import Content
from core.standup.run import Standups
from core.standup.tools import Tools
from tests.chaos.posts import SocketPosts
from tests.fake_chat import FakeChat, FakePlatform
from tests.fake_directory import FakeDirectory

KEY = Secret("a key of ours")
TOLD = "what was done"
LEASE, SETTLE, SWEEP, TICK = 1.0, 0.7, 1.5, 0.05  # seconds
CREATOR = Member("slack", "T1", "U1")


async def compose(_: Standup, __: Report, ___: Progress) -> Content:
    """Say the least."""
    return Content(page=Page(lines=(TOLD,)))


def tools_of(store: Store, chat: Path) -> Tools:
    """Return what visits work with here."""
    team = FakePlatform()
    platform = Platform(name="slack", directory=FakeDirectory(team), posts=SocketPosts(chat), chat=lambda turn: FakeChat(team, turn))
    return Tools(
        platform=lambda _: platform,
        standups=RedisStandups(store.patient),
        outbox=RedisOutbox(store.patient, lease=LEASE),
        compose=compose,
        holidays=lambda _: lambda _day: False,
        key=KEY,
        settle=timedelta(seconds=SETTLE),
        sweep=timedelta(seconds=SWEEP),
        retry=timedelta(seconds=0.05),
    )


async def outbox(url: str, chat: Path, _: list[Place]) -> None:
    """Work as Recap does."""
    async with connected(address(url)) as store:
        await Standups(tools_of(store, chat)).run(lambda: asyncio.sleep(TICK))


async def claim_then_post(url: str, chat: Path, places: list[Place]) -> None:
    """Take a name in the store, then post: who dies in between loses the report."""
    posts = SocketPosts(chat)

    async def one(store: Store, place: Place) -> None:
        async with store.patient() as redis:
            is_ours = await redis.set(f"posted:{place.channel}", 1, nx=True)
        if is_ours:
            await posts.post(place, place.channel, Page(lines=(TOLD,)))

    await _naive(url, places, one)


async def post_then_mark(url: str, chat: Path, places: list[Place]) -> None:
    """Post, then write that it was: who dies in between posts again."""
    posts = SocketPosts(chat)

    async def one(store: Store, place: Place) -> None:
        async with store.patient() as redis:
            is_done = await redis.get(f"posted:{place.channel}")
        if not is_done:
            await posts.post(place, place.channel, Page(lines=(TOLD,)))
            async with store.patient() as redis:
                await redis.set(f"posted:{place.channel}", 1)

    await _naive(url, places, one)


Design = Callable[[str, Path, list[Place]], Awaitable[None]]
DESIGNS: Mapping[str, Design] = {"outbox": outbox, "claim then post": claim_then_post, "post then mark": post_then_mark}


async def _naive(url: str, places: list[Place], one: Callable[[Store, Place], Awaitable[None]]) -> None:
    async with connected(address(url)) as store:
        while True:
            for place in places:
                try:
                    await one(store, place)
                except OutsideError:
                    await asyncio.sleep(TICK)
            await asyncio.sleep(TICK)

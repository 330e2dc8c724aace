"""Nobody is told what their own token cannot read: two people, two tenants, two hosts of each kind, each visibility, each way."""

import asyncio
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass

import pytest

from adapters.redis.client import Store
from adapters.redis.coalescing import Coalescing
from adapters.redis.lenient import Lenient
from adapters.redis.memory import RedisMemory
from bot.accounts.shared import Read, SharedSource
from core.errors import OutsideError
from core.model import Account, Query, Visibility, Window
from core.ports import Memory
from tests.adapters.github.house import KeptMemory
from tests.adapters.matrix import NOW, OVER, PEOPLE, RUNNING, VISIBILITIES, Host, azure_host, github_host, gitlab_host
from tests.adapters.redis.limits import linked
from tests.servers.github import schema

TENANTS = ("T1", "T2")
HOSTS = {
    "github.com": github_host,
    "github.acme.dev": github_host,
    "gitlab.com": gitlab_host,
    "gitlab.acme.dev": gitlab_host,
    "dev.azure.com/acme": azure_host,
    "dev.azure.com/other": azure_host,
}
Seen = Mapping[str, Visibility]  # titles


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody with an account of theirs at a host."""

    name: str
    account: Account
    host: Host

    async def asks(self, memory: Memory, window: Window, coalescing: Coalescing[Read] | None = None) -> Seen:
        """Return what the boss did, as it is told to them."""
        query = Query(window=window, now=NOW, people=(self.host.boss,))
        source = self.host.source(self.account, memory)
        source = SharedSource(source, self.account, coalescing, _never) if coalescing else source
        seen: dict[str, Visibility] = {}
        try:
            async for event in source.events(query):
                seen[event.title] = event.visibility
        except OutsideError as error:
            assert error.is_partial, error  # noqa: PT017  what GitHub does not list of others is said, and no failure
        return seen


@pytest.mark.fault("F142", "F143", "F144")
async def test_nobody_is_told_what_their_own_token_cannot_read(store: Store, record_property: Callable[[str, object], None]) -> None:
    schema.needed()
    lenient = Lenient(store.patient)
    memory = RedisMemory(lenient)
    async with AsyncExitStack() as stack:
        hosts = [await stack.enter_async_context(opened(name)) for name, opened in HOSTS.items()]
        viewers = [Viewer(name, host.account(name, tenant), host) for host in hosts for tenant in TENANTS for name in PEOPLE]
        for viewer in viewers:
            await linked(store, viewer.account)
        ways = {"fetched": await _each(viewers, memory, OVER)}
        fetched = len(_statuses(viewers))
        ways |= {
            "remembered": await _without_a_call(viewers, memory),
            "at once": await asyncio.gather(*(viewer.asks(memory, RUNNING) for viewer in viewers)),
            "on condition": await _on_condition(viewers, memory),
        }
        calls = len(_statuses(viewers))
        ways["coalesced"] = await _coalesced(viewers, lenient)
        shared = len(_statuses(viewers)) - calls
    cells = sum(_check(viewer, seen, way) for way, answers in ways.items() for viewer, seen in zip(viewers, answers, strict=True))
    record_property("cells", cells)
    assert shared == fetched, "who asks what they are asking already is waited for"
    assert cells == 5 * len(HOSTS) * len(TENANTS) * len(PEOPLE) * len(VISIBILITIES) * 3 == 1440


def _check(viewer: Viewer, seen: Seen, way: str) -> int:
    """Compare with what the viewer may read, place by place, each told as visible as it is, and return the number of places."""
    wanted = {place.title: place.told for place in viewer.host.places if place.is_open_to(viewer.name)}
    assert seen == wanted, (way, viewer.host.name, viewer.account.owner)
    return len(viewer.host.places)


async def _each(viewers: list[Viewer], memory: RedisMemory, window: Window) -> list[Seen]:
    return [await viewer.asks(memory, window) for viewer in viewers]


async def _without_a_call(viewers: list[Viewer], memory: RedisMemory) -> list[Seen]:
    before = _statuses(viewers)
    answers = await _each(viewers, memory, OVER)
    assert _statuses(viewers) == before, "what is over and known is asked again"
    return answers


async def _coalesced(viewers: list[Viewer], lenient: Lenient) -> list[Seen]:
    """Let all ask the same at once, each twice; what is equal but for who asks is not shared."""
    coalescing: Coalescing[Read] = Coalescing(lenient, sleep=asyncio.sleep)
    twice = [*viewers, *viewers]
    answers = await asyncio.gather(*(viewer.asks(KeptMemory(), OVER, coalescing) for viewer in twice))
    assert answers[: len(viewers)] == answers[len(viewers) :]
    return answers[: len(viewers)]


async def _on_condition(viewers: list[Viewer], memory: RedisMemory) -> list[Seen]:
    """Ask again for a window that runs: hosts answer that nothing is new."""
    before = Counter(_statuses(viewers))
    answers = await _each(viewers, memory, RUNNING)
    asked = Counter(_statuses(viewers)) - before
    assert asked[304] > 0
    return answers


async def _never(account: Account) -> None:
    raise AssertionError(account.login)


def _statuses(viewers: list[Viewer]) -> list[int]:
    return [status for host in {id(viewer.host): viewer.host for viewer in viewers}.values() for status in host.statuses()]

"""A host that hangs is named, and takes no time from others."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from typing_extensions import override

from adapters.redis.client import Store
from core.errors import TransientError
from core.model import Event, Member, Query, Window
from core.model.standup import Seat
from core.recap import Linked, Recapper
from core.standup.digest import Digester
from core.standup.waiting import Patience
from tests.core.standup.facts import done
from tests.core.standup.mornings import TUESDAY
from tests.fakes import FakeSource
from tests.standups import House

MONDAY = datetime(2026, 11, 16, 11, tzinfo=UTC)
WINDOW = Query(window=Window(MONDAY, MONDAY, "UTC", ""), now=MONDAY, people=())


class Hanging(FakeSource):
    """A host that yields what it was given, and then says nothing more."""

    @override
    async def events(self, query: Query) -> AsyncGenerator[Event, None]:
        async for event in super().events(query):
            yield event
        await asyncio.Event().wait()


async def read(patience: Patience, source: FakeSource) -> tuple[list[str], str]:
    """Return what a report hears of a source, and how it failed."""
    recapper = patience.reading(Recapper(sources=[source], me=[], now=lambda: MONDAY))
    titles: list[str] = []
    try:
        async for event in recapper.sources[0].events(WINDOW):
            titles.append(event.title)  # noqa: PERF401  it may fail on the way
    except TransientError as error:
        return titles, str(error)
    return titles, ""


@pytest.mark.fault("F063")
async def test_a_host_that_hangs_is_named_and_what_it_said_before_stays() -> None:
    patience = Patience(first=0.02, again=0.01)
    slow = Hanging("gitlab.com (ana)", done("Add login", "2026-11-16 10:00"), host="gitlab.com")

    assert await read(patience, slow) == (["Add login"], "gitlab.com did not answer in time: try again later")
    assert patience.late == {"gitlab.com"}


async def test_who_is_at_a_host_that_was_late_waits_less_and_others_do_not() -> None:
    patience = Patience(first=3600.0, again=0.01, late={"gitlab.com"})
    event = done("Add login", "2026-11-16 10:00")

    async with asyncio.timeout(5):
        assert (await read(patience, Hanging("gitlab.com (ben)", host="gitlab.com")))[1]
        assert await read(patience, FakeSource("github.com (ben)", event, host="github.com")) == (["Add login"], "")
        assert await read(patience, FakeSource("gitlab.com (cleo)", event, host="gitlab.com")) == (["Add login"], "")


async def test_a_host_that_fails_at_once_is_not_late() -> None:
    patience = Patience()

    assert await read(patience, FakeSource("x", breaks=TransientError("502."), host="gitlab.com")) == ([], "502.")
    assert patience.late == set()


@pytest.mark.fault("F063")
async def test_what_other_hosts_said_is_told_beside_the_one_that_hangs(store: Store) -> None:
    house = House(store)
    ana = house.person("Ana Lima")
    house.work[ana] = [done("Add login", "2026-11-16 11:00")]
    await house.agreed(ana, seats=(Seat(ana, has_joined=True),), is_whole_channel=False)
    recapper = house.recapper

    def with_another(viewer: Member) -> Recapper:
        linked = recapper(viewer).linked
        assert linked

        @asynccontextmanager
        async def two() -> AsyncGenerator[Sequence[Linked], None]:
            async with linked() as found:
                yield [*found, Linked(Hanging("ghe.example.org (ana)", host="ghe.example.org"))]

        return replace(recapper(viewer), linked=two)

    house.parts = replace(house.parts, recapper_of=with_another)
    house.tools = replace(house.tools, compose=Digester(house.parts, patience=0.02))
    async with asyncio.timeout(5):
        await house.goes_to(TUESDAY)

    assert "Added login" in house.posted[0]
    assert "ghe.example.org: it could not be looked at in full" in house.posted[0]

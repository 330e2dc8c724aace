"""Windows chain: every event is told once, whatever the schedule, the outages, the edits, and however late it surfaces."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.audience import PRIVATE, Clearance
from core.model import Event, Recap, RecapRequest, Window
from core.model.chat import Audience
from core.model.facts import Visibility
from core.model.standup import Chain, Report
from core.recap import Linked, Recapper
from core.standup.windows import LOOK_BACK, Untold, chained, fresh, key_of, stalled
from tests.core.standup.facts import ANA, done
from tests.facts import commit
from tests.fakes import FakeSource

START = datetime(2026, 11, 2, tzinfo=UTC)


@dataclass(frozen=True)
class Work:
    """Something that was done, and when it could be seen."""

    event: Event
    seen: datetime


work = st.builds(
    lambda number, at, late: Work(commit(f"Add part {number}", at=START + at, actor=ANA), START + at + late),
    st.integers(0, 10**9),
    st.timedeltas(timedelta(0), timedelta(days=20)),
    st.timedeltas(timedelta(0), LOOK_BACK - timedelta(days=3, seconds=1)),
)


async def told_by(works: Sequence[Work], now: datetime, untold: Untold) -> Recap:
    """Return what a report tells of work that can be seen now."""
    recapper = Recapper(sources=[FakeSource("web", *[one.event for one in works if one.seen <= now])], me=[ANA], now=lambda: now)
    request = RecapRequest(window=Window(untold.start, now, "UTC", "now"))
    return [one async for one in fresh(recapper, untold).answer(request)][-1]


@settings(max_examples=60)
@given(
    works=st.lists(work, max_size=12, unique_by=lambda one: one.event.title),
    gaps=st.lists(st.tuples(st.integers(1, 60), st.booleans(), st.booleans()), min_size=1, max_size=12),
)
def test_every_event_is_told_once(works: list[Work], gaps: list[tuple[int, bool, bool]]) -> None:
    """Reports come after gaps of hours; some fail, some are made twice since a process died before it wrote that it had told."""
    chain, told, now, shown = Chain(START, START), set[str](), START, list[Event]()
    last = [(24, False, False)]
    for hours, fails, dies in [*gaps, *last]:
        now += timedelta(hours=hours)
        untold = Untold(chain, frozenset(told), PRIVATE)
        report = Report(day=now.date(), due=now, until=now)
        if fails and now - chain.since < timedelta(days=10):
            chain = stalled(chain, report)
            continue
        for _ in range(1 + dies):
            recap = asyncio.run(told_by(works, now, untold))
        shown += recap.events
        told |= untold.keys_of(recap.events)
        chain = chained(chain, report)
    due = [one.event.title for one in works if one.seen <= now and one.event.at < now]
    titles = [event.title for event in shown]
    assert len(titles) == len(set(titles))
    assert set(titles) == set(due)


def test_what_is_late_and_may_not_be_told_here_is_not_counted_again() -> None:
    untold = Untold(Chain(START, START - timedelta(days=1)), frozenset(), Clearance(Audience.WORKSPACE))
    late = done("Add secret work", "2026-11-01 10:00", visibility=Visibility.PRIVATE)

    assert not untold.passes(late, "gitlab.com")
    assert untold.passes(replace(late, at=START), "gitlab.com")  # which the recap counts as hidden


def test_two_that_were_done_at_the_same_second_are_two() -> None:
    one, other = done("Add login", "2026-11-01 10:00"), done("Add logout", "2026-11-01 10:00")

    assert key_of(one) != key_of(other)
    assert key_of(one) == key_of(replace(one, ref="0" * 40))


async def test_linked_accounts_are_looked_through_too() -> None:
    told = commit("Add login", at=START + timedelta(hours=1), actor=ANA)
    new = commit("Add logout", at=START + timedelta(hours=2), actor=ANA)

    @asynccontextmanager
    async def linked() -> AsyncGenerator[Sequence[Linked], None]:
        yield [Linked(FakeSource("web", told, new, repository="acme/web"), (ANA,))]

    untold = Untold(Chain(START, START), frozenset([key_of(told)]), PRIVATE)
    recapper = Recapper(sources=[], me=[], now=lambda: START + timedelta(days=1), linked=linked)
    request = RecapRequest(window=Window(START, START + timedelta(days=1), "UTC", "now"))

    recap = [one async for one in fresh(recapper, untold).answer(request)][-1]

    assert [event.title for event in recap.events] == ["Add logout"]
    assert "acme/web" in recap.header


@pytest.mark.parametrize("days", [3, 30])
def test_a_host_that_is_away_is_waited_for_two_weeks(days: int) -> None:
    until = START + timedelta(days=days)

    waited = stalled(Chain(START, START), Report(day=until.date(), due=until, until=until))

    assert waited.since == max(START, until - timedelta(days=14))

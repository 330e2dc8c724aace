"""Sources that fail, or tell more than is taken: what is kept, and what is said of the rest."""

from dataclasses import replace

import pytest

from core.errors import AuthError, TransientError
from core.finding.gather import gather
from core.finding.kept import Kept
from core.model import Failure, RecapRequest
from tests.core.finding.gathered import EVERYONE, ME, WEEK, WHOLE, gathered, told
from tests.core.finding.made import after
from tests.facts import ANA, BOB, commit
from tests.fakes import FakeSource


async def test_a_source_that_fails_is_named_and_what_it_had_yielded_stays() -> None:
    broken = FakeSource("api", commit("Add half", repository="acme/api"), breaks=AuthError("The token has expired."))
    activity = await gathered(broken, FakeSource("web", WHOLE))
    assert sorted(told(activity)) == ["Add half", "Add login"]
    assert activity.failures == (Failure("api", "The token has expired."),)
    assert activity.repositories == ("web",)


async def test_sizes_that_cannot_be_read_are_named_and_the_events_stay() -> None:
    activity = await gathered(FakeSource("web", WHOLE, breaks_measuring=TransientError("An object is unreadable.")))
    assert told(activity) == ["Add login"]
    assert activity.failures == (Failure("web", "An object is unreadable."),)


async def test_what_fails_twice_in_the_same_way_is_told_once() -> None:
    damage = "An object is unreadable."
    source = FakeSource("web", WHOLE, breaks=TransientError(damage), breaks_measuring=TransientError(damage))
    assert (await gathered(source)).failures == (Failure("web", damage),)


async def test_our_own_bug_is_not_swallowed() -> None:
    with pytest.raises(ExceptionGroup) as caught:
        await gathered(FakeSource("web", breaks=ZeroDivisionError()))
    assert caught.group_contains(ZeroDivisionError)


async def test_sources_are_read_side_by_side_but_not_all_at_once() -> None:
    FakeSource.busiest = 0
    sources = [FakeSource(f"r{number}", *[commit(f"Add {number} {step}") for step in range(3)]) for number in range(20)]
    assert len((await gathered(*sources)).events) == 60
    assert FakeSource.busiest == 8


async def test_progress_is_told_at_the_start_on_the_way_and_at_the_end() -> None:
    told: list[tuple[str, int, bool]] = []
    source = FakeSource("web", *(commit(f"Add {number}") for number in range(501)))
    request = RecapRequest(who=EVERYONE, window=WEEK)
    await gather([source], request, me=(), now=after(200), report=lambda *progress: told.append(progress))
    assert told == [("web", 0, False), ("web", 500, False), ("web", 501, True)]


@pytest.mark.fault("F065")
async def test_a_window_with_too_much_says_how_much_was_looked_at() -> None:
    events = [commit(f"Add {number}", at=after(number)) for number in range(5)]
    activity = await gathered(FakeSource("web", *events), most=3)
    assert told(activity) == ["Add 2", "Add 3", "Add 4"]
    assert [failure.source for failure in activity.failures] == ["web"]
    assert activity.failures[0].why.startswith("3 of 5 ")


@pytest.mark.fault("F065")
async def test_too_much_of_others_costs_the_asked_person_nothing() -> None:
    mine = commit("Add login")
    activity = await gathered(FakeSource("web", mine, *(commit(f"Add {n}", actor=BOB, at=after(n)) for n in range(9))), who=ME, most=3)
    assert told(activity) == ["Add login"]
    assert activity.failures == ()


def test_what_is_kept_is_the_likely_before_the_later() -> None:
    kept = Kept(lambda identity: identity is ANA, most=2)
    events = [
        commit("a", at=after(0)),
        commit("b", actor=BOB, at=after(9)),
        commit("c", at=after(1)),
        commit("d", at=after(2)),
    ]
    for event in events:
        kept.add(0, event)
    assert {event.title for event in kept.of(0)} == {"c", "d"}
    assert kept.of(1) == []
    assert kept.counts == {ANA: 3, BOB: 1}
    assert sum(kept.dropped.values()) == 2


def test_what_was_done_with_others_is_as_likely() -> None:
    kept = Kept(lambda identity: identity is ANA, most=1)
    for event in [replace(commit("a", actor=BOB), others=(ANA,)), commit("b", actor=BOB, at=after(9))]:
        kept.add(0, event)
    assert [event.title for event in kept.of(0)] == ["a"]

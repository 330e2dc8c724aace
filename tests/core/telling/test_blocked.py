"""What open requests wait for, in a standup, where their host tells it."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from core.finding.fold import fold
from core.model import Activity, Blocker, Event, EventKind, Identity, Person, RecapRequest, Shape, Thread, ThreadState, Window
from core.telling.compose import Composer

NOW = datetime(2026, 11, 17, 9, 30, tzinfo=UTC)
ANA, BEN = Identity("Ana Lima", login="github:ana"), Identity("Ben Okafor", login="github:ben")
WINDOW = Window(datetime(2026, 11, 16, tzinfo=UTC), NOW, "UTC", "Mon 16 Nov")


def opened(number: int, blockers: tuple[Blocker, ...] | None, *, author: Identity = ANA) -> Event:
    thread = Thread(
        ref=f"#{number}", title=f"Part {number}", url="", is_request=True, state=ThreadState.OPEN, author=author, blockers=blockers
    )
    at = datetime(2026, 11, 16, 10, number, tzinfo=UTC)
    kind = EventKind.PULL_OPENED if author == ANA else EventKind.REVIEW
    return Event(kind=kind, at=at, actor=ANA, ref=thread.ref, title=thread.title, repository="acme/web", thread=thread)


def footer(*events: Event) -> tuple[str, ...]:
    numbered = tuple(replace(event, id=f"E{number}") for number, event in enumerate(events, 1))
    activity = Activity(events=numbered, people=(Person("Ana Lima", (ANA,)),), repositories=("acme/web",))
    request = RecapRequest(window=WINDOW, shape=Shape.STANDUP)
    return Composer(request, activity, fold(numbered, activity.people), NOW).recap().footer


@pytest.mark.parametrize(
    ("events", "said"),
    [
        (
            [opened(1, (Blocker.CHANGES, Blocker.CONFLICTS)), opened(2, (Blocker.CHECKS,))],
            "blocked: #1 (changes requested, conflicts), #2 (checks red)",
        ),
        ([opened(1, None)], "blocked is left out: git alone does not tell it"),
    ],
)
def test_a_standup_names_what_its_own_requests_wait_for(events: list[Event], said: str) -> None:
    assert said in footer(*events)


def test_a_request_of_somebody_else_and_one_that_waits_for_nothing_are_not_blocked() -> None:
    assert not [line for line in footer(opened(1, ()), opened(2, (Blocker.CHANGES,), author=BEN)) if "blocked" in line]


def test_requests_of_one_number_in_two_repositories_are_told_apart() -> None:
    far = replace(opened(1, (Blocker.REVIEW,)), repository="acme/api", url="https://gitlab.com/acme/api/-/merges/1")
    said = footer(opened(1, (Blocker.CHECKS,)), opened(2, ()), far)
    assert "blocked: #1 (checks red), acme/api#1 (review waiting)" in said

"""What open requests wait for, in a standup, where their host tells it."""

from dataclasses import replace
from datetime import UTC, datetime

from core.finding.fold import fold
from core.model import Activity, Blocker, Event, EventKind, Identity, Person, Recap, RecapRequest, Shape, Thread, ThreadState, Window
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


def recap(*events: Event, hosts: tuple[str, ...] = ("github.com",)) -> Recap:
    numbered = tuple(replace(event, id=f"E{number}") for number, event in enumerate(events, 1))
    activity = Activity(events=numbered, people=(Person("Ana Lima", (ANA,)),), repositories=("acme/web",), hosts=hosts)
    request = RecapRequest(window=WINDOW, shape=Shape.STANDUP)
    return Composer(request, activity, fold(numbered, activity.people), NOW).recap()


def blocked(*events: Event) -> list[str]:
    return [bullet.text for bullet in recap(*events).bullets if bullet.section == "Blocked"]


def test_a_standup_names_what_its_own_requests_wait_for() -> None:
    shown = recap(opened(1, (Blocker.CHANGES, Blocker.CONFLICTS)), opened(2, (Blocker.CHECKS,)), opened(3, ()))

    assert [(bullet.section, bullet.text) for bullet in shown.bullets] == [
        ("Next (not merged yet)", "Opened “Part 3” (#3)"),
        ("Blocked", "Opened “Part 1”; changes requested, conflicts (#1)"),
        ("Blocked", "Opened “Part 2”; checks red (#2)"),
    ]
    assert shown.footer == ()


def test_a_request_of_somebody_else_and_one_that_waits_for_nothing_are_not_blocked() -> None:
    assert blocked(opened(1, ()), opened(2, (Blocker.CHANGES,), author=BEN), opened(3, None)) == []


def test_requests_of_one_number_in_two_repositories_are_told_apart() -> None:
    far = replace(opened(1, (Blocker.REVIEW,)), repository="acme/api", url="https://gitlab.com/acme/api/-/merges/1")

    assert sorted(blocked(opened(1, (Blocker.CHECKS,)), opened(2, ()), far)) == [
        "Opened “Part 1”; checks red (#1)",
        "Opened “Part 1”; waiting for review (acme/api#1)",
    ]


def test_that_blocked_and_next_are_left_out_is_said_of_git_alone() -> None:
    done = replace(opened(1, ()), kind=EventKind.PULL_MERGED)
    merged = replace(done, thread=replace(done.thread, state=ThreadState.MERGED)) if done.thread else done

    assert recap(merged).footer == ()
    assert recap(merged, hosts=()).footer == (
        "next is left out: no branch holds unmerged work of this window",
        "blocked is left out: git alone does not tell it",
    )

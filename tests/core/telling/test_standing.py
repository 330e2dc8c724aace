"""Where a request stands is told behind its work, and a model may tell it where that is true."""

from dataclasses import replace

import pytest

from core.finding.fold import fold
from core.model import Blocker, Event, EventKind, Length, RecapRequest, Shape, Thread, ThreadState, WorkItem
from core.telling.grounding import grounded
from core.telling.grounding.refusal import Rule
from core.telling.plain import plain
from core.telling.sentence import sentence
from tests.core.finding.made import after, on_branch
from tests.core.recaps import WINDOW
from tests.facts import BOB, commit
from tests.threads import did, request

OPEN, DRAFT = ThreadState.OPEN, ThreadState.DRAFT


def asked(
    title: str, *why: Blocker, ref: str = "#7", state: ThreadState = OPEN, commits: tuple[str, ...] = (), is_approved: bool = False
) -> Thread:
    return replace(request(ref, title, state=state, commits=commits), blockers=why, is_approved=is_approved)


def work(*events: Event) -> WorkItem:
    (item,) = fold(events).items
    return item


def pushed(title: str, *why: Blocker, state: ThreadState = OPEN, is_approved: bool = False, ref: str = "#7") -> list[Event]:
    change = on_branch(title, f"work{ref[1:]}")
    thread = asked(title, *why, ref=ref, state=state, commits=(change.ref,), is_approved=is_approved)
    return [change, did(EventKind.PULL_OPENED, thread)]


@pytest.mark.parametrize(
    ("events", "told"),
    [
        (pushed("Add the billing export", state=DRAFT), "Started the billing export; the draft is open (#7)"),
        (pushed("Add the billing export", Blocker.REVIEW, state=DRAFT), "Started the billing export; the draft is open (#7)"),
        (pushed("Add export", Blocker.CONFLICTS, state=DRAFT), "Started export; the draft is open: conflicts (#7)"),
        (pushed("Export invoices as CSV", Blocker.REVIEW), "Exported invoices as CSV; waiting for review (#7)"),
        (pushed("Export invoices", Blocker.CHANGES, Blocker.CONFLICTS), "Exported invoices; changes requested, conflicts (#7)"),
        (pushed("Export invoices", is_approved=True), "Exported invoices; approved, not merged yet (#7)"),
        (pushed("Export invoices"), "Exported invoices; the request is open (#7)"),
        (pushed("Export invoices", state=ThreadState.CLOSED), "Exported invoices; closed without a merge (#7)"),
        ([on_branch("Export invoices (#7)", "export")], "Exported invoices, on export (#7)"),
        ([did(EventKind.PULL_OPENED, asked("Export invoices", Blocker.REVIEW))], "Opened “Export invoices”; waiting for review (#7)"),
        ([did(EventKind.PULL_DRAFTED, asked("Export", state=DRAFT))], "Started “Export”; the draft is open (#7)"),
        ([did(EventKind.PULL_CLOSED, asked("Export", state=ThreadState.CLOSED))], "Closed “Export” (#7)"),
        ([did(EventKind.REVIEW, replace(asked("Export", Blocker.REVIEW), author=BOB))], "Reviewed “Export” (#7)"),
    ],
)
def test_unmerged_work_of_a_request_says_where_that_stands(events: list[Event], told: str) -> None:
    assert sentence([work(*events)]) == told


def test_requests_that_stand_alike_say_so_once_and_others_apart() -> None:
    def item(ref: str, *why: Blocker) -> WorkItem:
        return work(*pushed(f"Add part {ref[1:]}", *why, ref=ref))

    alike = sentence([item("#7"), item("#8")], length=Length.SHORT)

    assert alike == "Added part 7 (#7) and part 8 (#8); the requests are open"
    assert "waiting" not in sentence([item("#7"), item("#8", Blocker.REVIEW)])


def test_requests_of_one_piece_of_work_that_stand_apart_are_not_said_to_stand_alike() -> None:
    review = asked("Add the export", Blocker.REVIEW)
    draft = replace(asked("Add the page", ref="#8", state=DRAFT), closes=("#7",))

    assert "draft" not in (text := sentence([work(did(EventKind.PULL_OPENED, review), did(EventKind.PULL_DRAFTED, draft))]))
    assert "waiting" not in text


def test_a_standup_has_what_waits_for_others_in_a_part_of_its_own_however_full_it_is() -> None:
    done = [commit(f"Add page {number}", at=after(number)) for number in range(9)]
    events = [*done, *pushed("Export invoices", Blocker.REVIEW), *pushed("Cache totals", ref="#8")]

    body = plain(fold(events).items, RecapRequest(window=WINDOW, shape=Shape.STANDUP, limit=3))

    told = [(bullet.section, bullet.text) for bullet in body.bullets]
    assert ("Next (not merged yet)", "Cached totals; the request is open (#8)") in told
    assert told[-1] == ("Blocked", "Exported invoices; waiting for review (#7)")
    assert len(told) == 3


@pytest.mark.parametrize(
    ("events", "lines"),
    [
        (pushed("Add the export", state=DRAFT), ["Started the export; the draft is open (#7)", "Added the export (#7), still a draft"]),
        (
            pushed("Add the export", Blocker.REVIEW),
            ["Added the export; waiting for review (#7)", "Added the export (#7), which waits for review"],
        ),
        (
            pushed("Add the export", Blocker.CHANGES, Blocker.CHECKS),
            [
                "Added the export; changes requested (#7)",
                "Added the export, checks are failing (#7)",
                "Added the export; not merged yet (#7)",
            ],
        ),
        (pushed("Add the export", is_approved=True), ["Added the export; approved, not merged yet (#7)"]),
    ],
)
def test_a_model_may_say_where_a_request_stands(events: list[Event], lines: list[str]) -> None:
    assert [grounded(line, [work(*events)]) for line in lines] == [None] * len(lines)


@pytest.mark.parametrize(
    "claim", ["the draft is open", "approved", "waiting for review", "changes requested", "it has conflicts", "checks are red"]
)
def test_a_model_may_not_say_where_a_request_does_not_stand(claim: str) -> None:
    refusal = grounded(f"Added the export; {claim} (#7)", [work(*pushed("Add the export"))])

    assert refusal
    assert refusal.rule is Rule.STATE


def test_what_is_said_of_two_requests_is_true_of_both() -> None:
    items = [work(*pushed("Add the export", Blocker.REVIEW)), work(*pushed("Add the cache", ref="#8"))]

    assert grounded("Added the export (#7) and the cache (#8); waiting for review", items)


def test_a_request_is_said_to_be_open_and_never_to_be_merged() -> None:
    assert grounded("Added the export; merged (#7)", [work(*pushed("Add the export"))])
    assert grounded("Added a draft of the export (#7)", [work(*pushed("Add the export"))])


def test_a_commit_that_only_says_its_request_in_another_word_is_not_told_beside_it() -> None:
    def told(title: str) -> str:
        change = on_branch(title, "export")
        thread = asked("Export invoices as CSV", state=DRAFT, commits=(change.ref,))
        return sentence([work(change, on_branch("Log it", "export"), did(EventKind.PULL_OPENED, thread))])

    assert told("Write invoices as CSV").startswith("Exported invoices as CSV; logged it; the draft is open")
    assert "removed invoices" in told("Remove invoices as CSV")

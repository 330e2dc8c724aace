"""Requests and issues in sentences."""

from dataclasses import replace

from core.finding.fold import fold
from core.model import Event, EventKind, RecapRequest, Shape, ThreadState, Verdict
from core.telling.plain import plain
from tests.core.finding.made import after
from tests.core.recaps import WINDOW
from tests.facts import ANA, BOB, MONDAY
from tests.threads import did, issue, request

OPENED, MERGED, REVIEW = EventKind.PULL_OPENED, EventKind.PULL_MERGED, EventKind.REVIEW


def texts(*events: Event) -> list[str]:
    folded = fold(events)
    return [bullet.text for bullet in plain(folded.items, RecapRequest(window=WINDOW)).bullets]


def test_a_merged_request_of_one_s_own_is_told_as_work() -> None:
    login = request("#412", "Add login")

    assert texts(did(OPENED, login), did(MERGED, login)) == ["Added login (#412)"]


def test_an_open_request_is_told_as_opened() -> None:
    assert texts(did(OPENED, request("!77", "Add export", state=ThreadState.OPEN))) == ["Opened “Add export” (!77)"]
    assert texts(did(EventKind.PULL_DRAFTED, request("!77", "Add export", state=ThreadState.DRAFT))) == [
        "Started “Add export”; the draft is open (!77)"
    ]
    assert texts(did(EventKind.PULL_CLOSED, request("!77", "Add export", state=ThreadState.CLOSED))) == ["Closed “Add export” (!77)"]


def test_a_request_of_somebody_else_that_was_merged_is_not_one_s_own_work() -> None:
    assert texts(did(MERGED, request("#9", "Add export", author=BOB), actor=ANA)) == ["Merged “Add export” (#9)"]


def test_one_review_is_told_by_its_verdict() -> None:
    theirs = request("#9", "Add export", author=BOB)

    assert texts(did(REVIEW, theirs, verdict=Verdict.APPROVED)) == ["Approved “Add export” (#9)"]
    assert texts(did(REVIEW, theirs, verdict=Verdict.CHANGES_REQUESTED)) == ["Asked for changes in “Add export” (#9)"]
    assert texts(did(EventKind.REVIEW_COMMENT, theirs)) == ["Reviewed “Add export” (#9)"]


def test_the_last_verdict_that_says_something_counts() -> None:
    theirs = request("#9", "Add export", author=BOB)
    asked = did(REVIEW, theirs, verdict=Verdict.CHANGES_REQUESTED)

    assert texts(
        asked, did(REVIEW, theirs, verdict=Verdict.APPROVED, at=after(1)), did(REVIEW, theirs, verdict=Verdict.COMMENTED, at=after(2))
    ) == ["Approved “Add export” (#9)"]


def test_many_reviews_are_counted_with_those_that_asked_for_changes() -> None:
    verdicts = [Verdict.CHANGES_REQUESTED, Verdict.CHANGES_REQUESTED, *[Verdict.APPROVED] * 4]
    reviews = [
        did(REVIEW, request(f"#{number}", f"Add part {number}", author=BOB), verdict=verdict) for number, verdict in enumerate(verdicts, 1)
    ]

    [text] = texts(*reviews)
    assert text.startswith("Reviewed 6 pull requests, and asked for changes in two of them (#")


def test_many_reviews_without_a_wish_are_counted() -> None:
    reviews = [did(REVIEW, request(f"#{number}", f"Add part {number}", author=BOB), verdict=Verdict.APPROVED) for number in range(1, 6)]

    [text] = texts(*reviews)
    assert text.startswith("Reviewed 5 pull requests (#")


def test_issues_and_comments_are_named() -> None:
    assert texts(did(EventKind.ISSUE_OPENED, issue("#3", "Slow start"))) == ["Opened the issue “Slow start” (#3)"]
    assert texts(did(EventKind.ISSUE_CLOSED, issue("#3", "Slow start", state=ThreadState.CLOSED))) == ["Closed the issue “Slow start” (#3)"]
    assert texts(did(EventKind.COMMENT, issue("#3", "Slow start", author=BOB), at=MONDAY)) == ["Commented on “Slow start” (#3)"]


def test_reviewing_open_work_is_done_and_one_s_own_open_request_is_next() -> None:
    theirs, mine = request("#9", "Add export", author=BOB, state=ThreadState.OPEN), request("#10", "Add login", state=ThreadState.OPEN)
    folded = fold([did(REVIEW, theirs, verdict=Verdict.APPROVED), did(OPENED, mine)])

    bullets = plain(folded.items, RecapRequest(window=WINDOW, shape=Shape.STANDUP)).bullets

    assert [(bullet.section.split(" ")[0], bullet.text) for bullet in bullets] == [
        ("Done", "Approved “Add export” (#9)"),
        ("Next", "Opened “Add login” (#10)"),
    ]


def test_many_reviews_are_one_bullet_however_much_else_was_done_and_wherever_they_were() -> None:
    work = [did(MERGED, request(f"#{number}", f"Add part {number}")) for number in range(20, 29)]
    given = {"acme/web": Verdict.APPROVED, "acme/api": Verdict.CHANGES_REQUESTED, "acme/docs": Verdict.COMMENTED, "acme/app": None}
    reviews = [
        replace(did(REVIEW, request(f"#{number}", "Part", author=BOB), verdict=verdict), repository=repository)
        for number, (repository, verdict) in enumerate(given.items(), 1)
    ]

    told = texts(*work, *reviews)

    assert len(told) == 7
    (said,) = [text for text in told if "eview" in text]
    assert said.startswith("Reviewed 4 pull requests, and asked for changes in one of them (")

"""Requests, their reviews, their commits and the issues that they close become one piece of work."""

from dataclasses import replace

from core.finding.fold import fold
from core.model import EventKind, Folded, Identity, Link, State, ThreadState, Verdict, WorkKind
from core.telling.grounding import grounded
from core.telling.sentence import sentence
from tests.core.finding.made import after, on_branch
from tests.facts import BOB, commit
from tests.threads import did, issue, request

OPENED, MERGED, REVIEW = EventKind.PULL_OPENED, EventKind.PULL_MERGED, EventKind.REVIEW


def told(folded: Folded) -> list[tuple[str, WorkKind, State, int]]:
    return [(item.title, item.kind, item.state, len(item.events)) for item in folded.items]


def test_a_request_its_commits_and_the_issue_that_it_closes_are_one_item() -> None:
    first, second = commit("Add the form", at=after(1)), commit("Add the button", at=after(2))
    login = request("#412", "Add login", commits=(first.ref, second.ref), closes=("#7",))

    folded = fold(
        [
            first,
            second,
            did(OPENED, login),
            did(MERGED, login, at=after(3)),
            did(EventKind.ISSUE_CLOSED, issue("#7", "No login"), at=after(3)),
        ]
    )

    assert told(folded) == [("Add login", WorkKind.FEATURE, State.MERGED, 5)]
    assert folded.items[0].links[0].ref == "#412"


def test_a_squash_merge_in_a_clone_joins_its_request_at_the_host() -> None:
    squash = commit("Add login (#412)")

    assert len(fold([squash, did(MERGED, request("#412", "Add login"))]).items) == 1


def test_a_commit_that_names_an_issue_joins_it() -> None:
    folded = fold([commit("Keep the session (#7)"), did(EventKind.ISSUE_CLOSED, issue("#7", "Session is lost", author=BOB))])

    assert [len(item.events) for item in folded.items] == [2]


def test_opening_and_merging_at_one_moment_are_two_events_and_no_copies() -> None:
    login = request("#412", "Add login")

    folded = fold([did(OPENED, login), did(MERGED, login)])

    assert folded.copies == ()
    assert told(folded) == [("Add login", WorkKind.FEATURE, State.MERGED, 2)]


def test_the_same_commit_from_a_host_and_from_a_clone_is_told_once() -> None:
    here = commit("Add login")

    folded = fold([here, commit("Add login")])

    assert [len(group.events) for group in folded.copies] == [1]


def test_a_request_that_holds_the_work_of_weeks_glues_nothing() -> None:
    commits = [commit(f"Add part {number}", at=after(number)) for number in range(26)]
    train = request("#500", "Release train", commits=tuple(event.ref for event in commits))

    assert len(fold([*commits, did(MERGED, train)]).items) == 27


def test_open_draft_and_closed_requests_have_come_that_far() -> None:
    for state, expected in ((ThreadState.OPEN, State.OPEN), (ThreadState.DRAFT, State.OPEN), (ThreadState.CLOSED, State.CLOSED)):
        assert fold([did(OPENED, request("#1", "Add login", state=state))]).items[0].state is expected


def test_reviewing_others_work_is_a_review_and_merging_it_no_work_of_one_s_own() -> None:
    theirs = request("#9", "Add export", author=BOB)

    assert told(fold([did(REVIEW, theirs, verdict=Verdict.APPROVED)])) == [("Add export", WorkKind.REVIEW, State.MERGED, 1)]
    assert told(fold([did(MERGED, theirs)])) == [("Add export", WorkKind.DISCUSSION, State.MERGED, 1)]


def test_issues_and_comments_are_discussion() -> None:
    assert told(fold([did(EventKind.ISSUE_OPENED, issue("#3", "Slow start"))])) == [("Slow start", WorkKind.DISCUSSION, State.OPEN, 1)]
    assert told(fold([did(EventKind.COMMENT, issue("#3", "Slow start"))])) == [("Slow start", WorkKind.DISCUSSION, State.OPEN, 1)]


def test_an_issue_of_another_repository_that_is_closed_is_tied_too() -> None:
    login = request("#412", "Add login", closes=("acme/web#7", "PAY-1"))

    assert len(fold([did(MERGED, login), did(EventKind.ISSUE_CLOSED, issue("#7", "No login"))]).items) == 1


def test_a_squash_merge_by_another_is_merged_and_known_by_one_reference() -> None:
    first, squash = on_branch("Add the form"), commit("Add login", at=after(2))
    login = request("!12", "Add login", commits=(first.ref, squash.ref))

    (item,) = fold([first, did(OPENED, login), replace(squash, mentions=(Link("acme/web!12", login.url),))]).items

    assert item.state is State.MERGED
    assert [link.ref for link in item.links] == ["!12"]


def test_title_of_somebody_else_s_request_is_not_told_of_who_added_to_it_and_merged_it() -> None:
    ana, bob = Identity("Ana Lima", login="github:ana"), Identity("Bob Berg", login="github:bob")
    csv = request("#58", "Add CSV import", author=bob)
    merged = did(MERGED, csv, actor=ana, at=after(3))
    typo, tests, quotes = (
        replace(commit(title, actor=ana, at=after(number)), thread=csv)
        for number, title in enumerate(["Fix typo", "Add tests for empty files", "Handle quoted fields"])
    )

    assert sentence(fold([merged, typo]).items) == "Fixed typo (#58)"
    assert sentence(fold([merged, tests, quotes]).items) == "Handled quoted fields; added tests for empty files (#58)"
    together = fold([replace(tests, actor=bob), quotes, merged]).items
    assert [one.title for one in together] == ["Add CSV import"]  # who opened it is told of too


def test_words_of_somebody_else_s_request_back_no_line_about_who_added_to_it() -> None:
    csv = request("#58", "Add CSV import", author=BOB)
    (item,) = fold([did(MERGED, csv), replace(commit("Handle quoted fields"), thread=csv)]).items

    assert grounded("Handled quoted fields (#58)", [item]) is None
    assert grounded("Added CSV import (#58)", [item]) is not None

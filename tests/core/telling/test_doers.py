"""Who is told as the doer of some work, and in which words those who reviewed, merged or reported it are told."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from core.finding.fold import fold
from core.model import Bullet, By, Event, EventKind, Identity, RecapRequest, ThreadState
from core.telling.doers import doers
from core.telling.grounding import grounded
from core.telling.plain import Body, plain
from core.telling.prompt import build
from tests.core.recaps import WINDOW
from tests.facts import ANA, BOB, commit
from tests.threads import did, issue, request

CLEO = Identity("Cleo Park", "cleo@example.org")
ASKED = RecapRequest(window=WINDOW)


def written(title: str, ref: str, *, actor: Identity = BOB) -> list[Event]:
    """Return a request of somebody with its commit."""
    made = commit(title, actor=actor, branch="work")
    thread = request(ref, title, author=actor, commits=(made.ref,), state=ThreadState.OPEN)
    return [replace(made, thread=thread), did(EventKind.PULL_OPENED, thread, actor=actor)]


def told(events: Sequence[Event], asked: RecapRequest = ASKED, taken: Sequence[Bullet] = ()) -> Body:
    return plain(fold(events).items, asked, taken=taken, names_actors=True)


def test_who_reviewed_and_merged_is_not_told_as_who_did_it() -> None:
    work = written("Cache invoices for an hour", "!1")
    thread = work[1].thread
    assert thread
    review = did(EventKind.REVIEW, thread, actor=ANA)
    remark = did(EventKind.COMMENT, thread, actor=ANA)
    merge = did(EventKind.PULL_MERGED, thread, actor=CLEO)

    assert told([*work, review, remark]).bullets[0].text == "Bob Berg cached invoices for an hour (!1); reviewed by Ana Lima"
    assert told([*work, review, merge]).bullets[0].text.endswith("(!1); reviewed by Ana Lima; merged by Cleo Park")
    assert told([*work, review, replace(merge, actor=ANA)]).bullets[0].text.endswith("; reviewed and merged by Ana Lima")


def test_of_what_nobody_wrote_here_who_did_what_is_told_is_the_doer() -> None:
    thread = request("!4", "Add login", author=BOB)
    merged = did(EventKind.PULL_MERGED, thread, actor=CLEO)

    assert told([did(EventKind.PULL_OPENED, thread, actor=BOB), merged, did(EventKind.REVIEW, thread, actor=ANA)]).bullets[0].text == (
        "Cleo Park merged “Add login” (!4); opened by Bob Berg; reviewed by Ana Lima"
    )
    assert told([replace(merged, actor=BOB), did(EventKind.REVIEW, thread, actor=ANA)]).bullets[0].text == (
        "Bob Berg added login (!4); reviewed by Ana Lima"
    )


def test_who_reported_and_who_closed_an_issue_are_told_apart() -> None:
    thread = issue("#5", "Export is empty", author=ANA, state=ThreadState.CLOSED)

    body = told([did(EventKind.ISSUE_OPENED, thread, actor=ANA), did(EventKind.ISSUE_CLOSED, thread, actor=BOB)])

    assert body.bullets[0].text == "Bob Berg closed the issue “Export is empty” (#5); reported by Ana Lima"


def test_several_in_one_bullet_say_which_of_them_somebody_reviewed() -> None:
    events = [written("Document login", "!1")[0], written("Document logout", "!2")[0]]
    thread = events[1].thread
    assert thread

    alone = told([*events, did(EventKind.REVIEW, thread, actor=ANA)])

    assert len(alone.bullets) == 1
    assert alone.bullets[0].text.endswith("; reviewed by Ana Lima (!2)")


@pytest.mark.parametrize(("reviewed", "said"), [(8, "; reviewed by Ana Lima"), (7, "; some reviewed by Ana Lima")])
def test_no_review_vanishes_in_the_line_of_smaller_work(reviewed: int, said: str) -> None:
    works = [written(f"Add part {number} of many things that are told one by one", f"!{number}") for number in range(1, 9)]
    reviews = [did(EventKind.REVIEW, thread, actor=ANA) for work in works[-reviewed:] if (thread := work[1].thread)]

    assert told([event for work in works for event in work] + reviews, replace(ASKED, limit=2)).rest.endswith(said)


def test_a_model_is_told_of_the_doers_alone_and_what_it_writes_is_told_with_the_others() -> None:
    work = written("Cache invoices for an hour", "!1")
    thread = work[1].thread
    assert thread
    items = fold([*work, did(EventKind.REVIEW, thread, actor=ANA), *written("Add the export", "!2", actor=CLEO)]).items
    [cached] = [item for item in items if "Cache" in item.title]

    prompt, _ = build(items, ASKED, count=len, budget=10_000)
    line = Bullet("Bob Berg cached invoices (!1)", (cached.id,), by=By.MODEL)
    body = plain(items, ASKED, taken=[line], names_actors=True)

    assert doers([cached]) == ("Bob Berg",)
    assert "by: Bob Berg | " in prompt.user
    assert "Ana Lima" not in prompt.user
    assert grounded("Ana Lima and Bob Berg cached invoices for an hour", [cached]) is not None
    assert grounded("Bob Berg cached invoices for an hour", [cached]) is None
    assert "Bob Berg cached invoices (!1); reviewed by Ana Lima" in [bullet.text for bullet in body.bullets]


def test_beside_a_sentence_in_another_language_the_others_stand_in_words_of_every_language() -> None:
    work = written("Cache invoices for an hour", "!1")
    thread = work[1].thread
    assert thread
    people = [Identity(name, f"{name}@example.org") for name in ("Dee", "Eli", "Fay", "Gus")]
    reviews = [did(EventKind.REVIEW, thread, actor=person) for person in people]
    merge = did(EventKind.PULL_MERGED, thread, actor=ANA)
    line = Bullet("Bob Berg hat Rechnungen zwischengespeichert (!1)", ("W1",), by=By.MODEL)

    [bullet] = told([*work, *reviews, merge], replace(ASKED, language="German"), taken=[line]).bullets

    assert bullet.text == f"{line.text}; review: Dee, Eli, Fay, +1; merge: Ana Lima"


def test_who_wrote_it_together_with_somebody_is_told_and_a_tool_is_not() -> None:
    tools = (Identity("Copilot", "198982749+Copilot@users.noreply.github.com"), Identity("Claude", "noreply@anthropic.com"))
    robots = (Identity("renovate[bot]", "29139614+renovate[bot]@users.noreply.github.com"), Identity("CI", "ci@acme.dev", is_bot=True))
    work = replace(commit("Cache invoices for an hour"), others=(BOB, *tools, *robots))

    assert told([work]).bullets[0].text == f"Ana Lima cached invoices for an hour ({work.ref[:7]}); co-written by Bob Berg"

"""What a model writes and is not taken: it is counted by its reason, and the plain bullet stays."""

from dataclasses import replace

import pytest

from core.messages import telling as messages
from core.model import Shape
from core.telling.write import Report
from tests.core.telling.week import ASKED, FACTS, Pen, Week, told
from tests.core.telling.writing import ALL, ANSWERS, by_model, snapshots


async def test_a_model_that_fails_leaves_what_it_told_and_says_so() -> None:
    shown = await snapshots(Pen("[W3] Redacted tokens in debug logging\n[W2] Added supp", failure=messages.STALLED))
    assert shown[-1].footer == ("The model stopped in the middle; 1 bullet is its own, the rest is plain",)
    assert list(by_model(shown[-1])) == [("W3",)]


@pytest.mark.fault("F082")
async def test_a_model_that_fails_at_once_leaves_the_plain_recap() -> None:
    (only,) = await snapshots(Pen("", failure=messages.EMPTY))
    assert only == replace(Week().recap(), finished=True, footer=("The model's answer was empty; this is the plain recap",))


@pytest.mark.fault("F082")
@pytest.mark.parametrize("name", ["refusal", "json", "lies"])
async def test_an_answer_without_a_usable_line_leaves_the_plain_recap(name: str) -> None:
    (only,) = await snapshots(Pen(ANSWERS[name]))
    assert only.bullets == Week().recap().bullets
    assert only.footer == ("No line of the model's answer passed the check; this is the plain recap",)


async def test_dropped_lines_are_counted_by_their_reason() -> None:
    report = Report()
    await snapshots(Pen(ANSWERS["repeats"]), report=report)
    assert report.taken == 2
    assert report.dropped == {"an id that was told before": 3, "an id that is not in the facts": 1, "no ids in brackets": 1}
    await snapshots(Pen(ANSWERS["endless-line"]), report=report)
    assert report.dropped == {"too long": 2}
    await snapshots(Pen("[W3] Redacted to\u200bkens\n[W2] Added support for the admin.barriers.* methods (#839)\n"), report=report)
    assert report.dropped == {"hidden characters or a secret": 1, "reference": 1}


async def test_a_secret_that_a_model_makes_up_is_not_shown() -> None:
    token = "ghp_" + "a1B2" * 9
    (only,) = await snapshots(Pen(f"[W3] Redacted {token} in debug logging"))
    assert by_model(only) == {}


async def test_no_more_lines_are_taken_than_were_asked_for() -> None:
    report = Report()
    shown = await snapshots(Pen(ANSWERS["good"]), week=Week(request=replace(ASKED, limit=2)), report=report)
    assert list(by_model(shown[-1])) == [("W1",), ("W2",)]
    assert report.dropped == {"more lines than asked for": 2}
    assert told(shown[-1]) == ALL


async def test_an_item_that_the_model_was_not_given_stays_plain() -> None:
    shown = await snapshots(Pen(ANSWERS["good"]), given=["W1", "W2"])
    assert list(by_model(shown[-1])) == [("W1",), ("W2",)]


async def test_a_reference_with_two_addresses_is_not_shown() -> None:
    other = replace(FACTS[3], links=(replace(FACTS[1].links[0], url="https://git.example/acme/api/issues/893"),))
    week = Week(facts=(*FACTS[:3], other, *FACTS[4:]))
    report = Report()
    line = "[W2,W4] Added support for the admin.barriers.* methods (#893) and reverted the default testing mode to threading mode"
    (only,) = await snapshots(Pen(line), week=week, report=report)
    assert report.dropped == {"one reference with two addresses": 1}
    assert told(only) == ALL


async def test_a_line_does_not_mix_what_is_done_with_what_is_next() -> None:
    week = Week(request=replace(ASKED, shape=Shape.STANDUP))
    report = Report()
    line = "[W7,W3] Started the typed_body field and redacted tokens in debug logging\n[W3] Redacted tokens in debug logging"
    shown = await snapshots(Pen(line), week=week, report=report)
    assert report.dropped == {"facts of two sections": 1}
    assert {bullet.section for bullet in shown[-1].bullets if "W3" in bullet.items} == {"Done"}
    assert told(shown[-1]) == ALL


async def test_facts_beyond_the_budget_are_told_plainly_and_it_is_said() -> None:
    pen = Pen(ANSWERS["good"])
    (only,) = await snapshots(pen, given=[])
    assert only.footer == ("The facts do not fit into the model's budget; this is the plain recap",)
    assert pen.prompts == []

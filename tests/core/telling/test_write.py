"""The model's lines take the place of plain bullets; what is shown on the way is always whole."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from typing_extensions import override

from core.messages import telling as messages
from core.model import By, EventKind, Length, Prompt, Recap, Shape, WorkItem, WorkKind
from core.telling.draft import Fault
from core.telling.grounding import Refusal, Rule, grounded, prepare
from core.telling.write import Report, written
from tests.core.telling.week import ASKED, FACTS, Pen, Week, told
from tests.facts import ANA, BOB, commit, item
from tests.threads import did, request

ALL = sorted(fact.id for fact in FACTS)
PROMPT = Prompt("Write.", "W1 | ...", 100)
ANSWERS = {path.stem: path.read_bytes().decode() for path in sorted((Path(__file__).parent / "answers").glob("*.txt"))}
CUT = messages.CUT


@cache
def _judged(line: str, ids: tuple[str, ...]) -> Refusal | None:
    return grounded(line, [fact for fact in FACTS if fact.id in ids])


def check(line: str, facts: Sequence[WorkItem]) -> Refusal | None:
    """Judge as the real check does, each line once: the same answers are cut at each of their bytes."""
    return _judged(line, tuple(fact.id for fact in facts))


def carry(english: str, translation: str, _: Sequence[WorkItem]) -> Refusal | None:
    """Stand in for the check of translations: no link may be new."""
    return Refusal(Rule.LINK) if "://" in translation and "://" not in english else None


async def snapshots(pen: Pen, *, week: Week | None = None, given: Sequence[str] = ALL, report: Report | None = None) -> list[Recap]:
    week = week or Week()
    plain = week.recap()
    return [
        recap
        async for recap in written(
            plain, PROMPT, frozenset(given), pen, compose=week.recap, check=check, carry=carry, prepare=prepare, report=report
        )
    ]


def by_model(recap: Recap) -> dict[tuple[str, ...], str]:
    return {bullet.items: bullet.text for bullet in recap.bullets if bullet.by is By.MODEL}


async def test_each_line_that_passes_is_a_snapshot_and_takes_the_place_of_plain_bullets() -> None:
    shown = await snapshots(Pen(ANSWERS["good"]))
    assert [len(by_model(recap)) for recap in shown] == [1, 2, 3, 4, 4]
    assert by_model(shown[-1]) == {
        ("W1",): "Added the v3.3 documents (#939) and applied suggestions from code review",
        ("W2",): "Added support for the admin.barriers.* methods (#893)",
        ("W3",): f"Redacted tokens in debug logging ({FACTS[2].links[0].ref})",
        ("W6",): "Added support for the naïve café reaction (#951)",
    }
    assert [recap.finished for recap in shown] == [False, False, False, False, True]
    assert all(told(recap) == ALL for recap in shown)
    assert shown[-1].footer == ()


EXPECTED: dict[str, list[tuple[str, ...]]] = {
    "chatty": [("W2",), ("W3",), ("W4",)],
    "endless-line": [("W3",), ("W4",)],
    "good": [("W1",), ("W2",), ("W3",), ("W6",)],
    "hidden": [("W4",)],
    "injected": [("W3",)],
    "japanese": [("W2",), ("W3",), ("W4",)],
    "joined": [("W3", "W2"), ("W7", "W5")],
    "json": [],
    "lies": [],
    "markdown": [("W2",), ("W3",), ("W4",)],
    "no-last-break": [("W3",), ("W4",)],
    "numbered": [("W2",), ("W3",)],
    "refusal": [],
    "repeats": [("W3",), ("W4",)],
}


@pytest.mark.fault("F086")
@pytest.mark.parametrize("name", ANSWERS)
async def test_what_a_model_may_answer_comes_to_the_lines_that_are_true(name: str) -> None:
    week = Week(request=replace(ASKED, language="Japanese")) if name == "japanese" else Week()
    shown = await snapshots(Pen(ANSWERS[name]), week=week)
    assert sorted(by_model(shown[-1])) == sorted(EXPECTED[name])


@pytest.mark.fault("F081")
@pytest.mark.fault("F091")
@pytest.mark.parametrize("name", ANSWERS)
async def test_an_answer_cut_at_any_byte_leaves_each_snapshot_whole(name: str) -> None:
    answer, week = ANSWERS[name].encode(), Week()
    whole = list(by_model((await snapshots(Pen(answer.decode() + "\n")))[-1]).items())
    for at in range(len(answer) + 1):
        start = answer[:at].decode(errors="ignore")
        shown = await snapshots(Pen(start, failure=CUT), week=week)
        assert all(told(recap) == ALL for recap in shown)
        assert [recap.finished for recap in shown] == [False] * (len(shown) - 1) + [True]
        kept = by_model(shown[-1])
        assert kept.items() <= dict(whole).items()
        assert len(kept) == len(shown) - 1 <= start.count("\n")
        assert shown[-1].footer == (messages.footer(CUT, len(kept)),)


@pytest.mark.fault("F091")
@pytest.mark.parametrize("name", ANSWERS)
@pytest.mark.parametrize("size", [1, 2, 3, 64, 10_000])
async def test_where_an_answer_is_cut_into_pieces_makes_no_difference(name: str, size: int) -> None:
    assert await snapshots(Pen(ANSWERS[name], size=size)) == await snapshots(Pen(ANSWERS[name]))


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


async def test_links_are_the_facts_own_in_the_order_of_the_text() -> None:
    line = "[W2,W6] Added support for the naïve café reaction (#951), and added support for the admin.barriers.* API methods (#893)"
    shown = await snapshots(Pen(line))
    bullet = next(bullet for bullet in shown[-1].bullets if bullet.by is By.MODEL)
    assert bullet.links == (*FACTS[5].links, *FACTS[1].links)


async def test_a_line_does_not_mix_what_is_done_with_what_is_next() -> None:
    week = Week(request=replace(ASKED, shape=Shape.STANDUP))
    report = Report()
    line = "[W7,W3] Started the typed_body field and redacted tokens in debug logging\n[W3] Redacted tokens in debug logging"
    shown = await snapshots(Pen(line), week=week, report=report)
    assert report.dropped == {"facts of two sections": 1}
    assert {bullet.section for bullet in shown[-1].bullets if "W3" in bullet.items} == {"Done"}
    assert told(shown[-1]) == ALL


async def test_numbers_are_not_for_a_model() -> None:
    pen = Pen(ANSWERS["good"])
    week = Week(request=replace(ASKED, shape=Shape.NUMBERS))
    (only,) = await snapshots(pen, week=week)
    assert only == replace(week.recap(), finished=True)
    assert pen.prompts == []


async def test_facts_beyond_the_budget_are_told_plainly_and_it_is_said() -> None:
    pen = Pen(ANSWERS["good"])
    (only,) = await snapshots(pen, given=[])
    assert only.footer == ("The facts do not fit into the model's budget; this is the plain recap",)
    assert pen.prompts == []


async def test_a_line_is_shown_in_the_language_where_that_carries_the_same() -> None:
    shown = await snapshots(Pen(ANSWERS["japanese"]), week=Week(request=replace(ASKED, language="Japanese", length=Length.LONG)))
    assert by_model(shown[-1]) == {
        ("W2",): "admin.barriers.* メソッドのサポートを追加 (#893)",
        ("W3",): f"Redacted tokens in debug logging ({FACTS[2].links[0].ref})",
        ("W4",): f"Reverted the default testing mode to threading mode ({FACTS[3].links[0].ref})",
    }
    assert shown[-1].footer == ("What stands in English could not be checked in Japanese",)


async def test_a_recap_that_is_all_in_the_language_has_no_footer() -> None:
    week = Week(facts=FACTS[1:2], request=replace(ASKED, language="Persian"))
    line = "[W2] Added support for the admin.barriers.* methods (#893) || پشتیبانی از admin.barriers.* (#893) می\u200cشود."
    shown = await snapshots(Pen(line), week=week, given=["W2"])
    assert by_model(shown[-1]) == {("W2",): "پشتیبانی از admin.barriers.* (#893) میشود"}
    assert shown[-1].footer == ()


async def test_a_stream_that_nobody_reads_on_is_closed() -> None:
    pen = Pen(ANSWERS["good"])
    week = Week()
    stream = written(week.recap(), PROMPT, frozenset(ALL), pen, compose=week.recap, check=check, carry=carry, prepare=prepare)
    await anext(stream)
    await stream.aclose()
    assert pen.is_closed


class Thinking(Pen):
    """Writes nothing before two facts are ready."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.ready: list[str] = []
        self._thought = asyncio.Event()

    def prepare(self, item: WorkItem) -> None:
        """Note that a fact is ready."""
        self.ready.append(item.id)
        if len(self.ready) == 2:
            self._thought.set()

    @override
    async def write(self, prompt: Prompt) -> AsyncGenerator[str, None]:
        await self._thought.wait()
        async for piece in super().write(prompt):
            yield piece


async def test_facts_are_made_ready_for_the_check_while_the_model_thinks() -> None:
    week, pen = Week(), Thinking(ANSWERS["good"])
    recaps = written(week.recap(), PROMPT, frozenset({"W1", "W2"}), pen, compose=week.recap, check=check, carry=carry, prepare=pen.prepare)
    assert [recap.finished async for recap in recaps] == [False, False, True]
    assert sorted(pen.ready) == ["W1", "W2"]


async def test_a_week_of_reviews_asks_no_model_and_misses_nothing() -> None:
    review = item(did(EventKind.REVIEW, request("#58", "Add CSV import")), kind=WorkKind.REVIEW)

    (last,) = await snapshots(pen := Pen("[W1] Added CSV import (#58)"), week=Week(facts=(review,)), given=())

    assert pen.prompts == []
    assert last.finished
    assert last.footer == ()


async def test_of_several_people_a_line_that_does_not_say_who_did_it_stays_plain() -> None:
    pen = Pen("[W1] Ana Lima added the export (#6)\n[W2] Added typed_body field (#7)\n")
    made = (commit("Add the export (#6)", actor=ANA), commit("Add typed_body field (#7)", actor=BOB))
    week, report = Week(facts=[item(one, id_=f"W{number}") for number, one in enumerate(made, 1)]), Report()
    drawn = {"compose": week.recap, "check": grounded, "carry": carry, "prepare": prepare, "report": report}

    recaps = [recap async for recap in written(week.recap(), PROMPT, frozenset(("W1", "W2")), pen, **drawn)]  # type: ignore[arg-type]  # by name

    assert by_model(recaps[-1]) == {("W1",): "Ana Lima added the export (#6)"}
    assert "Bob Berg added typed_body field (#7)" in [bullet.text for bullet in recaps[-1].bullets]
    assert report.dropped == {Fault.NAMELESS: 1}

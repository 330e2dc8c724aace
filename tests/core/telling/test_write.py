"""The model's lines take the place of plain bullets; what is shown on the way is always whole."""

import asyncio
from collections.abc import AsyncGenerator
from dataclasses import replace

import pytest
from typing_extensions import override

from core.messages import telling as messages
from core.model import By, EventKind, Length, Prompt, Shape, WorkItem, WorkKind
from core.telling.draft import Fault
from core.telling.grounding import grounded, prepare
from core.telling.write import Report, written
from tests.core.telling.week import ASKED, FACTS, Pen, Week, told
from tests.core.telling.writing import ALL, ANSWERS, CUT, PROMPT, by_model, carry, check, snapshots
from tests.facts import ANA, BOB, commit, item
from tests.threads import did, request


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


async def test_links_are_the_facts_own_in_the_order_of_the_text() -> None:
    line = "[W2,W6] Added support for the naïve café reaction (#951), and added support for the admin.barriers.* API methods (#893)"
    shown = await snapshots(Pen(line))
    bullet = next(bullet for bullet in shown[-1].bullets if bullet.by is By.MODEL)
    assert bullet.links == (*FACTS[5].links, *FACTS[1].links)


async def test_numbers_are_not_for_a_model() -> None:
    pen = Pen(ANSWERS["good"])
    week = Week(request=replace(ASKED, shape=Shape.NUMBERS))
    (only,) = await snapshots(pen, week=week)
    assert only == replace(week.recap(), finished=True)
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

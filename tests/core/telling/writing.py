"""A model's words, taken line by line into the recap of one week."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from core.messages import telling as messages
from core.model import By, Prompt, Recap, WorkItem
from core.telling.grounding import Refusal, Rule, grounded, prepare
from core.telling.write import Report, written
from tests.core.telling.week import FACTS, Pen, Week

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

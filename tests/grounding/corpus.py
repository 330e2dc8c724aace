"""The corpus that the grounding check is tuned on and measured with: lies and truths over facts of real weeks.

The split "tune" is made from bolt-python, "measure" from python-slack-sdk; nothing is shared between them. The facts, and the lines
written by hand, stand in the files beside this one; the lines made by rule come from `tests.grounding.generate`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from core.model import WorkItem
from tests.grounding import stored

SPLITS = ("tune", "measure")


class Verdict(StrEnum):
    """What a line is: a lie in an identifier, a lie in words only, or the truth."""

    IDENTIFIER = "identifier"
    WORD = "word"
    TRUTH = "truth"


class How(StrEnum):
    """Who made a line."""

    RULE = "rule"
    HAND = "hand"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A line that a model may write, the facts that it cites, and whether they back it.

    Where `language` is set, `line` is true English, and `translation` carries it or lies.
    """

    line: str
    facts: tuple[WorkItem, ...]
    kind: str  # "changed-reference", "polarity", "pair"
    verdict: Verdict
    how: How
    language: str = ""
    translation: str = ""


@cache
def facts(split: str) -> Mapping[str, WorkItem]:
    """Return the work items of a split by their ids, those of one person's week together."""
    return {item.id: item for item in stored.items(f"{split}.facts")}


@cache
def load(split: str) -> Sequence[Case]:
    """Return every English case of a split, in an order that never changes."""
    from tests.grounding import generate

    return (*generate.cases(tuple(facts(split).values())), *_written(split, "words"), *_written(split, "truths"))


@cache
def translations(split: str) -> Sequence[Case]:
    """Return the cases for `carried(english, translation, facts)`."""
    return tuple(_written(split, "translations"))


def _written(split: str, name: str) -> Iterator[Case]:
    known = facts(split)
    for row in stored.lines(f"{split}.{name}"):
        yield Case(
            line=row["line"],
            facts=tuple(known[id_] for id_ in row["facts"]),
            kind=row["kind"],
            verdict=Verdict(row["verdict"]),
            how=How.HAND,
            language=row.get("language", ""),
            translation=row.get("translation", ""),
        )

"""The corpus that the grounding check is tuned on and measured with: lies and truths over facts of real weeks.

The split "tune" is made from bolt-python, "measure" from python-slack-sdk; nothing is shared between them. The facts, and the lines
written by hand, stand in the files beside this one; the lines made by rule come from `tests.grounding.generate`.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from core.model import WorkItem
from tests.grounding import generate, stored
from tests.grounding.case import Case, How, Verdict

__all__ = ["SPLITS", "Case", "How", "Verdict", "facts", "load", "translations"]

SPLITS = ("tune", "measure")


@cache
def facts(split: str) -> Mapping[str, WorkItem]:
    """Return the work items of a split by their ids, those of one person's week together."""
    return {item.id: item for item in stored.items(f"{split}.facts")}


@cache
def load(split: str) -> Sequence[Case]:
    """Return every English case of a split, in an order that never changes; a line that a person wrote too is not a rule's."""
    written = (*_written(split, "words"), *_written(split, "truths"))
    lines = {case.line for case in written}
    made = generate.cases(tuple(facts(split).values()))
    return (*(case for case in made if case.line not in lines), *written)


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

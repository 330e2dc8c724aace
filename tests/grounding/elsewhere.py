"""Lines over facts in the words of other kinds of projects: kernels, front ends, services, operations, data."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from core.model import State, WorkItem, WorkKind
from tests.grounding.case import Case, How, Verdict
from tests.grounding.fact import item

_VERDICTS = {"T": Verdict.TRUTH, "L": Verdict.WORD}


@cache
def load() -> Sequence[Case]:
    """Return the cases of `elsewhere.txt`, in its order."""
    cases: list[Case] = []
    facts: list[WorkItem] = []
    before = ""
    for row in (Path(__file__).parent / "elsewhere.txt").read_text(encoding="utf-8").splitlines()[1:]:
        sign, text = row[0], row[2:]
        if sign == "F":
            facts = [*(facts if before == "F" else []), _fact(text)]
        else:
            cases.append(Case(line=text, facts=tuple(facts), kind="elsewhere", verdict=_VERDICTS[sign], how=How.HAND))
        before = sign
    return tuple(cases)


def _fact(text: str) -> WorkItem:
    kind, state, title = text.split("|")
    return item(title, kind=WorkKind(kind), state=State(state))

"""Lines over facts in the words of other kinds of projects, all by hand: kernels, front ends, services, robots, games, accounts.

"elsewhere", "further" and "distant" are lines over single titles, in text files; "others" are lines over whole commits, in the
corpus's own files.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from core.model import State, WorkItem, WorkKind
from tests.grounding import stored
from tests.grounding.case import Case, How, Verdict
from tests.grounding.fact import commit, item

SPLITS = ("elsewhere", "further", "distant", "others")
_VERDICTS = {"T": Verdict.TRUTH, "L": Verdict.WORD, "I": Verdict.IDENTIFIER}


@cache
def load(split: str) -> Sequence[Case]:
    """Return the cases of a split, in the order of its file."""
    return _whole(split) if split == "others" else _titled(split)


def _whole(split: str) -> Sequence[Case]:
    facts: Mapping[str, WorkItem] = {fact.id: fact for fact in stored.items(f"{split}.facts")}
    return tuple(
        Case(
            line=row["line"],
            facts=tuple(facts[id_] for id_ in row["facts"]),
            kind=row["kind"],
            verdict=Verdict(row["verdict"]),
            how=How.HAND,
        )
        for row in stored.lines(f"{split}.cases")
    )


def _titled(split: str) -> Sequence[Case]:
    cases: list[Case] = []
    facts: list[WorkItem] = []
    before = ""
    for row in (Path(__file__).parent / f"{split}.txt").read_text(encoding="utf-8").splitlines()[1:]:
        sign, text = row[0], row[2:]
        if sign == "F":
            facts = [*(facts if before == "F" else []), _fact(text)]
        else:
            cases.append(Case(line=text, facts=tuple(facts), kind=split, verdict=_VERDICTS[sign], how=How.HAND))
        before = sign
    return tuple(cases)


def _fact(text: str) -> WorkItem:
    kind, state, title, *body = text.split("|", 3)
    return item(commit(title, body="".join(body)), kind=WorkKind(kind), state=State(state))

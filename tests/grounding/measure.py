"""Print how well the grounding check tells lies from truths: `python -m tests.grounding.measure [SPLIT ...]`."""

import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.telling.grounding import carried, grounded
from tests.grounding import elsewhere
from tests.grounding.corpus import SPLITS, Case, How, Verdict, load, translations


@dataclass(frozen=True, slots=True)
class Figure:
    """How many of some cases were judged wrongly: lies that passed, truths that were refused."""

    wrong: int
    all: int

    @property
    def share(self) -> float:
        """The share that was judged wrongly; nothing of nothing is none."""
        return self.wrong / self.all if self.all else 0.0

    def __str__(self) -> str:
        return f"{self.wrong:5} of {self.all:5}  {self.share:7.2%}"


def is_wrong(case: Case) -> bool:
    """Say whether the check passes a lie, or refuses a truth."""
    refused = grounded(case.line, case.facts) is not None
    return refused == (case.verdict is Verdict.TRUTH)


def figure(cases: Iterable[Case]) -> Figure:
    """Judge cases, and count."""
    judged = [is_wrong(case) for case in cases]
    return Figure(sum(judged), len(judged))


def chosen(cases: Sequence[Case], verdict: Verdict, how: How) -> list[Case]:
    """Return the cases of one class that were made in one way."""
    return [case for case in cases if case.verdict is verdict and case.how is how]


def cases(split: str) -> Sequence[Case]:
    """Return a split's cases, those in the words of other kinds of projects too."""
    return elsewhere.load(split) if split in elsewhere.SPLITS else load(split)


def table(split: str) -> str:
    """Return the figures of a split, by class and by kind."""
    every = cases(split)
    rows = [f"{split}: lies passed, truths refused"]
    for verdict in Verdict:
        for how in How:
            some = chosen(every, verdict, how)
            if some:
                rows.append(f"  {verdict} by {how:<22} {figure(some)}")
            rows += [
                f"      {kind:<28} {figure(case for case in some if case.kind == kind)}" for kind in Counter(case.kind for case in some)
            ]
    return "\n".join(rows)


def translated(split: str) -> str:
    """Return the figures of a split's translations."""
    rows = []
    for what, some in (("truth", True), ("lie", False)):
        judged = [_is_carried(case) != some for case in translations(split) if (case.verdict is Verdict.TRUTH) == some]
        rows.append(f"  translation, {what:<20} {Figure(sum(judged), len(judged))}")
    return "\n".join(rows)


def milliseconds(split: str) -> tuple[float, float]:
    """Return the mean and the longest time of the processor that a line takes, its facts read when they are first seen."""
    times = []
    for case in cases(split):
        start = time.process_time()
        grounded(case.line, case.facts)
        times.append((time.process_time() - start) * 1000)
    return sum(times) / len(times), max(times)


def main() -> None:
    """Print the figures of each split and the time."""
    for split in sys.argv[1:] or (*SPLITS, *elsewhere.SPLITS):
        mean, longest = milliseconds(split)
        more = f"{translated(split)}\n" if split in SPLITS else ""
        sys.stdout.write(f"{table(split)}\n{more}  a line takes {mean:.2f} ms, the longest {longest:.2f} ms\n\n")


def _is_carried(case: Case) -> bool:
    return carried(case.line, case.translation, case.facts) is None


if __name__ == "__main__":
    main()

"""The cases that rules make: the same ones on every run, spread over the whole split."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from core.model import WorkItem
from tests.grounding.altered import altered
from tests.grounding.case import Case, How, Verdict
from tests.grounding.disguised import disguised
from tests.grounding.invented import invented
from tests.grounding.lie import Lie
from tests.grounding.overtold import overtold
from tests.grounding.said import faithful
from tests.grounding.truths import truths
from tests.grounding.turned import turned

_MOST = 60  # of a kind of lie


def cases(items: Sequence[WorkItem]) -> Iterator[Case]:
    """Make the truths and lies of one split."""
    said = faithful(items)
    yield from _distinct(truths(said))
    for lie in _spread([*altered(said), *invented(said), *disguised(said)]):
        yield _case(lie, Verdict.IDENTIFIER)
    for lie in _spread([*turned(said), *overtold(said)]):
        yield _case(lie, Verdict.WORD)


def _spread(lies: Iterable[Lie]) -> Iterator[Lie]:
    """Keep as many of each kind as are wanted, evenly from the first to the last."""
    kinds: dict[str, dict[str, Lie]] = defaultdict(dict)
    for lie in lies:
        kinds[lie.kind].setdefault(lie.line, lie)
    for lines in kinds.values():
        each = list(lines.values())
        wanted = min(_MOST, len(each))
        yield from (each[number * len(each) // wanted] for number in range(wanted))


def _distinct(every: Iterable[Case]) -> Iterator[Case]:
    seen: set[str] = set()
    for case in every:
        if case.line not in seen:
            seen.add(case.line)
            yield case


def _case(lie: Lie, verdict: Verdict) -> Case:
    return Case(line=lie.line, facts=tuple(each.item for each in lie.said), kind=lie.kind, verdict=verdict, how=How.RULE)

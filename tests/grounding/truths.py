"""Truths by rule: templates that cannot lose or add anything."""

from collections.abc import Iterator, Sequence

from tests.grounding.case import Case, How, Verdict
from tests.grounding.said import Said, neighbours


def truths(said: Sequence[Said]) -> Iterator[Case]:
    """Make true lines of one item or two."""
    for number, one in enumerate(said):
        yield _case("subject", one.line(), one)
        yield from _extended(number, one)
    for one, other in neighbours(said):
        yield _case("pair", f"{one.line()}; {other.line()[:1].lower()}{other.line()[1:]}", one, other)


def _extended(number: int, one: Said) -> Iterator[Case]:
    """Add one thing that the facts hold beside the subject."""
    events = one.item.events
    if len(events) > 1:
        yield _case("count", one.line(f" in {len(events)} commits"), one)
    if others := events[0].others:
        yield _case("coauthor", one.line(f", with {others[0].name}"), one)
    change = events[0].change
    if change and len(change.paths) == 1 and number % 2:
        yield _case("path", one.line(f" in {change.paths[0]}"), one)
    if number % 6 == 0 and not set(one.rest) & set("\"`'"):
        yield _case("quotation", f"{one.words.split(' ', 1)[0]} “{one.rest}” ({one.cited})", one)
    if number % 4 == 0:
        yield _case("repository", one.line(f" in {one.item.repository}"), one)


def _case(kind: str, line: str, *said: Said) -> Case:
    return Case(line=line, facts=tuple(each.item for each in said), kind=kind, verdict=Verdict.TRUTH, how=How.RULE)

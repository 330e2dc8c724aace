"""The sentence of a release: which versions came out, after how many steps."""

import re
from collections.abc import Sequence

from core.messages import recap as messages
from core.model import Event, EventKind, WorkItem
from core.reading.clauses import Clause, clauses
from core.reading.subject import read
from core.reading.versions import is_candidate, named, tagged

_STEP = re.compile(r"[^\d._]")
_UNFINISHED = re.compile(r"(?i)snapshot|dev")  # the number of what is worked on: nothing was made of it yet


def release(item: WorkItem) -> Clause:
    """Tell versions: those that came out, after how many steps, or the steps alone."""
    seen = _seen(item.events)
    found = sorted(seen, key=_order)
    whole = [one for one in found if not is_candidate(one)]
    out = [one for one in whole if seen[one]]
    steps = [one for one in found if is_candidate(one)]
    if not found:
        return clauses(item.events[0].title)[0]
    if not whole and all(_UNFINISHED.search(step) for step in steps):
        return _spoken(messages.numbered(steps))
    if not whole:
        return _spoken(_cut(steps))
    if not out:
        return _spoken(messages.numbered(whole))
    others = [step for step in steps if _goal(step) not in map(_goal, out)]
    more = [messages.numbered([one for one in whole if not seen[one]])] if out != whole else []
    more += [_cut(others)] if others else []
    return _spoken("; ".join([messages.released(out, len(steps) - len(others)), *more]))


def version(event: Event) -> str:
    """Return the version that a tag or a commit announces."""
    if event.kind in {EventKind.TAG, EventKind.RELEASE}:
        return tagged(event.ref)
    return read(event.title).version or named(event.title, event.change.tags if event.change else (), event.repository)


def versions(events: Sequence[Event]) -> dict[str, int]:
    """Count versions that came out, those whose number alone was set, and steps towards versions."""
    seen = _seen(events)
    steps = sum(map(is_candidate, seen))
    out = sum(came_out for one, came_out in seen.items() if not is_candidate(one))
    counts = {"release": out, "version": len(seen) - steps - out, "candidate": steps}
    return {kind: count for kind, count in counts.items() if count} or {"release": 1}


def _seen(events: Sequence[Event]) -> dict[str, bool]:
    """Return which versions are told, and whether each came out."""
    return {one: _came_out(event) for event in sorted(events, key=_came_out) if (one := version(event))}


def _came_out(event: Event) -> bool:
    return event.kind in {EventKind.TAG, EventKind.RELEASE} or bool(event.change and (event.change.tags or event.change.released))


def _cut(steps: Sequence[str]) -> str:
    return messages.cut(steps, "release candidate" if all("rc" in step for step in steps) else "pre-release")


def _goal(version: str) -> tuple[int, ...]:
    """Return the numbers of the version to which a step leads: those of 1.2.0rc1 are those of 1.2."""
    numbers = [int(number) for number in re.findall(r"\d+", _STEP.split(version, maxsplit=1)[0])]
    while numbers and not numbers[-1]:
        numbers.pop()
    return tuple(numbers)


def _order(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", version))


def _spoken(text: str) -> Clause:
    verb, _, what = text.partition(" ")
    return Clause(verb, what)

"""The sentence of a release: which versions came out, after how many steps."""

import re
from collections.abc import Sequence

from core.messages import recap as messages
from core.model import Event, EventKind, WorkItem
from core.reading import versions
from core.reading.clauses import Clause, clauses
from core.reading.subject import read

_STEP = re.compile(r"[^\d._]")
_UNFINISHED = re.compile(r"(?i)snapshot|dev")  # the number of what is worked on: nothing was made of it yet


def release(item: WorkItem) -> Clause:
    """Tell versions: those that came out, after how many steps, or the steps alone."""
    named = dict.fromkeys(map(version, item.events))
    found = sorted(filter(None, named), key=_order)
    whole = [one for one in found if not versions.is_candidate(one)]
    steps = [one for one in found if versions.is_candidate(one)]
    if not found:
        return clauses(item.events[0].title)[0]
    if not whole and all(_UNFINISHED.search(step) for step in steps):
        return _spoken(messages.numbered(steps))
    if not whole:
        return _spoken(_cut(steps))
    if not _came_out(item):
        return _spoken(messages.numbered(whole))
    others = [step for step in steps if _goal(step) not in map(_goal, whole)]
    text = messages.released(whole, len(steps) - len(others))
    return _spoken(messages.and_cut(text, _cut(others)) if others else text)


def version(event: Event) -> str:
    """Return the version that a tag or a commit announces."""
    if event.kind in {EventKind.TAG, EventKind.RELEASE}:
        return versions.tagged(event.ref)
    return read(event.title).version or versions.named(event.title, event.change.tags if event.change else (), event.repository)


def _came_out(item: WorkItem) -> bool:
    return any(
        event.kind in {EventKind.TAG, EventKind.RELEASE} or (event.change and (event.change.tags or event.change.released))
        for event in item.events
    )


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

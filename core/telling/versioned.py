"""The sentence of a release: which versions came out, after how many steps."""

import re

from core.messages import recap as messages
from core.model import Event, EventKind, WorkItem
from core.reading import versions
from core.reading.clauses import Clause, clauses
from core.reading.subject import read

_UNFINISHED = re.compile(r"(?i)snapshot|dev")  # the number of what is worked on: nothing was made of it yet


def release(item: WorkItem) -> Clause:
    """Tell versions: those that came out, after how many steps, or the steps alone."""
    named = dict.fromkeys(_version(event) for event in item.events)
    found = sorted((version for version in named if version), key=_order)
    whole = [version for version in found if not versions.is_candidate(version)]
    steps = [version for version in found if versions.is_candidate(version)]
    if not found:
        return clauses(item.events[0].title)[0]
    if not whole and all(_UNFINISHED.search(step) for step in steps):
        return _spoken(messages.numbered(steps))
    if not whole:
        return _spoken(messages.cut(steps, "release candidate" if all("rc" in step for step in steps) else "pre-release"))
    return _spoken(messages.released(whole, len(steps)) if _came_out(item) else messages.numbered(whole))


def _came_out(item: WorkItem) -> bool:
    return any(event.kind is EventKind.TAG or (event.change and (event.change.tags or event.change.released)) for event in item.events)


def _version(event: Event) -> str:
    return versions.tagged(event.ref) if event.kind is EventKind.TAG else read(event.title).version


def _order(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", version))


def _spoken(text: str) -> Clause:
    verb, _, what = text.partition(" ")
    return Clause(verb, what)

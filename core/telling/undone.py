"""What was undone: work that was reverted, and work that was reverted and done again."""

from collections.abc import Sequence
from dataclasses import replace

from core.messages import recap as messages
from core.model import Event, EventKind, WorkItem, WorkKind
from core.reading.clauses import Clause, clauses
from core.reading.pulls import landed
from core.reading.subject import read
from core.telling.weighing import title


def undone(item: WorkItem) -> Clause:
    """Tell of work that was reverted what was done, and that it was undone."""
    done = [event for event in item.events if read(title(event)).kind is not WorkKind.REVERT]
    commit = next((event for event in done if event.kind is EventKind.COMMIT), None)
    if commit is None and done:
        return Clause("merged", messages.undone(request(item, done[0])))
    return Clause("", messages.undone(clauses(title(commit or item.events[0]))[0].text))


def request(item: WorkItem, merge: Event) -> str:
    """Return what a merged request is called, word for word, else its reference."""
    found = landed(merge.title, merge.body)
    if found and not found.title:
        return item.links[0].ref
    return messages.quoted(found.title if found else item.title)


def standing(changes: Sequence[Event]) -> tuple[Sequence[Event], bool]:
    """Return changes without those that are undone, and whether all of them stand again: then without the reverts too."""
    acts = [read(title(event)).verb for event in changes]
    others = [event for event, act in zip(changes, acts, strict=True) if act not in {"reverted", "reapplied"}]
    if others and len(others) < len(changes) and acts.count("reverted") == acts.count("reapplied"):
        return others, True
    reverts = [event for event, act in zip(changes, acts, strict=True) if act == "reverted"]
    return [event for event in changes if not any(_undoes(revert, event) for revert in reverts)], False


def _undoes(revert: Event, change: Event) -> bool:
    """Say whether one commit undoes another; one that waits on a branch leaves what is merged as it is."""
    is_meant = change.ref in revert.reverts or title(change) == read(title(revert)).rest
    return is_meant and not (change.change and change.change.is_merged and revert.change and not revert.change.is_merged)


def brought_back(told: Sequence[Clause]) -> list[Clause]:
    """Say of what was done that it was undone and done again."""
    return [replace(told[0], what=messages.brought_back(told[0].what), is_compound=True), *told[1:]]

"""Pieces of work as one sentence, from what their commits say."""

from collections.abc import Sequence

from core.messages import recap as messages
from core.model import Event, EventKind, Length, State, WorkItem, WorkKind
from core.reading.clauses import Clause, clauses
from core.reading.pulls import whole
from core.reading.subject import read
from core.telling.distinct import distinct
from core.telling.fitting import LONGEST, capitalised, shortened
from core.telling.joining import joined
from core.telling.versioned import release

_MOST = {Length.SHORT: 1, Length.NORMAL: 3, Length.LONG: 6}  # clauses in a sentence
_NAMED_BY_OBJECT = frozenset(["added", "adjusted", "corrected", "fixed", "improved", "revised", "tweaked", "updated", "upgraded"])


def sentence(
    items: Sequence[WorkItem],
    *,
    length: Length = Length.NORMAL,
    actors: Sequence[str] = (),
    is_next: bool = False,
    unsaid: str = "",
) -> str:
    """Return one sentence over all the items, without references.

    Args:
        items: what is told.
        length: how many clauses a piece of work may have; fewer where the sentence would be too long to read.
        actors: named where it is not plain who it was.
        is_next: it stands under a title that says that the work is not merged.
        unsaid: a verb that the title above it says.
    """
    told, text = _told(items, length, unsaid)
    branch = _branch(items)
    if branch:
        text = messages.waiting_on(branch, text) if is_next else text + messages.on_branch(branch)
    if actors:
        return messages.by(actors, text, is_act=bool(told[0].verb), has_scope=bool(told[0].scope or (branch and is_next)))
    return capitalised(text)


def name(item: WorkItem) -> str:
    """Return a few words that name a piece of work: what it was done to."""
    first = _phrases(item, 1)[0]
    return first.what if first.what and first.verb in _NAMED_BY_OBJECT else first.text


def title(event: Event) -> str:
    """Return what a commit says in one line."""
    return whole(event.title, event.body)


def _told(items: Sequence[WorkItem], length: Length, unsaid: str) -> tuple[list[Clause], str]:
    """Return as many clauses as can be read at once, and their text."""
    for most in range(_MOST[length], 0, -1):
        told = [phrase.without(unsaid) for item in items for phrase in _phrases(item, most)]
        told, text = joined(told)
        if len(text) <= LONGEST or length is Length.LONG:
            return told, text
    return joined([shortened(told[0]), *told[1:]]) if len(items) == 1 else (told, text)


def _phrases(item: WorkItem, most: int) -> list[Clause]:
    if item.kind is WorkKind.RELEASE:
        return [release(item)]
    if all(event.kind is EventKind.MERGE for event in item.events):
        return [Clause("merged", messages.quoted(item.title))]
    changes = [event for event in item.events if event.kind is EventKind.COMMIT] or list(item.events)
    if item.state is State.REVERTED:
        done = next((event for event in changes if read(event.title).kind is not WorkKind.REVERT), changes[0])
        return [Clause("", messages.undone(clauses(title(done))[0].text))]
    return distinct(item.title, [title(event) for event in changes], most)


def _branch(items: Sequence[WorkItem]) -> str:
    """Name the branch where all of the work stands on one that the default branch does not hold."""
    named = {event.change.branch if event.change and item.state is State.OPEN else "" for item in items for event in item.events[:1]}
    return named.pop() if len(named) == 1 else ""

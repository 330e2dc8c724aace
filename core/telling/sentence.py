"""Pieces of work as one sentence, from what their commits say."""

from collections.abc import Sequence
from dataclasses import replace

from core.messages import recap as messages
from core.messages import threads as thread_messages
from core.model import EventKind, Length, Link, State, WorkItem, WorkKind
from core.reading.clauses import Clause
from core.reading.pulls import landed
from core.telling import undone
from core.telling.distinct import distinct
from core.telling.fitting import LONGEST, capitalised, shortened
from core.telling.joining import Told, joined
from core.telling.references import is_hash, links_of, spelled, suffix
from core.telling.standing import begun, is_draft, standing
from core.telling.threads import clauses_of, only_reviews, reviews
from core.telling.versioned import release
from core.telling.weighing import says_nothing, title, weighed

_MOST = {Length.SHORT: 1, Length.NORMAL: 3, Length.LONG: 8}  # clauses in a sentence
_MANY = 7  # commits, of which more may be told
_MORE = 2  # clauses
_LARGE = 220  # characters of a sentence about so many
_NAMED_BY_OBJECT = frozenset(["added", "adjusted", "corrected", "fixed", "improved", "revised", "tweaked", "updated", "upgraded"])
_READ = 60  # commits of a piece of work; the others are counted
_MERGES = 3  # merged requests that are told by their titles
_MERGED = 2  # references of more of them


def sentence(
    items: Sequence[WorkItem],
    *,
    length: Length = Length.NORMAL,
    actors: Sequence[str] = (),
    is_next: bool = False,
    unsaid: str = "",
) -> str:
    """Return one sentence over all the items, with what it points at: beside each item where any has references, else at its end.

    Args:
        items: what is told.
        length: how many clauses a piece of work may have; fewer where the sentence would be too long to read.
        actors: named where it is not plain who it was.
        is_next: it stands under a title that says that the work is not merged.
        unsaid: a verb that the title above it says.
    """
    links = links_of(items)
    is_cited = len(items) > 1 and not all(map(is_hash, links)) and not _is_many(items)
    told = _told(items, length, unsaid)
    first, text = joined([Told(one, links_of([item]) if is_cited else ()) for one, item in zip(told, items, strict=True)])
    stands = standing(items)
    branch = "" if stands else _branch(items)
    if stands and stands not in thread_messages.SAID.get(first.verb, ()):
        text = thread_messages.standing(text, stands)
    elif branch:
        text = messages.waiting_on(branch, text) if is_next else text + messages.on_branch(branch)
    if actors:
        scope = "" if (branch and is_next) or text.startswith(f"{first.verb} in ") else first.scope
        rest = text.removeprefix(f"{scope}: ") if scope else text
        text = messages.by(actors, rest, scope, is_act=bool(first.verb), is_apart=bool(branch and is_next))
    else:
        text = capitalised(text)
    return text if is_cited else text + _ending(items, told, text)


def name(item: WorkItem) -> str:
    """Return a few words that name a piece of work: what it was done to."""
    first = _phrases(item, 1)[0]
    return first.what if first.what and first.verb in _NAMED_BY_OBJECT else first.text


def is_merge(item: WorkItem) -> bool:
    """Say whether all that is known of a piece of work is that somebody merged it."""
    return all(event.kind is EventKind.MERGE for event in item.events)


def _told(items: Sequence[WorkItem], length: Length, unsaid: str) -> list[tuple[Clause, ...]]:
    """Return as many clauses of each item as can be read at once."""
    if _is_many(items) and not is_merge(items[0]):
        return [(reviews(items),) for _ in items]
    if _is_many(items):
        counted = Clause("merged", messages.requests(len(items), is_gitlab="!" in items[0].links[0].ref))
        return [(counted,) for _ in items]
    is_large = len(items) == 1 and length is Length.NORMAL and len(items[0].events) >= _MANY
    for most in range(_MOST[length] + _MORE * is_large, 0, -1):
        told = [tuple(phrase.without(unsaid) for phrase in _phrases(item, most, is_alone=len(items) == 1)) for item in items]
        told = [tuple(map(begun, phrases)) if is_draft(item) else phrases for item, phrases in zip(items, told, strict=True)]
        if len(joined([Told(one) for one in told])[1]) <= (_LARGE if is_large else LONGEST) or length is Length.LONG:
            return told
    return [(shortened(told[0][0]), *told[0][1:])] if len(items) == 1 else told


def _ending(items: Sequence[WorkItem], told: Sequence[Sequence[Clause]], text: str) -> str:
    """Return what the whole points at, in the order in which the text tells it."""
    places = {item.id: text.lower().find(phrases[0].what.lower()) for item, phrases in zip(items, told, strict=True)}
    ordered = sorted(items, key=lambda item: places[item.id])
    if _is_many(items):
        return suffix([link for item in ordered for link in _requests(item)], text, most=_MERGED)
    return suffix(links_of(ordered), text)


def _requests(item: WorkItem) -> list[Link]:
    """Return links to the requests that were merged or reviewed, without issues that those name."""
    refs = {event.thread.ref for event in item.events if event.thread}
    refs |= {found.ref for event in item.events if (found := landed(event.title, event.body))}
    return [link for link in item.links if (link.near or link.ref) in refs] or list(item.links[:1])


def _is_many(items: Sequence[WorkItem]) -> bool:
    """Say whether so many requests were merged, or reviewed, that they are counted."""
    return len(items) > _MERGES and (all(map(is_merge, items)) or all(map(only_reviews, items)))


def _phrases(item: WorkItem, most: int, *, is_alone: bool = True) -> list[Clause]:
    """Return what an item tells, its references as the answer has them."""
    return [replace(clause, what=spelled(clause.what, [item])) for clause in _clauses(item, most, is_alone=is_alone)]


def _clauses(item: WorkItem, most: int, *, is_alone: bool) -> list[Clause]:
    """Return what an item tells; how much it does not is said where it stands alone, and not between others."""
    if item.kind is WorkKind.RELEASE:
        return [release(item)]
    if is_merge(item):
        return [Clause("merged", undone.request(item, item.events[0]))]
    commits = [event for event in item.events if event.kind is EventKind.COMMIT]
    if not commits and any(event.thread for event in item.events):
        return clauses_of(item)
    changes, is_back = undone.standing(commits or item.events)
    if all(map(says_nothing, changes)):
        return [Clause("", messages.without_message(len(commits)))]
    if item.state is State.REVERTED:
        return [undone.undone(item)]
    titles = [title(event) for event in weighed(changes)]
    told = distinct(item.title, titles[:_READ], most, untold=len(titles[_READ:]), is_counted=is_alone)
    return undone.brought_back(told) if is_back else told


def _branch(items: Sequence[WorkItem]) -> str:
    """Name the branch where all of the work stands on one that the default branch does not hold."""
    named = {event.change.branch if event.change and item.state is State.OPEN else "" for item in items for event in item.events[:1]}
    return named.pop() if len(named) == 1 else ""

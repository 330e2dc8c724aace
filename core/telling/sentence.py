"""Pieces of work as one sentence, from what their commits say."""

import re
from collections.abc import Sequence
from dataclasses import replace

from core.messages import recap as messages
from core.model import Event, EventKind, Length, State, WorkItem, WorkKind
from core.reading import versions
from core.reading.clauses import Clause, clauses
from core.reading.subject import Subject, read

_MOST = {Length.SHORT: 1, Length.NORMAL: 3, Length.LONG: 6}  # clauses in a sentence
_REVIEW = re.compile(r"(?i)suggestion|review|feedback")
_NAMED_BY_OBJECT = frozenset(["added", "adjusted", "corrected", "fixed", "improved", "revised", "tweaked", "updated", "upgraded"])
_COMING_WITH = {WorkKind.TEST: messages.TESTS, WorkKind.DOCUMENTATION: messages.DOCUMENTATION}


def sentence(items: Sequence[WorkItem], *, length: Length = Length.NORMAL, actors: Sequence[str] = ()) -> str:
    """Return one sentence over all the items, without references; `actors` are named where it is not plain who it was."""
    told = [phrase for item in items for phrase in _phrases(item, length)]
    text = "; ".join(_merged(told)) + _branch(items)
    if actors:
        return f"{messages.listed(actors)}{'' if told[0].verb else ':'} {text}"
    return _capitalised(text)


def name(item: WorkItem) -> str:
    """Return a few words that name a piece of work: what it was done to."""
    first = _phrases(item, Length.SHORT)[0]
    return first.what if first.what and first.verb in _NAMED_BY_OBJECT else first.text


def _phrases(item: WorkItem, length: Length) -> list[Clause]:
    if item.kind is WorkKind.RELEASE:
        return [_release(item)]
    if all(event.kind is EventKind.MERGE for event in item.events):
        return [Clause("merged", messages.quoted(item.title))]
    changes = [event for event in item.events if event.kind is EventKind.COMMIT] or list(item.events)
    if item.state is State.REVERTED:
        done = next((event for event in changes if read(event.title).kind is not WorkKind.REVERT), changes[0])
        return [Clause("", messages.undone(clauses(done.title)[0].text))]
    return _distinct([*_whole(item), *(event.title for event in changes)], _MOST[length])


def _whole(item: WorkItem) -> list[str]:
    """Return what the whole is called where that is not what its first commit is called: a pull request's title."""
    return [] if item.title.lower() in item.events[0].title.lower() else [item.title]


def _distinct(titles: Sequence[str], most: int) -> list[Clause]:
    """Return what the commits tell, the first one's clauses first, and in a few words what only finishes it."""
    first, *others = [read(title) for title in titles]
    finishing = [subject for subject in others if _finishes(subject, first)]
    telling = [title for title, subject in zip(titles[1:], others, strict=True) if subject not in finishing]
    told: list[Clause] = []
    for clause in (clause for title in (titles[0], *telling) for clause in clauses(title)):
        if not any(_repeats(clause, earlier) for earlier in told):
            told.append(clause)
    return [
        _finished(told[0], [subject for subject in finishing if subject.kind is not first.kind]),
        *told[1:most],
        *_ending(finishing, len(told) - most),
    ]


def _finishes(subject: Subject, main: Subject) -> bool:
    """Say whether a commit only finishes another one's work: its review, its tests, its documentation."""
    return subject.is_follow_up or (subject.kind is not main.kind and subject.kind in {WorkKind.TEST, WorkKind.DOCUMENTATION})


def _finished(clause: Clause, finishing: Sequence[Subject]) -> Clause:
    """Add to the main clause what came with it: "with tests and documentation"."""
    kinds = {subject.kind: None for subject in finishing if not subject.is_follow_up or subject.kind is WorkKind.TEST}
    came = [words for kind, words in _COMING_WITH.items() if kind in kinds]
    return replace(clause, what=f"{clause.what} with {messages.listed(came)}".strip()) if came and clause.verb else clause


def _ending(finishing: Sequence[Subject], more: int) -> list[Clause]:
    """Return what is told last: the review's part, and how much is not told one by one."""
    is_reviewed = any(subject.is_follow_up and _REVIEW.search(subject.rest) for subject in finishing)
    ending = [Clause("worked", messages.REVIEW_WORKED_IN)] if is_reviewed else []
    return [*ending, Clause("", messages.further(more))] if more > 0 else ending


def _repeats(clause: Clause, earlier: Clause) -> bool:
    """Say whether a clause has no word that an earlier one of the same act lacks."""
    return clause.verb == earlier.verb and set(clause.what.lower().split()) <= set(earlier.what.lower().split())


def _merged(told: Sequence[Clause]) -> list[str]:
    """Return the clauses as texts, those of one verb together: "added A and B"."""
    groups: dict[object, list[Clause]] = {}
    for number, clause in enumerate(told):
        alone = not clause.verb or not clause.what or clause.is_problem or clause.scope or clause.is_compound
        groups.setdefault(number if alone else clause.verb, []).append(clause)
    return [
        clauses_[0].text if len(clauses_) == 1 else f"{clauses_[0].verb} {messages.listed([clause.what for clause in clauses_])}"
        for clauses_ in groups.values()
    ]


def _release(item: WorkItem) -> Clause:
    """Tell versions: those that came out, after how many steps, or the steps alone."""
    named = dict.fromkeys(_version(event) for event in item.events)
    found = sorted((version for version in named if version), key=_order)
    whole = [version for version in found if not versions.is_candidate(version)]
    steps = [version for version in found if versions.is_candidate(version)]
    if not found:
        return clauses(item.events[0].title)[0]
    if not whole:
        return _spoken(messages.cut(steps, "release candidate" if all("rc" in step for step in steps) else "pre-release"))
    return _spoken(messages.released(whole, len(steps)) if _came_out(item) else messages.numbered(whole))


def _came_out(item: WorkItem) -> bool:
    return any(event.kind is EventKind.TAG or (event.change and (event.change.tags or event.change.released)) for event in item.events)


def _version(event: Event) -> str:
    return versions.announced(event.ref) if event.kind is EventKind.TAG else read(event.title).version


def _order(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", version))


def _spoken(text: str) -> Clause:
    verb, _, what = text.partition(" ")
    return Clause(verb, what)


def _branch(items: Sequence[WorkItem]) -> str:
    """Name the branch where all of the work stands on one that the default branch does not hold."""
    named = {event.change.branch if event.change and item.state is State.OPEN else "" for item in items for event in item.events[:1]}
    return messages.on_branch(branch) if len(named) == 1 and (branch := named.pop()) else ""


def _capitalised(text: str) -> str:
    first = text.split(" ", 1)[0].rstrip(":;,")
    is_word = first.replace("-", "").isalpha() and first.islower()
    return text[0].upper() + text[1:] if is_word else text

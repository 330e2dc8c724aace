"""What the commits of one piece of work tell, each thing once, and in a few words what only finishes it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from core.messages import recap as messages
from core.model import WorkKind
from core.reading.clauses import Clause, clauses
from core.reading.subject import Subject, read

_REVIEW = re.compile(r"(?i)suggestion|review|feedback")
_COMING_WITH = {WorkKind.TEST: messages.TESTS, WorkKind.DOCUMENTATION: messages.DOCUMENTATION}
_OF_ANY = frozenset(
    (
        "add again and case change code comment coverage doc docstring document documentation example failing fixture for from "
        "integration it improve missing more new page readme reference some spec stuff test that the this unit update with"
    ).split()
)
_SURE = re.compile(  # no part of the product
    r"(?i)\b(?:docs?|documentation|readme|changelog|docstrings?|javadocs?|tests?|specs?|coverage)\b"
)
_TURNING = frozenset("deleted disabled dropped fixed removed reverted".split())
_BRANCH = re.compile(r"[\w-]+/[\w/-]+")  # a request that is titled like its branch


def distinct(name: str, titles: Sequence[str], most: int, *, untold: int = 0, is_counted: bool = True) -> list[Clause]:
    """Return so many clauses at most, the first title's first.

    Args:
        name: what the whole is called.
        titles: what its commits say, the most telling ones first.
        most: clauses, those aside that tell of a review and of more commits.
        untold: how many more commits there are.
        is_counted: what is not told is counted.
    """
    whole = _whole(name, titles)
    titles = [*whole, *titles]
    is_rough = all(read(title).is_follow_up for title in titles)  # nothing is told that they finish
    if is_rough:
        untold, titles = untold + len(titles), _saying(titles)
        untold -= len(titles)
    first, *others = [read(title) for title in titles]
    finishing = [subject for subject in others if not is_rough and _finishes(subject, first, name)]
    telling = [title for title, subject in zip(titles[1:], others, strict=True) if subject not in finishing]
    told: list[Clause] = []
    for clause in (clause for title in (titles[0], *telling) for clause in clauses(title)):
        if not any(_repeats(clause, earlier) for earlier in told) and not (whole and told and _says_again(clause, told[0])):
            told.append(clause)
    said = [told[0], *(clause for clause in told[1:] if clause.verb or not (whole and first.verb))][:most]
    said[0] = _breaking(_finished(said[0], [subject for subject in finishing if subject.kind is not first.kind]), [first, *others])
    last = [scope for scope in dict.fromkeys(clause.scope for clause in said) if scope][
        -1:
    ]  # that is told: what is of no scope stands first
    ending = _ending(finishing, (len(told) - len(said) + untold) * is_counted)
    return [*said, *(replace(clause, scope="".join(last)) for clause in ending)]


def _whole(name: str, titles: Sequence[str]) -> list[str]:
    """Return what the whole is called where that is not what its first commit is called: a pull request's title."""
    return [] if name.lower() in titles[0].lower() or _BRANCH.fullmatch(name) else [name]


def _finishes(subject: Subject, main: Subject, name: str) -> bool:
    """Say whether a commit only finishes another one's work: its review, its tests, its documentation."""
    if subject.is_follow_up:
        return True
    if subject.kind is main.kind or subject.kind not in _COMING_WITH:
        return False
    if subject.otherwise is not subject.kind and not _SURE.search(subject.rest):
        return False
    about = _content(subject.rest)
    return not about or not about.isdisjoint(_content(f"{main.rest} {main.scope} {name}"))


def _content(text: str) -> set[str]:
    """Return the words of a text that say what it is about."""
    return {word.removesuffix("s") for word in re.findall(r"[^\W\d]{3,}", text.lower())} - _OF_ANY


def _saying(titles: Sequence[str]) -> list[str]:
    """Return those of lines that only finish other work that say what they are about, the one that says most first; one at least."""
    says = {title: len(_content(read(title).rest)) for title in titles}
    said = [title for title in says if read(title).verb and says[title]]
    return sorted(said, key=lambda title: -says[title]) or [max(titles, key=lambda title: says[title])]


def _finished(clause: Clause, finishing: Sequence[Subject]) -> Clause:
    """Add to the main clause what came with it: "with tests and documentation"."""
    kinds = {subject.kind for subject in finishing if not subject.is_follow_up or _is_of_tests(subject)}
    came = [words for kind, words in _COMING_WITH.items() if kind in kinds]
    return replace(clause, coming=messages.listed(came)) if came and clause.verb else clause


def _is_of_tests(subject: Subject) -> bool:
    """Say whether a follow-up brought tests, and did not only mend or run them."""
    return subject.kind is WorkKind.TEST and subject.verb != "fixed" and " " in f"{subject.verb} {subject.rest}".strip()


def _breaking(clause: Clause, subjects: Sequence[Subject]) -> Clause:
    is_breaking = any(subject.is_breaking for subject in subjects)
    return replace(clause, what=messages.breaking(clause.what), is_compound=True) if is_breaking else clause


def _ending(finishing: Sequence[Subject], more: int) -> list[Clause]:
    """Return what is told last: the review's part, and how much is not told one by one."""
    is_reviewed = any(subject.is_follow_up and _REVIEW.search(subject.rest) for subject in finishing)
    ending = [Clause("worked", messages.REVIEW_WORKED_IN)] if is_reviewed else []
    return [*ending, Clause("", messages.further(more))] if more > 0 else ending


def _repeats(clause: Clause, earlier: Clause) -> bool:
    """Say whether a clause has no word that an earlier one of the same act lacks."""
    return clause.verb == earlier.verb and _words(clause) <= _words(earlier)


def _says_again(clause: Clause, whole: Clause) -> bool:
    """Say whether a commit does what its request is called, in another word for it: "write invoices", of "export invoices"."""
    return clause.what.lower() == whole.what.lower() and clause.verb not in _TURNING


def _words(clause: Clause) -> set[str]:
    return set(clause.what.lower().rstrip("'\"").split())

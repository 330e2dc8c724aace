"""Finds what a follow-up finishes: review suggestions, lint, tests, and corrections of one's own fresh work."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import timedelta

from core.finding.generated import by_hand
from core.finding.nature import is_change, is_follow_up, lines
from core.finding.people import author_key
from core.finding.subjects import read
from core.model import Event, EventKind, WorkKind

_FOLLOWS_WITHIN = timedelta(days=2)
_CORRECTS_WITHIN = timedelta(days=3)
_LOOKED_AT = 30  # changes on each side of a follow-up, so that a busy day stays linear
_SHARE = 2 / 3  # of a correction's files are the corrected change's
_LINT = re.compile(
    r"(?i)(?:\w+\W+){0,3}(?:lint\w*|flake8|black|ruff|isort|mypy|pytype|pylint|eslint|prettier"
    r"|rubocop|gofmt|clippy|rustfmt|format\w*|pep ?8)\b.*"
)

Line = tuple[str, str, str]


class Changes:
    """The changes of one history by line of work: one author's, in one repository, on one branch; in order of time."""

    def __init__(self, events: Sequence[Event]) -> None:
        self._events = events
        self._lines: dict[Line, list[int]] = {}
        for number, event in enumerate(events):
            if is_change(event):
                self._lines.setdefault(_line(event), []).append(number)

    def finished_by(self, number: int) -> int | None:
        """Return the change that an event only finishes: the nearest one before it, else after it, in the same file, else folder."""
        event = self._events[number]
        if is_follow_up(event):
            return None if _is_lint_of_everything(event) else self._followed(number)
        return self._corrected(number) if _is_correction(event) else None

    def _followed(self, number: int) -> int | None:
        event = self._events[number]
        paths = set(event.change.paths if event.change else ())
        folders = {folder for path in paths if (folder := _folder(path))}
        near = [other for other in self._near(number) if abs(self._events[other].at - event.at) <= _FOLLOWS_WITHIN]
        for shared, of in ((paths, _paths), (folders, _folders)):
            for other in near:
                if not shared.isdisjoint(of(self._events[other])):
                    return other
        return None

    def _corrected(self, number: int) -> int | None:
        event = self._events[number]
        for other in self._near(number):
            if other < number and _corrects(event, self._events[other]):
                return other
        return None

    def _near(self, number: int) -> Iterator[int]:
        """Yield the changes of the same line of work: backwards from the event, then forwards."""
        line = self._lines.get(_line(self._events[number]), [])
        at = bisect_left(line, number)
        yield from reversed(line[max(0, at - _LOOKED_AT) : at])
        yield from (other for other in line[at : at + _LOOKED_AT] if other != number)


def _line(event: Event) -> Line:
    change = event.change
    where = "" if change is None else change.merge or ("" if change.is_merged else change.branch or "-")
    return event.repository, author_key(event.actor), where


def _paths(event: Event) -> Sequence[str]:
    return event.change.paths if event.change else ()


def _folders(event: Event) -> set[str]:
    return {_folder(path) for path in _paths(event)}


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def _is_lint_of_everything(event: Event) -> bool:
    """Say whether a lint fix stands on the default branch by itself: it keeps the whole clean, and is told as small work."""
    change = event.change
    return change is not None and change.is_merged and not change.merge and _LINT.match(event.title) is not None


def _is_correction(event: Event) -> bool:
    """Say whether a commit puts something right that it does not name: "Fix bot only pattern error", "Add missing imports"."""
    subject = read(event.title)
    puts_right = subject.verb in {"fixed", "corrected"} or subject.rest.startswith(("missing", "unnecessary"))
    return puts_right and event.kind is EventKind.COMMIT and is_change(event) and not event.mentions


def _corrects(correction: Event, change: Event) -> bool:
    """Say whether a correction is of the author's own addition: fresh, larger, and in the same files."""
    if correction.at - change.at > _CORRECTS_WITHIN or lines(correction.change) * 2 > lines(change.change):
        return False
    if read(change.title).kind not in {WorkKind.FEATURE, WorkKind.DOCUMENTATION}:
        return False
    touched, before = by_hand(_paths(correction)), frozenset(_paths(change))
    return bool(touched) and sum(path in before for path in touched) >= _SHARE * len(touched)

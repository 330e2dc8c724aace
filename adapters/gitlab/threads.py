"""Merge requests and issues as threads.

https://docs.gitlab.com/api/merge_requests/, https://docs.gitlab.com/api/issues/; what closes issues:
https://docs.gitlab.com/user/project/issues/managing_issues/#default-closing-pattern
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from adapters.gitlab.people import by, clean, identity
from adapters.gitlab.projects import Project
from core.model import Blocker, Identity, Thread, ThreadState, Visibility
from core.reading.fields import Json, flag, inner, natural, sha, text, texts

_CLOSING = re.compile(
    r"(?i)\b(?:clos(?:e[sd]?|ing)|fix(?:e[sd]|ing)?|resolv(?:e[sd]?|ing)|implement(?:s|ed|ing)?):? +"
    r"(?P<list>(?:(?:issues? +)?(?:[\w.-]+(?:/[\w.-]+)+)?#\d{1,9}(?: *,? +and +| *,? *)){1,20})"
)
_REFERENCE = re.compile(r"(?:[\w.-]+(?:/[\w.-]+)+)?#\d{1,9}")
_STATES = {"opened": ThreadState.OPEN, "locked": ThreadState.OPEN, "merged": ThreadState.MERGED, "closed": ThreadState.CLOSED}
_BLOCKERS = {  # https://docs.gitlab.com/api/merge_requests/#merge-status
    "conflict": Blocker.CONFLICTS,
    "requested_changes": Blocker.CHANGES,
    "ci_must_pass": Blocker.CHECKS,
    "not_approved": Blocker.REVIEW,
}
_TITLE = 500


@dataclass(frozen=True, slots=True)
class Place:
    """Which thread is meant."""

    project: int
    is_request: bool
    number: int

    @property
    def ref(self) -> str:
        """Return how GitLab writes it."""
        return f"{'!' if self.is_request else '#'}{self.number}"


def place(row: Json, *, is_request: bool) -> Place:
    """Return where a merge request or an issue is."""
    return Place(natural(row, "project_id"), is_request, natural(row, "iid"))


def thread(row: Json, project: Project, at: Place, commits: Iterable[str] = ()) -> Thread:
    """Read a merge request or an issue; `commits` are those that a request is known to hold."""
    state = _STATES.get(text(row, "state"), ThreadState.OPEN)
    is_draft = state is ThreadState.OPEN and flag(row, "draft", "work_in_progress")
    own = (sha(row, name) for name in ("sha", "squash_commit_sha", "merge_commit_sha"))
    said = f"{text(row, 'title')}\n{text(row, 'description')}"[:20_000]
    return Thread(
        ref=at.ref,
        title=title(row),
        url=project.reference(at.ref),
        is_request=at.is_request,
        state=ThreadState.DRAFT if is_draft else state,
        author=identity(inner(row, "author")),
        labels=tuple(clean(label) for label in texts(row, "labels")),
        commits=tuple(dict.fromkeys(filter(None, (*commits, *own)))) if at.is_request else (),
        closes=_closed(said) if at.is_request else (),
        blockers=_blockers(row) if at.is_request and state is ThreadState.OPEN else None,
    )


def bare(project: Project, at: Place, words: str) -> Thread:
    """Return all that is known of a thread which itself could not be read."""
    return Thread(
        ref=at.ref,
        title=clean(words, _TITLE),
        url=project.reference(at.ref),
        is_request=at.is_request,
        state=ThreadState.OPEN,
        author=Identity(""),
    )


def title(row: Json) -> str:
    """Return a title, harmless, without the word that marks a draft."""
    return clean(re.sub(r"(?i)^(?:\[?(?:draft|wip)\]?:?|\(draft\))\s+", "", text(row, "title")), _TITLE)


def visibility(row: Json, project: Project, *, is_request: bool) -> Visibility:
    """Return who may read a thread: a confidential issue is private in a public project too."""
    if flag(row, "confidential"):
        return Visibility.PRIVATE
    return project.requests if is_request else project.issues


def merger(row: Json) -> Json:
    """Return who merged a request."""
    return by(row, "merge_user", "merged_by")


def _blockers(row: Json) -> tuple[Blocker, ...] | None:
    """Read what keeps an open request from being merged; a draft waits for nobody but its author."""
    status = text(row, "detailed_merge_status")
    if not status:
        return None
    found = {_BLOCKERS[status]} if status in _BLOCKERS else set()
    if flag(row, "has_conflicts"):
        found.add(Blocker.CONFLICTS)
    return tuple(sorted(found))


def _closed(said: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ref for found in _CLOSING.finditer(said) for ref in _REFERENCE.findall(found["list"])))

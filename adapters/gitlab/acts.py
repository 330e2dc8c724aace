"""What people did, as the host's own list of their actions tells it.

https://docs.gitlab.com/api/events/, https://docs.gitlab.com/user/profile/contributions_calendar/#user-contribution-events
"""

from dataclasses import dataclass, replace
from datetime import datetime

from adapters.gitlab.people import identity
from adapters.gitlab.threads import Place
from core.model import EventKind, Identity, Verdict
from core.reading.fields import Json, flag, inner, natural, sha, text, when

_REQUEST = "MergeRequest"
_ISSUES = frozenset(["Issue", "WorkItem", "Incident", "Task"])
_DONE = {
    (True, "opened"): EventKind.PULL_OPENED,
    (True, "created"): EventKind.PULL_OPENED,
    (True, "accepted"): EventKind.PULL_MERGED,
    (True, "merged"): EventKind.PULL_MERGED,
    (True, "closed"): EventKind.PULL_CLOSED,
    (True, "approved"): EventKind.REVIEW,
    (False, "opened"): EventKind.ISSUE_OPENED,
    (False, "created"): EventKind.ISSUE_OPENED,
    (False, "closed"): EventKind.ISSUE_CLOSED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One action on a merge request or an issue."""

    kind: EventKind
    at: datetime
    place: Place
    actor: Identity
    title: str = ""
    body: str = ""
    note: int = 0  # of a comment
    verdict: Verdict | None = None
    is_hidden: bool = False  # an internal note


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A comment on a commit."""

    at: datetime
    project: int
    commit: str
    actor: Identity
    body: str
    note: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Push:
    """Something that was pushed: a branch's new head, or a tag."""

    at: datetime
    project: int
    name: str
    is_tag: bool
    is_new: bool
    head: str
    actor: Identity


def read(row: Json) -> Act | Remark | Push | None:
    """Read one entry of the list; nothing where it tells no work."""
    at, project = when(row, "created_at"), natural(row, "project_id")
    if at is None or not project:
        return None
    actor = identity(inner(row, "author"))
    if inner(row, "push_data"):
        return _push(inner(row, "push_data"), at, project, actor)
    if inner(row, "note"):
        return _note(row, inner(row, "note"), at, project, actor)
    kind = text(row, "target_type")
    is_request = kind == _REQUEST
    done = _DONE.get((is_request, text(row, "action_name")))
    if done is None or not natural(row, "target_iid") or not (is_request or kind in _ISSUES):
        return None
    return Act(
        kind=done,
        at=at,
        place=Place(project, is_request, natural(row, "target_iid")),
        actor=actor,
        title=text(row, "target_title"),
        verdict=Verdict.APPROVED if done is EventKind.REVIEW else None,
    )


def _push(data: Json, at: datetime, project: int, actor: Identity) -> Push:
    return Push(
        at=at,
        project=project,
        name=text(data, "ref"),
        is_tag=text(data, "ref_type") == "tag",
        is_new=text(data, "action") == "created",
        head=text(data, "commit_to"),
        actor=actor,
    )


def _note(row: Json, note: Json, at: datetime, project: int, actor: Identity) -> Act | Remark | None:
    kind = text(note, "noteable_type")
    written = when(note, "created_at") or at
    if flag(note, "system"):
        return None
    if kind == "Commit":
        commit, body = sha(note, "commit_id"), text(note, "body")
        return Remark(at=written, project=project, commit=commit, actor=actor, body=body, note=natural(note, "id"))
    if (kind != _REQUEST and kind not in _ISSUES) or not natural(note, "noteable_iid"):
        return None
    place = Place(project, kind == _REQUEST, natural(note, "noteable_iid"))
    return replace(commented(note, place, written), actor=actor, title=text(row, "target_title"))


def commented(note: Json, place: Place, at: datetime) -> Act:
    """Read a comment on a merge request or an issue; on somebody else's request it is a review's, which is known when the request is."""
    return Act(
        kind=EventKind.COMMENT,
        at=at,
        place=place,
        actor=identity(inner(note, "author")),
        body=text(note, "body"),
        note=natural(note, "id"),
        is_hidden=flag(note, "internal", "confidential"),
    )


def noted(note: Json, place: Place) -> Act | None:
    """Read a note: a comment, or the system's own about an approval or a closing; nothing where it is about anything else."""
    at = when(note, "created_at")
    if at is None:
        return None
    if not flag(note, "system"):
        return commented(note, place, at)
    said = text(note, "body").lower()
    closing = EventKind.PULL_CLOSED if place.is_request else EventKind.ISSUE_CLOSED
    kind = EventKind.REVIEW if said == "approved this merge request" else closing if said.startswith("closed") else None
    verdict = Verdict.APPROVED if kind is EventKind.REVIEW else None
    return Act(kind=kind, at=at, place=place, actor=identity(inner(note, "author")), verdict=verdict) if kind else None

"""Requests, issues and work items: what an event at a host is part of."""

from dataclasses import dataclass
from enum import StrEnum

from core.model.people import Identity


class Verdict(StrEnum):
    """What a review says of a request."""

    APPROVED = "approved"
    CHANGES_REQUESTED = "changes_requested"
    COMMENTED = "commented"


class ThreadState(StrEnum):
    """How far a request or an issue has come, seen from when the question was asked."""

    DRAFT = "draft"
    OPEN = "open"
    MERGED = "merged"
    CLOSED = "closed"


class Blocker(StrEnum):
    """What an open request waits for, as its host says."""

    CHANGES = "changes requested"
    REVIEW = "review waiting"
    CHECKS = "checks red"
    CONFLICTS = "conflicts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """A pull or merge request, an issue or a work item: what an event at a host is part of."""

    ref: str  # "#412", "!77"
    title: str
    url: str
    is_request: bool
    state: ThreadState
    author: Identity  # who opened it
    labels: tuple[str, ...] = ()
    commits: tuple[str, ...] = ()  # full hashes that a request holds, that of its merge or squash included
    closes: tuple[str, ...] = ()  # references of the issues that it closes, "#12" or "acme/api#12"
    blockers: tuple[Blocker, ...] | None = None  # of an open request; None where the host did not say
    is_approved: bool = False  # where the host says so

"""What a GitLab holds."""

from dataclasses import dataclass, field
from datetime import datetime

from tests.servers.commits import Commit

GUEST, REPORTER, DEVELOPER, MAINTAINER = 10, 20, 30, 40


@dataclass(frozen=True, slots=True)
class User:
    """One account; `emails` begin with the one under which it commits."""

    id: int
    login: str
    name: str
    emails: tuple[str, ...] = ()
    is_bot: bool = False


@dataclass(slots=True)
class Note:
    """A comment."""

    id: int
    author: User
    body: str
    at: datetime
    kind: str = ""  # "DiffNote", "DiscussionNote"
    is_internal: bool = False


@dataclass(slots=True)
class Item:
    """A merge request or an issue."""

    id: int
    number: int
    project: "Project"
    is_request: bool
    title: str
    description: str
    author: User | None
    created: datetime
    updated: datetime
    state: str = "opened"
    labels: tuple[str, ...] = ()
    is_draft: bool = False
    is_confidential: bool = False
    branch: str = ""
    source: "Project | None" = None
    commits: tuple[str, ...] = ()
    reviewers: tuple[User, ...] = ()
    assignees: tuple[User, ...] = ()
    closed: tuple[User, datetime] | None = None
    merged: tuple[User, datetime] | None = None
    merge_commit: str = ""
    squash_commit: str = ""
    approvals: list[tuple[User, datetime]] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag; one without a message is lightweight."""

    name: str
    commit: str
    at: datetime
    message: str = ""


@dataclass(frozen=True, slots=True)
class Release:
    """A published release."""

    tag: str
    name: str
    description: str
    author: User
    created: datetime
    released: datetime


@dataclass(slots=True)
class Project:
    """One project; `members` have access levels; `levels` are those of its parts ("issues": "private")."""

    id: int
    path: str
    visibility: str
    default: str = "main"
    members: dict[int, int] = field(default_factory=dict)
    levels: dict[str, str] = field(default_factory=dict)
    commits: dict[str, Commit] = field(default_factory=dict)
    heads: dict[str, str] = field(default_factory=dict)
    hidden: set[str] = field(default_factory=set)  # heads of requests whose branch is gone: `all` walks them too
    items: list[Item] = field(default_factory=list)
    tags: dict[str, Tag] = field(default_factory=dict)
    releases: list[Release] = field(default_factory=list)
    active: datetime | None = None
    forked_from: "Project | None" = None


@dataclass(frozen=True, slots=True)
class Happening:
    """One entry in the list of what people did."""

    id: int
    project: Project
    author: User
    action: str
    at: datetime
    target: Item | None = None
    note: tuple[Note, "Item | str"] | None = None  # on an item, or a commit
    push: dict[str, object] | None = None

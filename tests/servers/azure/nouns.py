"""What an Azure DevOps organisation holds."""

import uuid
from dataclasses import dataclass, field
from datetime import datetime

from tests.servers.commits import Commit


@dataclass(frozen=True, slots=True)
class User:
    """One account; `emails` begin with the one under which it commits."""

    id: str
    login: str  # the unique name
    name: str
    emails: tuple[str, ...] = ()


@dataclass(slots=True)
class Project:
    """One project and who is in it."""

    id: str
    name: str
    visibility: str
    members: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Push:
    """One push: references with their hashes before and after."""

    id: int
    by: User
    at: datetime
    updates: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Tag:
    """An annotated tag."""

    id: str
    name: str
    message: str
    by: tuple[str, str]
    at: datetime
    commit: str


@dataclass(slots=True)
class Repository:
    """One repository of a project."""

    id: str
    name: str
    project: Project
    default: str = "main"
    commits: dict[str, Commit] = field(default_factory=dict)
    heads: dict[str, str] = field(default_factory=dict)
    tags: dict[str, Tag] = field(default_factory=dict)  # by the object's hash
    pushes: list[Push] = field(default_factory=list)
    is_disabled: bool = False


@dataclass(slots=True)
class Remark:
    """A comment, in a request or on a work item."""

    id: int
    author: User
    body: str
    at: datetime
    is_deleted: bool = False


@dataclass(slots=True)
class Talk:
    """A thread in a request: comments, or the system's word of a vote."""

    id: int
    at: datetime
    comments: list[Remark] = field(default_factory=list)
    vote: tuple[User, int] | None = None
    is_deleted: bool = False


@dataclass(slots=True)
class Request:
    """A pull request."""

    number: int
    repository: Repository
    author: User
    title: str
    description: str
    created: datetime
    branch: str
    commits: tuple[str, ...] = ()
    status: str = "active"
    is_draft: bool = False
    labels: tuple[str, ...] = ()
    closed: tuple[User, datetime] | None = None
    merge: str = ""
    reviewers: dict[str, tuple[User, int]] = field(default_factory=dict)
    talks: list[Talk] = field(default_factory=list)


@dataclass(slots=True)
class Item:
    """A work item; `changes` are all of its revisions."""

    number: int
    project: Project
    title: str
    created: tuple[User, datetime]
    changes: list[tuple[User, datetime]]
    kind: str = "Task"
    state: str = "New"
    tags: tuple[str, ...] = ()
    resolved: tuple[User, datetime] | None = None
    closed: tuple[User, datetime] | None = None
    comments: list[Remark] = field(default_factory=list)


def number_of(*parts: object) -> str:
    """Return a GUID, the same for the same parts."""
    return str(uuid.uuid5(uuid.NAMESPACE_OID, repr(parts)))

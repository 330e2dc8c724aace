"""What the world of the GitHub server is made of."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(slots=True)
class User:
    """An account; `emails` are the addresses that are linked to it."""

    id: int
    login: str
    name: str
    emails: tuple[str, ...]
    kind: str = "User"
    shown: str = ""  # the address that everybody may see

    @property
    def node(self) -> str:
        return f"U_{self.id}"


@dataclass(slots=True)
class Check:
    """A status or a check run of a commit, in the words of either: "success", "failure", "error", "pending", "in_progress"."""

    name: str
    outcome: str
    at: datetime


@dataclass(slots=True)
class Commit:
    """A commit as git has it; who is linked to it is found by its address."""

    oid: str
    message: str
    name: str
    email: str
    authored: datetime
    committed: datetime
    parents: tuple[str, ...]
    added: int = 0
    removed: int = 0
    checks: list[Check] = field(default_factory=list)


@dataclass(slots=True)
class Remark:
    """A comment; `number` tells it from others."""

    number: int
    author: User | None
    at: datetime
    body: str = ""


@dataclass(slots=True)
class Review:
    """A review of a pull request, with what was remarked at lines."""

    number: int
    author: User | None
    at: datetime
    state: str
    body: str = ""
    remarks: list[Remark] = field(default_factory=list)


@dataclass(slots=True)
class Moment:
    """An entry of a timeline: "closed", "ready" or "drafted"."""

    what: str
    actor: User | None
    at: datetime
    by_pull: "Item | None" = None


@dataclass(slots=True, kw_only=True)
class Item:
    """An issue or a pull request."""

    repository: "Repository"
    number: int
    title: str
    author: User | None
    created: datetime
    body: str = ""
    is_pull: bool = False
    is_draft: bool = False
    branch: str = ""
    head: "Repository | None" = None
    commits: list[str] = field(default_factory=list)
    merged: datetime | None = None
    merger: User | None = None
    merge: str = ""
    closed: datetime | None = None
    closes: list["Item"] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    assignees: list[User] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    reviews: list[Review] = field(default_factory=list)
    moments: list[Moment] = field(default_factory=list)
    updated: datetime | None = None

    @property
    def state(self) -> str:
        if self.merged:
            return "MERGED"
        return "CLOSED" if self.closed else "OPEN"

    @property
    def path(self) -> str:
        return f"{self.repository.name}/{'pull' if self.is_pull else 'issues'}/{self.number}"


@dataclass(slots=True)
class Release:
    """A published release."""

    id: int
    tag: str
    name: str
    author: User
    at: datetime


@dataclass(slots=True, kw_only=True)
class Repository:
    """A repository and who may read it; `heads` has the newest commit of each branch."""

    id: int
    name: str  # "acme/web"
    visibility: str = "private"
    default: str = "main"
    is_fork: bool = False
    is_archived: bool = False
    readers: set[int] = field(default_factory=set)
    heads: dict[str, str] = field(default_factory=dict)
    commits: dict[str, Commit] = field(default_factory=dict)
    items: dict[int, Item] = field(default_factory=dict)
    releases: list[Release] = field(default_factory=list)
    former: set[str] = field(default_factory=set)  # names that it had
    pushed: datetime | None = None

    def history(self, oid: str) -> list[Commit]:
        """Return a commit and its ancestors, the newest committed first."""
        found: dict[str, Commit] = {}
        waiting = [oid]
        while waiting:
            here = waiting.pop()
            if here in self.commits and here not in found:
                found[here] = self.commits[here]
                waiting += self.commits[here].parents
        return sorted(found.values(), key=lambda commit: commit.committed, reverse=True)


@dataclass(slots=True)
class Happening:
    """An entry of somebody's feed of events."""

    id: int
    kind: str
    actor: User
    repository: Repository
    at: datetime
    payload: dict[str, object]
    item: Item | None = None
    release: Release | None = None
    remark: Remark | None = None
    is_withheld: bool = False  # left out of its page after that was cut


def oid_of(*parts: object) -> str:
    """Return a hash that is always the same for the same parts."""
    return hashlib.sha1(repr(parts).encode(), usedforsecurity=False).hexdigest()

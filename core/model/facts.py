"""What happened, and what it was folded into. Times are aware and in UTC."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.model.people import Identity, Person
from core.model.threads import Thread, Verdict


class Visibility(StrEnum):
    """Who may read a repository, as its host says; unknown is treated as hidden."""

    PUBLIC = "public"
    INTERNAL = "internal"
    PRIVATE = "private"
    UNKNOWN = "unknown"


class EventKind(StrEnum):
    """What happened, one thing at one time."""

    COMMIT = "commit"
    MERGE = "merge"
    TAG = "tag"
    RELEASE = "release"  # published at a host, with or without a tag of its own
    PULL_OPENED = "pull_opened"  # a pull or merge request
    PULL_DRAFTED = "pull_drafted"
    PULL_MERGED = "pull_merged"
    PULL_CLOSED = "pull_closed"  # without a merge
    REVIEW = "review"
    REVIEW_COMMENT = "review_comment"
    ISSUE_OPENED = "issue_opened"  # an issue or a work item
    ISSUE_CLOSED = "issue_closed"
    COMMENT = "comment"


class WorkKind(StrEnum):
    """What a piece of work is, read from what its commits say that they do."""

    FEATURE = "feature"
    FIX = "fix"
    SECURITY = "security"
    PERFORMANCE = "performance"
    CHANGE = "change"
    REMOVAL = "removal"
    REFACTORING = "refactoring"
    DOCUMENTATION = "documentation"
    TEST = "test"
    CHORE = "chore"
    RELEASE = "release"
    REVERT = "revert"
    REVIEW = "review"
    DISCUSSION = "discussion"


class State(StrEnum):
    """How far a piece of work has come, seen from when the question was asked."""

    OPEN = "open"  # on a branch only
    MERGED = "merged"  # on the default branch
    RELEASED = "released"  # in a tagged version
    REVERTED = "reverted"  # done and undone
    CLOSED = "closed"  # a request without a merge, or an issue


@dataclass(frozen=True, slots=True)
class Link:
    """A short reference and where it leads; the address is empty where no host is known."""

    ref: str  # "#412", "acme/api!77", "ABC-12", "593d928", "v1.7.0"
    url: str = ""
    near: str = ""  # what it is called inside its repository, "!77", where `ref` names that


@dataclass(frozen=True, slots=True)
class Landing:
    """The request as which somebody else merged a commit; the title is empty where the merge does not say it."""

    ref: str  # "#412", "!77"
    title: str
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What a commit has beside its message: where it stands in the history, and its diff.

    `added` and `removed` are lines; `paths` has one entry a file. They are zero and empty until the source has measured the commit.
    """

    parents: tuple[str, ...] = ()
    committed: datetime
    branch: str = ""  # a branch that holds it; the default one where that does
    is_merged: bool = False  # on the default branch
    tags: tuple[str, ...] = ()  # tags that point at it
    released: str = ""  # the nearest tag that holds it
    merge: str = ""  # hash of the merge commit that brought it in from a branch
    landing: Landing | None = None  # set by `gather` where that merge is nobody's who was asked for
    added: int = 0
    removed: int = 0
    paths: tuple[str, ...] = ()
    patch: str = ""  # git's stable patch id, where it was worth computing


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One fact: somebody did one thing at one time in one repository.

    Every text in it is inert (no control, bidi or zero-width character) and has its secrets masked.
    """

    id: str = ""  # "E7", given by `gather`, in order of time
    kind: EventKind
    at: datetime  # when the person did it
    actor: Identity
    ref: str  # full hash, "#412", "!77" or a tag
    title: str  # one line
    repository: str  # "acme/web", or the folder's name where there is no remote
    host: str = ""  # of the account that saw it, "github.com"; empty on a disk
    visibility: Visibility = Visibility.UNKNOWN
    url: str = ""
    body: str = ""  # what follows the title, without trailers; at most 4,000 characters
    others: tuple[Identity, ...] = ()  # co-authors
    mentions: tuple[Link, ...] = ()  # references in the title, and those that the body closes
    reverts: tuple[str, ...] = ()  # hashes that the message says it reverts
    copies: tuple[str, ...] = ()  # hashes that the message says it was picked from
    doubt: str = ""  # why `at` is not the author's date
    change: Change | None = None
    thread: Thread | None = None  # of an event at a host; of a commit the request that holds it, where the host says which
    verdict: Verdict | None = None  # of a review


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkItem:
    """One piece of work: events that belong together, the first one the most telling."""

    id: str  # "W1", in order of weight
    title: str
    repository: str
    kind: WorkKind
    state: State
    events: tuple[Event, ...]
    links: tuple[Link, ...] = ()  # references to show, else hashes
    weight: float = 0.0
    is_far: bool = False  # in another repository than most of the answer, so that references of its own need the name before them

    @property
    def is_waiting(self) -> bool:
        """Whether more is to come: work of one's own that is not merged."""
        return self.state is State.OPEN and self.kind not in {WorkKind.REVIEW, WorkKind.DISCUSSION}

    @property
    def url(self) -> str:
        """Where the item is best looked at."""
        return next((link.url for link in self.links if link.url), "")


@dataclass(frozen=True, slots=True)
class Copies:
    """The same change again: events that add nothing to the one they copy."""

    of: Event
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Noise:
    """Events that share one line, and why."""

    why: str  # "bot", "merge", "generated"
    text: str
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Failure:
    """A source that could not be looked at, or only in part: a value, never an exception."""

    source: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """What was found: every event of the window that was asked for, and what could not be looked at."""

    events: tuple[Event, ...] = ()
    people: tuple[Person, ...] = ()  # who was recapped; empty when it was everyone
    busiest: tuple[tuple[str, int], ...] = ()  # authors of the window and their commits, most first
    elsewhere: tuple[tuple[str, int], ...] = ()  # where nothing passed the filters: who did something outside, and how many commits
    repositories: tuple[str, ...] = ()  # looked at with success
    hosts: tuple[str, ...] = ()  # at which accounts were looked at with success; empty where it was git alone
    strangers: tuple[str, ...] = ()  # asked people of whom a host had nothing but a name or an address to go by, and so only commits
    nameless: tuple[str, ...] = ()  # of whom a host had not even that
    unmatched: tuple[str, ...] = ()  # repositories that were asked about, in which accounts saw nothing
    failures: tuple[Failure, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Folded:
    """An activity made whole: each of its events is in exactly one of the three."""

    items: tuple[WorkItem, ...] = ()
    copies: tuple[Copies, ...] = ()
    noise: tuple[Noise, ...] = ()

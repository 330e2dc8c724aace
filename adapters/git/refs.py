"""The names in a repository: its branches, those of its remotes, and its tags."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from adapters.git.dates import moment
from core.model import Identity

_FIELDS = (
    "refname HEAD symref objecttype objectname *objecttype *objectname committerdate:unix *committerdate:unix "
    "taggername taggeremail taggerdate:raw contents:subject"
).split()
SPACES = ("refs/heads", "refs/remotes", "refs/tags")
ARGUMENTS = ("for-each-ref", "--format=" + "%00".join(f"%({field})" for field in _FIELDS), *SPACES)
_MAINS = ("main", "master", "trunk", "develop")
_VERSION = re.compile(r"(?i)(?:^|[/_-]|[a-z])v?\d+\.\d|^v\d+$")


class RefKind(Enum):
    """Where a name stands; of several for one commit the first kind is shown."""

    BRANCH = 0
    REMOTE = 1
    TAG = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Ref:
    """One name and the commit that it leads to."""

    kind: RefKind
    name: str  # "main", "v1.7.0"; without the remote's name
    remote: str = ""
    commit: str
    committed: int | None  # seconds since 1970; None where that is not a number
    is_nested: bool = False  # a tag of a tag: `commit` is the inner tag
    is_head: bool = False
    points_at: str = ""  # refs/remotes/origin/HEAD only
    tagger: Identity | None = None  # annotated tags only
    tagged: int | None = None
    subject: str = ""

    @property
    def is_release(self) -> bool:
        """Say whether a tag names a release: it is annotated, or it looks like a version."""
        return self.kind is RefKind.TAG and (self.tagger is not None or _VERSION.search(self.name) is not None)


def read(lines: Iterable[bytes], remotes: Iterable[str]) -> list[Ref]:
    """Read what `ARGUMENTS` prints; names that lead to no commit are left out."""
    known = sorted(remotes, key=len, reverse=True)
    return [ref for line in lines if line and (ref := _ref(line.decode(errors="replace").split("\0"), known))]


def default_branch(refs: Iterable[Ref], remote: str) -> str:
    """Return the branch that holds what is done: the remote's HEAD, else the usual name, else what is checked out, else the only one."""
    branches = [ref for ref in refs if ref.kind is not RefKind.TAG]
    pointed = next((ref.points_at for ref in branches if ref.points_at and ref.remote == remote), "")
    names = {ref.name for ref in branches}
    usual = next((name for name in _MAINS if name in names), "")
    head = next((ref.name for ref in branches if ref.is_head), "")
    return pointed or usual or head or (names.pop() if len(names) == 1 else "")


def _ref(fields: list[str], remotes: list[str]) -> Ref | None:
    full, head, symref, kind, target, inner_kind, inner, committed, inner_committed, name, email, tagged, subject = fields
    if kind not in {"commit", "tag"} or inner_kind in {"tree", "blob"}:
        return None
    kind_of_ref, remote, short = _named(full, remotes)
    is_annotated = kind == "tag"
    made = moment(tagged.partition(" ")[0]) if is_annotated else None
    return Ref(
        kind=kind_of_ref,
        name=short,
        remote=remote,
        commit=inner if inner_kind == "commit" else target,
        committed=made if inner_kind == "tag" else moment(inner_committed if is_annotated else committed),
        is_nested=inner_kind == "tag",
        is_head=head == "*",
        points_at=_named(symref, remotes)[2] if symref and short == "HEAD" else "",
        tagger=Identity(name, email.strip("<>")) if is_annotated else None,
        tagged=made,
        subject=subject,
    )


def _named(full: str, remotes: list[str]) -> tuple[RefKind, str, str]:
    """Split a full name into its kind, its remote and what a person calls it."""
    _, space, rest = [*full.split("/", 2), "", ""][:3]
    if space != "remotes":
        return (RefKind.TAG if space == "tags" else RefKind.BRANCH), "", rest
    remote = next((remote for remote in remotes if rest.startswith(remote + "/")), rest.partition("/")[0])
    return RefKind.REMOTE, remote, rest.removeprefix(remote + "/")

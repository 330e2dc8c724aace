"""Where a commit stands in the history: what its children tell it, passed on from commit to commit."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase

from adapters.git.refs import Ref, RefKind, default_branch


@dataclass(frozen=True, slots=True)
class Place:
    """What is known of a commit from those that hold it."""

    is_merged: bool = False
    is_mainline: bool = False  # by first parents from the default branch's tip
    merge: str = ""  # the merge commit on whose other side it stands
    branch: str = ""
    rank: int = 0  # how good a name `branch` is; see `Names`
    release: str = ""
    released: float = float("inf")  # when that release's commit was made

    def beside(self, merge: str) -> "Place":
        """Return what a merge commit tells its other parents."""
        return replace(self, is_mainline=False, merge=merge)

    def joined(self, other: "Place") -> "Place":
        """Return what two children tell together; `other` is the one that stands further back."""
        if self is other:
            return self
        named = other if other.rank > self.rank else self
        first = other if other.released < self.released else self
        is_mainline = self.is_mainline or other.is_mainline
        return Place(
            is_merged=self.is_merged or other.is_merged,
            is_mainline=is_mainline,
            merge="" if is_mainline else _merge(self, other),
            branch=named.branch,
            rank=named.rank,
            release=first.release,
            released=first.released,
        )


def _merge(one: Place, other: Place) -> str:
    """Of two merges the one that leads to the default branch brought a commit in, else the older one."""
    if one.is_merged != other.is_merged:
        return one.merge if one.is_merged else other.merge
    return other.merge or one.merge


NOWHERE = Place()


@dataclass(frozen=True, slots=True)
class Names:
    """How good a branch's name is: one that was asked for, then the default one, then any."""

    default: str
    remote: str
    wanted: frozenset[str] = frozenset()

    @classmethod
    def of(cls, refs: Sequence[Ref], remote: str, *, wanted: Sequence[str] = ()) -> "Names":
        """Choose the default branch, and the branches that some of the wanted patterns match."""
        branches = {ref.name for ref in refs if ref.kind is not RefKind.TAG}
        matched = frozenset(name for name in branches if any(fnmatchcase(name, pattern) for pattern in wanted))
        return cls(default_branch(refs, remote), remote, matched)

    def told(self, place: Place, ref: Ref) -> Place:
        """Return what a name adds to the commit that it points at."""
        if ref.kind is RefKind.TAG:
            if not ref.is_release or ref.committed is None:
                return place
            return replace(place, release=ref.name, released=ref.committed)
        is_default = ref.name == self.default and ref.remote in {"", self.remote}
        rank = 3 if ref.name in self.wanted else 2 if is_default else 1
        if is_default:
            place = replace(place, is_merged=True, is_mainline=True, merge="")
        return replace(place, branch=ref.name, rank=rank) if rank >= place.rank else place

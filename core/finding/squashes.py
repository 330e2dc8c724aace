"""Squash merges: one commit that carries what a branch's commits did, which stay unmerged beside it."""

import re
from collections import defaultdict
from collections.abc import Sequence

from core.finding.forest import Forest
from core.finding.kept import doers
from core.finding.nature import is_revert, is_unmerged
from core.finding.people import author_key
from core.finding.titles import cleaned, pull, slug
from core.model import Event, EventKind

_LISTED = re.compile(r"(?m)^\s{0,3}[*-]\s+(\S.*)$")  # as GitHub lists a branch's subjects
_COPIED = re.compile(r"(?m)^\s{0,4}commit ([0-9a-f]{40})$")  # as `git merge --squash` does


def tie_squashes(events: Sequence[Event], forest: Forest) -> None:
    """Tie a squash merge with the commits whose subjects it has or lists, or whose branch is named like it."""
    waiting: defaultdict[str, list[int]] = defaultdict(list)
    for number, event in enumerate(events):
        if is_unmerged(event):
            for name in _known_as(event):
                waiting[name].append(number)
    settled: set[int] = set()  # by the first squash merge after them: a branch that is used again lists them again
    for number, squash in enumerate(events):
        if _may_squash(squash):
            named = {other for name in _names(squash) for other in waiting.get(name, ())} - settled
            for other in (other for other in named if _may_be_squashed(events[other], squash)):
                forest.join(number, other)
                settled.add(other)


def carries(squash: Event, commit: Event) -> bool:
    """Say whether a commit's content is in another one, which is a squash merge of its branch."""
    if not _may_squash(squash) or not _may_be_squashed(commit, squash):
        return False
    return bool(pull(squash.title)) or not _names(squash).isdisjoint(_known_as(commit))


def _names(squash: Event) -> set[str]:
    """Return the commits and branches that a squash merge names, or is named like."""
    lines = (squash.title, *_LISTED.findall(squash.body))
    return {slug(cleaned(line)) for line in lines} - {""} | set(_COPIED.findall(squash.body))


def _known_as(commit: Event) -> set[str]:
    branch = commit.change.branch if commit.change else ""
    return {slug(cleaned(commit.title)), slug(branch), slug(branch.rpartition("/")[2]), commit.ref} - {""}


def _may_squash(event: Event) -> bool:
    return event.kind is EventKind.COMMIT and not is_revert(event) and (not is_unmerged(event) or bool(pull(event.title)))


def _may_be_squashed(commit: Event, squash: Event) -> bool:
    """Say whether a commit was there when the squash was made, in the same repository, by one of its authors."""
    if commit is squash or commit.repository != squash.repository or squash.change is None or commit.at > squash.change.committed:
        return False
    authors = {author_key(identity) for identity in doers(squash)}
    return not authors.isdisjoint(author_key(identity) for identity in doers(commit))

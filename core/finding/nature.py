"""What an event is to the folding: a release, a revert, a follow-up, or a change of its own."""

import re

from core.finding.noise import is_quiet
from core.finding.subjects import read
from core.finding.threads import is_by_others, is_remark
from core.model import Change, Event, EventKind
from core.reading import versions
from core.reading.pulls import Landed, landed

_UNDOES = re.compile(
    r"(?i)(?:\w+(?:\([^)]*\))?!?:\s+)?(?:revert(?:s|ed)?|roll ?back|undo|re-?apply|reland):?\s+(?:[\"“'].+|(?:pr |pull request )?[#!]\d+)"
    r"|revert(?:\([^)]*\))?!?:\s+\S"  # as https://www.conventionalcommits.org has it: "revert: add login"
)


def is_release(event: Event) -> bool:
    """Say whether an event is a version: a tag, or a commit that announces one."""
    is_said = event.thread is None or event.change is not None
    return event.kind in {EventKind.TAG, EventKind.RELEASE} or (is_said and bool(version(event)))


def version(event: Event) -> str:
    """Return the version that a commit announces, by its title alone, with a tag on it, or beside its repository's name."""
    return read(event.title).version or versions.named(event.title, event.change.tags if event.change else (), event.repository)


def is_revert(event: Event) -> bool:
    """Say whether an event says which other change it undoes, or does again."""
    return bool(event.reverts) or _UNDOES.match(event.title) is not None


def is_follow_up(event: Event) -> bool:
    """Say whether a commit only finishes other work."""
    return event.kind is EventKind.COMMIT and read(event.title).is_follow_up


def tells(event: Event) -> bool:
    """Say whether an event can stand for a piece of work."""
    return not is_quiet(event) and not is_follow_up(event) and not event.title.startswith("Squashed commit of the following")


def is_change(event: Event) -> bool:
    """Say whether an event is a change that others may belong to: it tells something, and is neither release nor revert."""
    return tells(event) and not is_release(event) and not is_revert(event) and not is_remark(event) and not is_by_others(event)


def landing(event: Event) -> Landed | None:
    """Return which request a merge commit lands: that is somebody's act, and no noise."""
    return landed(event.title, event.body) if event.kind is EventKind.MERGE else None


def is_unmerged(event: Event) -> bool:
    """Say whether a commit is on a branch only."""
    return event.change is not None and not event.change.is_merged


def lines(change: Change | None) -> int:
    """Return the number of lines that a commit changed."""
    return change.added + change.removed if change else 0

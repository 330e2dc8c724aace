"""What really happened, read from the world's own state and not through either of its interfaces."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from core.model import EventKind
from tests.servers.github.nouns import Item, Moment, Repository, Review, User
from tests.servers.github.world import World


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that somebody did; merges of branches are commits here."""

    kind: EventKind
    repository: str
    ref: str
    at: datetime


def facts(world: World, user: User, viewer: User, start: datetime, end: datetime) -> set[Fact]:
    """Return what a user did in a window, as far as a viewer may know."""
    readable = [one for one in world.repositories.values() if world.may_read(viewer, one)]
    found = {fact for repository in readable for fact in _of(world, repository, user)}
    return {fact for fact in found if start <= fact.at < end}


def _of(world: World, repository: Repository, user: User) -> Iterator[Fact]:
    for commit in repository.commits.values():
        if world.linked(commit) is user:
            yield Fact(EventKind.COMMIT, repository.name, commit.oid, commit.authored)
    for release in repository.releases:
        if release.author is user:
            yield Fact(EventKind.RELEASE, repository.name, release.tag, release.at)
    for item in repository.items.values():
        for kind, at in _done(item, user):
            yield Fact(kind, repository.name, f"#{item.number}", at)


def _done(item: Item, user: User) -> Iterator[tuple[EventKind, datetime]]:
    if item.author is user and not item.is_pull:
        yield EventKind.ISSUE_OPENED, item.created
    if item.author is user and item.is_pull:
        turns = [moment.what for moment in item.moments if moment.what != "closed"]
        began_as_draft = turns[:1] == ["ready"] or (not turns and item.is_draft)
        yield EventKind.PULL_DRAFTED if began_as_draft else EventKind.PULL_OPENED, item.created
    if item.merged and (item.author is user or item.merger is user):
        yield EventKind.PULL_MERGED, item.merged
    yield from ((kind, moment.at) for moment in item.moments if (kind := _turned(item, moment, user)))
    yield from (fact for review in item.reviews if review.author is user for fact in _reviewed(review))
    yield from ((EventKind.COMMENT, remark.at) for remark in item.remarks if remark.author is user)


def _turned(item: Item, moment: Moment, user: User) -> EventKind | None:
    """Return what a turn of a thread was; an issue that a request closed is its author's work, too."""
    is_theirs = moment.actor is user
    if moment.what != "closed":
        return (EventKind.PULL_DRAFTED if moment.what == "drafted" else EventKind.PULL_OPENED) if is_theirs else None
    if item.is_pull:
        return EventKind.PULL_CLOSED if is_theirs and not item.merged else None
    return EventKind.ISSUE_CLOSED if is_theirs or (moment.by_pull and moment.by_pull.author is user) else None


def _reviewed(review: Review) -> Iterator[tuple[EventKind, datetime]]:
    """A single remark without words of its own is a reply, and no review."""
    if review.state != "COMMENTED" or review.body or len(review.remarks) != 1:
        yield EventKind.REVIEW, review.at
    yield from ((EventKind.REVIEW_COMMENT, remark.at) for remark in review.remarks)

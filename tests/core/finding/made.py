"""Histories made by hand, for folding: what one does to a commit, and how a fold reads."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from core.finding.fold import fold
from core.model import Change, Event, EventKind, Folded, Identity, WorkItem
from tests.facts import ANA, MONDAY, commit

CAT = Identity("Cat Cole", "cat@example.org")
DEPENDABOT = Identity("dependabot[bot]", "49699333+dependabot[bot]@users.noreply.github.com")


def after(hours: float) -> datetime:
    """Return the time that many hours into the week."""
    return MONDAY + timedelta(hours=hours)


def changed(event: Event, **fields: object) -> Event:
    """Return a commit whose `Change` has other values: merge=..., patch=..., parents=..., released=..., committed=..."""
    assert event.change
    return replace(event, change=replace(event.change, **fields))  # type: ignore[arg-type]  # names are checked when it runs


def merge(title: str, *brought: Event, at: datetime = MONDAY, body: str = "", actor: Identity = ANA) -> list[Event]:
    """Return a merge commit, and what it brought in, bound to it."""
    made = commit(title, at=at, kind=EventKind.MERGE, body=body, actor=actor)
    return [made, *(changed(event, merge=made.ref) for event in brought)]


def tag(name: str, *, at: datetime = MONDAY, repository: str = "acme/web", actor: Identity = ANA) -> Event:
    """Return an annotated tag."""
    return Event(kind=EventKind.TAG, at=at, actor=actor, ref=name, title=name, repository=repository)


def on_branch(title: str, branch: str = "login", *, at: datetime = MONDAY, paths: Sequence[str] = ()) -> Event:
    """Return a commit that waits on a branch."""
    return commit(title, at=at, branch=branch, is_merged=False, paths=paths)


def titles(folded: Folded) -> list[set[str]]:
    """Return the titles of each item's events, the items by weight."""
    return [{event.title for event in item.events} for item in folded.items]


def only(*events: Event) -> WorkItem:
    """Fold into what must be one item."""
    (item,) = fold(events).items
    return item


def changes(events: Sequence[Event]) -> list[Change]:
    """Return the changes of commits."""
    return [event.change for event in events if event.change]

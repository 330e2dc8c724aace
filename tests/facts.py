"""Facts made by hand, with a small vocabulary: `commit("Add login")`, `item(commit(...), ...)`."""

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime

from core.model import Change, Event, EventKind, Identity, Link, State, Visibility, WorkItem, WorkKind
from core.reading.mentions import references
from core.reading.subject import read

MONDAY = datetime(2021, 2, 1, 9, tzinfo=UTC)
ANA = Identity("Ana Lima", "ana@example.org")
BOB = Identity("Bob Berg", "bob@example.org")


def commit(
    title: str,
    *,
    actor: Identity = ANA,
    at: datetime = MONDAY,
    repository: str = "acme/web",
    kind: EventKind = EventKind.COMMIT,
    body: str = "",
    branch: str = "main",
    is_merged: bool = True,
    tags: Sequence[str] = (),
    paths: Sequence[str] = (),
    size: tuple[int, int] = (0, 0),
    id_: str = "",
    visibility: Visibility = Visibility.UNKNOWN,
) -> Event:
    """Return a commit, its hash made from its title, author and date."""
    hash_ = hashlib.sha1(f"{title}{actor.email}{at}{branch}".encode(), usedforsecurity=False).hexdigest()
    change = Change(committed=at, branch=branch, is_merged=is_merged, tags=tuple(tags), added=size[0], removed=size[1], paths=tuple(paths))
    mentions = tuple(Link(ref, f"https://git.example/{repository}/issues/{ref[1:]}") for ref in references(title, body))
    url = f"https://git.example/{repository}/commit/{hash_}"
    return Event(
        id=id_,
        kind=kind,
        at=at,
        actor=actor,
        ref=hash_,
        title=title,
        repository=repository,
        visibility=visibility,
        url=url,
        body=body,
        mentions=mentions,
        change=change,
    )


def item(*events: Event, id_: str = "W1", kind: WorkKind | None = None, state: State = State.MERGED) -> WorkItem:
    """Return a piece of work over the events, its kind read from the first."""
    links = tuple({link.ref: link for event in events for link in event.mentions}.values())
    first = events[0]
    return WorkItem(
        id=id_,
        title=read(first.title).rest,
        repository=first.repository,
        kind=kind or read(first.title).kind,
        state=state,
        events=events,
        links=links or tuple(Link(event.ref[:7], event.url) for event in events),
    )


def items(*titles: str) -> list[WorkItem]:
    """Return a piece of work for each title, in order of weight."""
    return [item(commit(title), id_=f"W{number}") for number, title in enumerate(titles, 1)]

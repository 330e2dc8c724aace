"""What the corpus keeps in files: one JSON object a line, decoded into the core's own nouns."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import NotRequired, TypedDict

from core.model import Change, Event, EventKind, Identity, Link, State, Visibility, WorkItem, WorkKind


class Line(TypedDict):
    """A line written by hand, and the ids of the items that it cites."""

    line: str
    facts: list[str]
    kind: str
    verdict: str
    language: NotRequired[str]
    translation: NotRequired[str]


class _Event(TypedDict):
    ref: str
    at: str
    actor: str
    title: str
    added: int
    removed: int
    paths: list[str]
    body: NotRequired[str]
    others: NotRequired[list[str]]


class _Item(TypedDict):
    id: str
    title: str
    repository: str
    kind: str
    state: str
    refs: list[str]
    events: list[_Event]


def lines(name: str) -> Iterator[Line]:
    """Read the lines of a file that were written by hand; none where there is no such file."""
    for text in _texts(name):
        row: Line = json.loads(text)
        yield row


def items(name: str) -> Iterator[WorkItem]:
    """Read a file of facts."""
    for text in _texts(name):
        row: _Item = json.loads(text)
        yield _item(row)


def _texts(name: str) -> list[str]:
    path = Path(__file__).parent / f"{name}.jsonl"
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


def _item(row: _Item) -> WorkItem:
    events = tuple(_event(each, row) for each in row["events"])
    links = tuple(_reference(ref, row["repository"]) for ref in row["refs"])
    return WorkItem(
        id=row["id"],
        title=row["title"],
        repository=row["repository"],
        kind=WorkKind(row["kind"]),
        state=State(row["state"]),
        events=events,
        links=links or tuple(Link(event.ref[:7], event.url) for event in events),
    )


def _event(row: _Event, item: _Item) -> Event:
    at = datetime.fromisoformat(row["at"])
    repository = item["repository"]
    return Event(
        kind=EventKind.COMMIT,
        at=at,
        actor=Identity(row["actor"]),
        ref=row["ref"],
        title=row["title"],
        repository=repository,
        visibility=Visibility.PUBLIC,
        url=f"https://github.com/{repository}/commit/{row['ref']}",
        body=row.get("body", ""),
        others=tuple(Identity(name) for name in row.get("others", [])),
        mentions=tuple(_reference(ref, repository) for ref in item["refs"] if ref in row["title"]),
        change=Change(
            committed=at,
            is_merged=item["state"] != State.OPEN,
            added=row["added"],
            removed=row["removed"],
            paths=tuple(row["paths"]),
        ),
    )


def _reference(ref: str, repository: str) -> Link:
    return Link(ref, f"https://github.com/{repository}/issues/{ref.removeprefix('#')}")

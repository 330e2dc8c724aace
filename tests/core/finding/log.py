"""Reads a whole history with `git log`, as plainly as can be: what folding is tested on, by another path than the product's."""

import re
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from core.model import Change, Event, EventKind, Identity, Link
from core.reading.mentions import references, reverted
from tests.histories import repository

_FORMAT = "%x01%H%x00%P%x00%an%x00%ae%x00%aI%x00%cI%x00%s%x00%b%x02"
_OTHERS = re.compile(r"(?im)^co-authored-by:\s*(.+?)\s*<(.*?)>")


@cache
def history(name: str) -> tuple[Event, ...]:
    """Return all commits of a recorded history, measured, with their branches, merges and releases."""
    path = repository(name)
    merged = set(_git(path, "rev-list", "main").split())
    brought = _brought(path)
    branches = _holders(path, "branch")
    released = _holders(path, "tag")
    text = _git(path, "log", "--all", "--numstat", f"--format={_FORMAT}")
    events = (_event(name, entry) for entry in text.split("\x01")[1:])
    return tuple(
        replace(
            event,
            change=replace(
                event.change,
                is_merged=event.ref in merged,
                branch="main" if event.ref in merged else branches.get(event.ref, ""),
                released=released.get(event.ref, ""),
                merge=brought.get(event.ref, ""),
            ),
        )
        for event in events
        if event.change
    )


def week(name: str, start: str, end: str, author: str = "") -> list[Event]:
    """Return what somebody, or everybody, did from one day up to another, numbered in order of time."""
    first, last = (datetime.fromisoformat(day).replace(tzinfo=UTC) for day in (start, end))
    found = [event for event in history(name) if first <= event.at < last and _did(event, author)]
    found.sort(key=lambda event: (event.at, event.ref))
    return [replace(event, id=f"E{number}") for number, event in enumerate(found, 1)]


def _did(event: Event, author: str) -> bool:
    return not author or author in {identity.name for identity in (event.actor, *event.others)}


def _event(name: str, entry: str) -> Event:
    message, _, sizes = entry.partition("\x02")
    commit, parents, author, email, at, committed, title, body = message.split("\x00")
    rows = [row.split("\t") for row in sizes.strip().splitlines()]
    change = Change(
        parents=tuple(parents.split()),
        committed=datetime.fromisoformat(committed).astimezone(UTC),
        added=sum(int(row[0]) for row in rows if row[0] != "-"),
        removed=sum(int(row[1]) for row in rows if row[1] != "-"),
        paths=tuple(row[2] for row in rows),
    )
    return Event(
        kind=EventKind.MERGE if len(change.parents) > 1 else EventKind.COMMIT,
        at=datetime.fromisoformat(at).astimezone(UTC),
        actor=Identity(author, email),
        ref=commit,
        title=title,
        repository=name,
        body=body.strip(),
        others=tuple(Identity(other, address) for other, address in _OTHERS.findall(body) if other != author),
        mentions=tuple(Link(ref) for ref in references(title, body)),
        reverts=reverted(body),
        change=change,
    )


def _brought(path: Path) -> dict[str, str]:
    """Return, for each commit that a merge on the default branch brought in, that merge."""
    brought: dict[str, str] = {}
    for line in reversed(_git(path, "rev-list", "--first-parent", "--merges", "--parents", "main").splitlines()):
        merge, first, *others = line.split()
        for commit in _git(path, "rev-list", *others, f"^{first}").split():
            brought.setdefault(commit, merge)
    return brought


def _holders(path: Path, kind: str) -> dict[str, str]:
    """Return, for each commit, the first branch or tag that holds it, the oldest tag first."""
    names = _git(path, kind, "--format=%(refname)", *(["--sort=creatordate"] if kind == "tag" else [])).splitlines()
    holders: dict[str, str] = {}
    for name, known in zip(names, _before(names), strict=True):
        for commit in _git(path, "rev-list", name, *known).split():
            holders.setdefault(commit, name.split("/", 2)[2])
    return holders


def _before(names: list[str]) -> Iterator[list[str]]:
    for number in range(len(names)):
        yield [f"^{name}" for name in names[max(0, number - 1) : number]]


def _git(path: Path, *arguments: str) -> str:
    return subprocess.run(["git", "-C", str(path), *arguments], check=True, capture_output=True, encoding="utf-8", errors="replace").stdout

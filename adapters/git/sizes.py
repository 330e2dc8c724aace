"""What commits changed: lines, paths, and the patch ids by which copies are told."""

import re
from collections import defaultdict
from collections.abc import Sequence
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from pathlib import Path

from adapters.git.command import Git
from adapters.git.failures import DamagedError
from adapters.git.parse import clean_name
from core.messages import git as messages
from core.model import Event, EventKind

_NUMBERS = (
    "diff-tree", "--stdin", "-z", "-r", "-M", "-l400", "--root", "--numstat", "--no-ext-diff", "--no-textconv", "--no-color",
)  # fmt: skip
_PATCHES = (
    "diff-tree", "--stdin", "-p", "-r", "-M", "-l400", "--root", "--full-index", "--no-ext-diff", "--no-textconv", "--no-color",
)  # fmt: skip
_RAW = ("diff-tree", "--stdin", "-r", "--root", "--raw", "--no-renames", "--no-abbrev", "--no-ext-diff", "--no-color")
_ENTRY = re.compile(rb"^:(?!160000)[0-7]{6} (?!160000)[0-7]{6} ([0-9a-f]{40,64}) ([0-9a-f]{40,64}) ", re.MULTILINE)
_DIFFS = 100  # commits whose diffs are read at once
_LINES = 10_000  # of a commit that gets a patch id
_PATHS = 5_000  # kept of one commit


@dataclass(slots=True)
class _Size:
    added: int = 0
    removed: int = 0
    paths: list[str] = field(default_factory=list)


async def measured(git: Git, folder: Path, events: Sequence[Event]) -> list[Event]:
    """Return the events in their order, commits with their sizes, paths and, where two may be copies, patch ids.

    Raises:
        OutsideError: git failed.
    """
    commits = list(dict.fromkeys(event.ref for event in events if event.kind is EventKind.COMMIT))
    if not commits:
        return list(events)
    try:
        sizes = await _sizes(git, folder, commits)
        twins = _twins(sizes)
        patches = await _patches(git, folder, twins) if twins else {}
    except DamagedError as error:
        raise DamagedError(messages.sizes_damaged(str(folder), error.part[:12] or "something")) from error
    return [_with(event, sizes, patches) for event in events]


async def needed(git: Git, folder: Path, events: Sequence[Event]) -> list[str]:
    """Return the file versions that the commits' sizes need.

    Raises:
        OutsideError: git failed.
    """
    commits = [event.ref for event in events if event.kind is EventKind.COMMIT]
    raw = await git.output(folder, _RAW, feed="\n".join([*commits, ""]).encode())
    return list({name.decode() for entry in _ENTRY.findall(raw) for name in entry if name.strip(b"0")})


async def _sizes(git: Git, folder: Path, commits: Sequence[str]) -> dict[str, _Size]:
    sizes = {commit: _Size() for commit in commits}
    size, skipped = _Size(), 0
    feed = "\n".join([*commits, ""]).encode()
    async with aclosing(git.batches(folder, _NUMBERS, end=b"\0", feed=feed)) as batches:
        async for batch in batches:
            for record in batch:
                added, tab, rest = record.partition(b"\t")
                if skipped:  # the old name, then the new one, of a renamed file
                    skipped -= 1
                    if not skipped:
                        _add_path(size, record)
                elif not tab:
                    size = sizes.get(record.decode(errors="replace").strip(), _Size())
                else:
                    removed, _, path = rest.partition(b"\t")
                    size.added += int(added) if added.isdigit() else 0
                    size.removed += int(removed) if removed.isdigit() else 0
                    if path:
                        _add_path(size, path)
                    else:
                        skipped = 2
    return sizes


def _add_path(size: _Size, path: bytes) -> None:
    if len(size.paths) < _PATHS:
        size.paths.append(clean_name(path.decode(errors="replace"), 500))


def _twins(sizes: dict[str, _Size]) -> list[str]:
    """Return the commits that have as many lines in the same files as another: the only ones that can be its copy."""
    alike: defaultdict[tuple[int, int, tuple[str, ...]], list[str]] = defaultdict(list)
    for commit, size in sizes.items():
        if size.paths and size.added + size.removed <= _LINES:
            alike[size.added, size.removed, tuple(size.paths)].append(commit)
    return [commit for commits in alike.values() if len(commits) > 1 for commit in commits]


async def _patches(git: Git, folder: Path, commits: Sequence[str]) -> dict[str, str]:
    """Return stable patch ids, of so many commits at a time that their diffs can be held."""
    patches: dict[str, str] = {}
    for start in range(0, len(commits), _DIFFS):
        feed = "\n".join([*commits[start : start + _DIFFS], ""]).encode()
        diffs = await git.output(folder, _PATCHES, feed=feed)
        pairs = (await git.output(folder, ("patch-id", "--stable"), feed=diffs)).decode().splitlines()
        patches |= {commit: patch for patch, commit in (pair.split(" ") for pair in pairs)}
    return patches


def _with(event: Event, sizes: dict[str, _Size], patches: dict[str, str]) -> Event:
    size = sizes.get(event.ref)
    if size is None or event.change is None:
        return event
    change = replace(event.change, added=size.added, removed=size.removed, paths=tuple(size.paths), patch=patches.get(event.ref, ""))
    return replace(event, change=change)

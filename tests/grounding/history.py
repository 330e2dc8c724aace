"""A shared history as the collector of the corpus reads it: every commit, and how far it had come at some time."""

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

_TRAILER = re.compile(r"^(?:Co-authored-by|Signed-off-by): (.*?) <.*>\s*$", re.IGNORECASE)
_STAT = re.compile(r"(\d+|-)\t(\d+|-)\t(.*)")


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit that is no merge."""

    ref: str
    at: datetime
    actor: str
    title: str
    text: str  # what follows the title, trailers too
    stat: tuple[tuple[str, str, str], ...]  # lines added, lines removed, path

    @property
    def body(self) -> str:
        """What follows the title, without trailers."""
        return "\n".join(line for line in self.text.strip().splitlines() if not _TRAILER.match(line.strip())).strip()

    @property
    def others(self) -> list[str]:
        """Who else is named in the trailers."""
        found = (_TRAILER.match(line) for line in self.text.splitlines())
        return sorted({match[1] for match in found if match} - {self.actor})


class History:
    """A repository of the shared data."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def commits(self) -> list[Commit]:
        """Return all commits of all branches, by author date."""
        log = self._git("log", "--all", "--no-merges", "--numstat", "--format=%x1e%H%x1f%at%x1f%an%x1f%s%x1f%b%x1d")
        return sorted(map(_commit, log.split("\x1e")[1:]), key=lambda commit: commit.at)

    def merged(self, end: datetime) -> set[str]:
        """Return the hashes that the default branch held at a time."""
        tip = self._git("rev-list", "-1", "--first-parent", f"--before={end.isoformat()}", "main").strip()
        return set(self._git("rev-list", tip).split())

    def released(self, end: datetime) -> set[str]:
        """Return the hashes that a tag held at a time."""
        tags = list(self._tags(end))
        return set(self._git("rev-list", *tags).split()) if tags else set()

    def _tags(self, end: datetime) -> Iterator[str]:
        for line in self._git("for-each-ref", "refs/tags", "--format=%(refname:short) %(creatordate:unix)").splitlines():
            tag, at = line.split()
            if int(at) < end.timestamp():
                yield tag

    def _git(self, *words: str) -> str:
        return subprocess.run(["git", "-C", str(self._path), *words], capture_output=True, text=True, check=True).stdout


def _commit(record: str) -> Commit:
    head, stat = record.split("\x1d")
    ref, at, actor, title, text = head.split("\x1f")
    rows = (_STAT.match(line) for line in stat.strip().splitlines())
    changes = tuple((row[1], row[2], row[3]) for row in rows if row)
    return Commit(ref, datetime.fromtimestamp(int(at), UTC), actor, title, text, changes)

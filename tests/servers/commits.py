"""Commits as git has them, made up or recorded."""

import hashlib
import json
import lzma
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit, with the lines that it added and removed."""

    id: str
    message: str
    author: tuple[str, str]
    committer: tuple[str, str]
    at: datetime
    committed: datetime
    parents: tuple[str, ...] = ()
    added: int = 3
    removed: int = 1


def name_of(*parts: object) -> str:
    """Return a hash, the same for the same parts."""
    return hashlib.sha1(repr(parts).encode(), usedforsecurity=False).hexdigest()


def recorded(history: Path) -> Iterator[tuple[Commit, list[str], list[str]]]:
    """Read each commit of a recorded history, with the branches and the tags that point at it."""
    with lzma.open(history, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            made = Commit(
                id=row["sha"],
                message=row["message"],
                author=tuple(row["author"]),
                committer=tuple(row["committer"]),
                at=datetime.fromisoformat(row["at"]),
                committed=datetime.fromisoformat(row["committed"]),
                parents=tuple(row["parents"]),
                added=sum(file[0] for file in row["files"]),
                removed=sum(file[1] for file in row["files"]),
            )
            tags = [ref[5:] for ref in row["refs"] if ref.startswith("tag: ")]
            yield made, [re.sub(r"^(?:HEAD -> )?(?:origin/)?", "", ref) for ref in row["refs"] if not ref.startswith("tag: ")], tags

"""Repositories made by hand, one raw object at a time, so that every oddity can be written down as it is."""

import os
import subprocess
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
import pytest_asyncio

from adapters.git.source import GitSource
from core.model import Event, Query, Window
from tests.adapters.git.server import GitServer

NOW = "2026-05-10 12:00"
ANA = "Ana <ana@example.org>"


def seconds(when: str) -> int:
    """Return the seconds since 1970 of a time in UTC."""
    return int(datetime.fromisoformat(when).replace(tzinfo=UTC).timestamp())


@dataclass
class History:
    """A repository and a small vocabulary to write its history with."""

    path: Path
    name: str = "main"
    tips: dict[str, str] = field(default_factory=dict)

    def git(self, *arguments: str, feed: bytes = b"") -> str:
        """Run git in the repository."""
        done = subprocess.run(["git", *arguments], cwd=self.path, input=feed, capture_output=True, check=True)
        return done.stdout.decode(errors="replace").strip()

    def commit(
        self,
        message: str | bytes = "Work",
        *,
        at: str = "2026-05-05 10:00",
        committed: str = "",
        author: str | bytes = ANA,
        branch: str = "main",
        parents: Sequence[str] | None = None,
        files: Mapping[str, str | bytes] | None = None,
        dates: tuple[str, str] | None = None,
        headers: bytes = b"",
    ) -> str:
        """Write a commit onto a branch; `dates` are raw seconds, where no time will do."""
        authored, made = dates or (str(seconds(at)), str(seconds(committed or at)))
        who = author.encode() if isinstance(author, str) else author
        held = parents if parents is not None else [self.tips[branch]] if branch in self.tips else []
        lines = [b"tree " + self._tree(files or {}), *(b"parent " + parent.encode() for parent in held)]
        lines += [b"author " + who + f" {authored} +0000".encode()] if who else []
        lines += [b"committer " + (who or b"C <c@example.org>") + f" {made} +0000".encode()] + ([headers] if headers else [])
        text = message.encode() if isinstance(message, str) else message
        made_hash = self.git("hash-object", "-w", "-t", "commit", "--literally", "--stdin", feed=b"\n".join(lines) + b"\n\n" + text)
        self.point(branch, made_hash)
        return made_hash

    def merge(self, branch: str, *, into: str = "main", message: str = "", at: str = "2026-05-05 11:00") -> str:
        """Merge a branch's tip into another."""
        return self.commit(message or f"Merge branch '{branch}'", at=at, branch=into, parents=[self.tips[into], self.tips[branch]])

    def point(self, branch: str, commit: str) -> None:
        """Let a branch stand at a commit; a name with `refs/` is taken as it is."""
        full = branch if branch.startswith("refs/") else f"refs/heads/{branch}"
        self.git("update-ref", full, commit)
        self.tips[branch] = commit

    def tag(self, name: str, commit: str, *, at: str = "", by: str = ANA, message: str = "A release") -> None:
        """Tag a commit: annotated where a time is given."""
        if at:
            when = seconds(at) if "-" in at else at
            text = f"object {commit}\ntype commit\ntag {name}\ntagger {by} {when} +0000\n\n{message}\n"
            commit = self.git("hash-object", "-w", "-t", "tag", "--literally", "--stdin", feed=text.encode())
        self.git("update-ref", f"refs/tags/{name}", commit)

    def damage(self, name: str) -> None:
        """Make an object unreadable."""
        file = self.path / self.git("rev-parse", "--git-common-dir") / "objects" / name[:2] / name[2:]
        file.chmod(0o600)
        file.write_bytes(b"no object at all")

    def _tree(self, files: Mapping[str, str | bytes]) -> bytes:
        entries = b""
        for name, text in files.items():
            content = text.encode() if isinstance(text, str) else text
            blob = self.git("hash-object", "-w", "--stdin", feed=content)
            entries += f"100644 blob {blob}\t".encode() + name.encode() + b"\0"
        return self.git("mktree", "-z", feed=entries).encode()


@pytest.fixture(autouse=True)
def _own_environment(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the machine's git settings out, and the tests' effects in."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path_factory.mktemp("home")))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


@pytest.fixture
def new(tmp_path: Path) -> Callable[..., History]:
    """Return a maker of empty repositories."""

    def made(name: str = "web", *options: str) -> History:
        folder = tmp_path / name
        subprocess.run(["git", "init", "-q", "-b", "main", *options, str(folder)], check=True, capture_output=True)
        return History(folder)

    return made


@pytest.fixture
def history(new: Callable[..., History]) -> History:
    """An empty repository called "web"."""
    return new()


@pytest_asyncio.fixture
async def server(tmp_path: Path) -> AsyncGenerator[GitServer, None]:
    """A git host on loopback that serves the repositories below the test's folder."""
    async with GitServer(tmp_path).running() as running:
        yield running


def query(start: str = "2026-05-04", end: str = "2026-05-11", *, now: str = NOW) -> Query:
    """Ask for a window of days, in UTC."""
    first, last, at = (datetime.fromisoformat(text).replace(tzinfo=UTC) for text in (start, end, now))
    return Query(window=Window(first, last, "UTC", ""), now=at)


async def told(history: History | Path, asked: Query | None = None) -> list[Event]:
    """Return a window's events, oldest first."""
    asked = asked or query()
    source = GitSource(history.path if isinstance(history, History) else history, clock=asked.now.timestamp)
    return sorted([event async for event in source.events(asked)], key=lambda event: event.at)

"""The GitHub server as a process of its own, what it records, and what happened in its world."""

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from benchmarks.lag import queued
from core.model import Account, Member, Provider, Secret, Window
from tests.servers.github.generated import MONDAY, world_of
from tests.servers.github.nouns import User
from tests.servers.github.truth import Fact, facts

CLONE = Path(__file__).parents[1]
WEEK = Window(MONDAY, MONDAY + timedelta(days=7), "UTC", "Mon 9 – Sun 15 Nov")


@dataclass(frozen=True, slots=True)
class Traffic:
    """What the server saw since it was last asked."""

    calls: int
    points: int
    kilobytes: float  # as they were sent, compressed where the client takes that
    depth: int  # requests that waited for one another


class Served:
    """A running server, and the truth about its world."""

    def __init__(self, process: "subprocess.Popen[str]", size: int) -> None:
        self._process = process
        self._world = world_of(size)
        assert process.stdout is not None  # noqa: S101  a pipe was asked for
        self._told = process.stdout
        shown = json.loads(self._told.readline())
        self.url: str = shown["url"]
        self.graphql: str = shown["graphql"]
        self.tokens: dict[str, list[str]] = shown["tokens"]

    def queued(self) -> float:
        """Return for how many seconds it has waited for a processor, which others had."""
        return queued(str(self._process.pid))

    @property
    def logins(self) -> list[str]:
        """Return whose tokens there are."""
        return list(self.tokens)

    def account(self, login: str, *, number: int = 0) -> Account:
        """Return an account as linking would have made it, each number at a place of its own: a person asks but few things at once."""
        user = self.user(login)
        return Account(
            owner=Member("terminal", f"tenant-{number}", login),
            provider=Provider.GITHUB,
            host=f"github.com/{number}" if number else "github.com",
            id=str(user.id),
            login=login,
            name=user.name,
            emails=user.emails,
            node=user.node,
            token=Secret(self.tokens[login][number]),
        )

    def user(self, login: str) -> User:
        """Return somebody of the world."""
        return self._world.users[login]

    def facts(self, login: str, *, viewer: str) -> set[Fact]:
        """Return what somebody did in the week, as far as a viewer may know."""
        return facts(self._world, self.user(login), self.user(viewer), WEEK.start, WEEK.end)

    def traffic(self) -> Traffic:
        """Return what was asked since the last time."""
        assert self._process.stdin is not None  # noqa: S101  a pipe was asked for
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        calls: list[dict[str, Any]] = json.loads(self._told.readline())
        sizes = sum(call["size"] for call in calls) / 1024
        return Traffic(len(calls), sum(call["points"] for call in calls), sizes, _depth(calls))


@contextmanager
def served(size: int, latency: float) -> Iterator[Served]:
    """Start a server, and stop it at the end."""
    words = [sys.executable, "-m", "tests.servers.github", str(size), "--latency", str(latency)]
    with subprocess.Popen(words, cwd=CLONE, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield Served(process, size)
        finally:
            process.terminate()


def _depth(calls: Sequence[dict[str, Any]]) -> int:
    """Return the longest chain of calls of which each began when the one before had ended."""
    depths: list[tuple[float, int]] = []  # when a call ended, and how deep it was
    for call in sorted(calls, key=lambda call: float(call["began"])):
        before = max((depth for ended, depth in depths if ended <= call["began"]), default=0)
        depths.append((call["ended"], before + 1))
    return max((depth for _, depth in depths), default=0)

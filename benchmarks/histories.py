"""Histories to measure on: recorded ones, and generated ones of any length with as many commits in each week.

Both are the same on each run and each machine, and are kept in the temp folder between runs.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

SHARED = Path(os.environ.get("RECAP_SHARED", Path(__file__).parents[2] / "shared"))
CACHE = Path(tempfile.gettempdir()) / f"recap-benchmarks-{os.getuid()}"

WEEK = timedelta(days=7)
A_WEEK = 100  # commits
PEOPLE = 10
FILES = 400
END = datetime(2026, 11, 16, tzinfo=UTC)  # a Monday: the last week is 9 to 15 November 2026
SUBJECTS = (
    "Add {} to the {} page (#{})",
    "Fix {} in the {} parser",
    "fix({1}): {0} is empty after a retry (#{2})",
    "feat({1}): show {0} (#{2})",
    "Update {} for the {} docs",
    "Refactor {} out of {}",
    "Test {} with an empty {}",
)
THINGS = ("login", "billing", "search", "export", "token", "invoice", "cache", "theme", "upload", "report", "filter", "webhook")


@dataclass(frozen=True, slots=True)
class Case:
    """A repository, whose week it is, and its first and last day."""

    name: str
    repository: Path
    person: str
    email: str
    first: str
    last: str


def recorded() -> Iterator[Case]:
    """Yield the two weeks of the recorded histories, where these are at hand."""
    for name, person, first, last in (
        ("bolt-python", 5, "2021-07-12", "2021-07-18"),
        ("python-slack-sdk", 86, "2021-02-01", "2021-02-07"),
    ):
        data = SHARED / "data" / f"{name}.history.jsonl.xz"
        if data.exists():
            yield Case(name, _recorded(data, name), f"Person {person}", f"person{person}@example.org", first, last)


def generated(length: int) -> Iterator[Case]:
    """Yield a recent and an old week of a history of that many commits, all of one person's work in it."""
    repository = _kept(f"generated-{length}", lambda folder: _generate(folder, length))
    weeks = length // A_WEEK
    for age, back in (("recent", 1), ("old", max(weeks // 2, 1))):
        monday = END - WEEK * back
        first, last = f"{monday:%Y-%m-%d}", f"{monday + timedelta(days=6):%Y-%m-%d}"
        yield Case(f"{length:,} commits, {age} week", repository, "Author 3", "author3@example.org", first, last)


def several(count: int) -> list[Path]:
    """Return as many generated repositories of 1,000 commits."""
    origin = next(generated(1_000)).repository
    return [_kept(f"copy-{number:02}", lambda folder: _git("clone", "-q", str(origin), str(folder))) for number in range(count)]


def _recorded(data: Path, name: str) -> Path:
    command = [sys.executable, str(SHARED / "data" / "make_repo.py"), str(data)]
    return _kept(
        f"{name}-{data.stat().st_size}", lambda folder: subprocess.run([*command, str(folder)], check=True, stdout=subprocess.DEVNULL)
    )


def _kept(name: str, build: Callable[[Path], object]) -> Path:
    """Build beside the target and move, so that a build cut short is never taken for a whole one."""
    kept = CACHE / name
    if not kept.exists():
        print(f"building {name} ...", file=sys.stderr)
        CACHE.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=CACHE) as half:
            build(Path(half) / name)
            (Path(half) / name).rename(kept)
    return kept


def _generate(folder: Path, length: int) -> None:
    _git("init", "-q", "-b", "main", str(folder))
    with subprocess.Popen(["git", "-C", str(folder), "fast-import", "--quiet"], stdin=subprocess.PIPE) as feed:
        assert feed.stdin is not None  # noqa: S101  a pipe was asked for
        for number in range(1, length + 1):
            feed.stdin.write(_commit(number, END - WEEK * (length - number + 1) / A_WEEK))
            if number % 1_000 == 0:
                feed.stdin.write(f"tag v1.{number // 1_000}\nfrom :{number}\ntagger {_who(0, END)}\n{_data('A release')}".encode())
    if feed.returncode:
        raise subprocess.CalledProcessError(feed.returncode, feed.args)


def _commit(number: int, at: datetime) -> bytes:
    """Write one commit: in each twenty one stands on a branch and one merges it, in each fifty one was rebased three days later."""
    place = number % 20
    before = {11: [number - 2], 12: [number - 1, number - 2]}.get(place, [number - 1])
    thing, other = THINGS[number % 12], THINGS[number // 12 % 12]
    subject = f"Merge branch '{thing}'" if place == 12 else SUBJECTS[number % len(SUBJECTS)].format(thing, other, number // 2)  # noqa: PLR2004
    committed = min(at + timedelta(days=3), END) if number % 50 == 33 else at  # noqa: PLR2004  Author 3's
    who = number % PEOPLE
    lines = [
        f"commit refs/heads/main\nmark :{number}\nauthor {_who(who, at)}\ncommitter {_who(who, committed)}\n{_data(subject)}",
        *(f"{word} :{parent}\n" for word, parent in zip(("from", "merge"), before, strict=False) if parent),
        *(f"M 100644 inline {_path(number + step)}\n{_data(_content(number))}" for step in (0, 137)),
    ]
    return "".join(lines).encode()


def _who(person: int, at: datetime) -> str:
    return f"Author {person} <author{person}@example.org> {int(at.timestamp())} +0000"


def _path(number: int) -> str:
    return f"src/{THINGS[number % 12]}/part_{number % FILES}.py"


def _content(number: int) -> str:
    return "".join(f"value_{line} = {number if line % 4 else number % 97}\n" for line in range(8 + number % 16))


def _data(text: str) -> str:
    return f"data {len(text.encode())}\n{text}\n"


def _git(*words: str) -> None:
    subprocess.run(["git", *words], check=True, stdout=subprocess.DEVNULL)

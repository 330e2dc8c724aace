"""Histories of a size that must not be held in memory."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.adapters.git.conftest import ANA, History, seconds

_MEASURE = """
import asyncio, re, resource, sys
from datetime import datetime, UTC
from pathlib import Path
from adapters.git.source import GitSource
from core.model import Query, Window

def peak():  # of this program alone: what a process inherits from the one that began it counts in `ru_maxrss`
    status = Path("/proc/self/status")
    if status.exists():
        return int(re.search(r"VmHWM:\\s+([0-9]+)", status.read_text())[1])
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

async def main():
    start, end = (datetime(2023, 11, day, tzinfo=UTC) for day in (20, 27))
    query = Query(window=Window(start, end, "UTC", ""), now=end)
    count = 0
    async for event in GitSource(Path(sys.argv[1])).events(query):
        count += 1
    print(count, peak())

asyncio.run(main())
"""


def measured(folder: Path) -> tuple[int, int]:
    """Return the number of events, and the kilobytes of memory that a process of its own took at the most."""
    done = subprocess.run([sys.executable, "-c", _MEASURE, str(folder)], capture_output=True, text=True, check=True)
    count, kilobytes = done.stdout.split()
    return int(count), int(kilobytes)


def grown(history: History, commits: int) -> History:
    """Write as many commits, ten minutes apart from the window's start on."""
    begin = seconds("2023-11-20")
    stream = "".join(
        f"commit refs/heads/main\nmark :{n}\ncommitter {ANA} {begin + n * 600} +0000\ndata 8\nW{n:07}\n" for n in range(1, commits + 1)
    )
    history.git("fast-import", "--quiet", feed=stream.encode())
    return history


@pytest.mark.fault("F065")
def test_memory_grows_with_the_window_and_not_with_the_history(new: Callable[..., History]) -> None:
    small, large = grown(new("small"), 1_100), grown(new("large"), 100_000)

    (few, low), (same, high) = measured(small.path), measured(large.path)

    assert few == same == 1_007  # as many times ten minutes as are before the window's end
    assert high - low < 8_000
    assert high < 256_000


@pytest.mark.fault("F065")
def test_memory_does_not_grow_with_a_message_of_ten_megabytes(new: Callable[..., History]) -> None:
    short, long = new("short"), new("long")
    for history, size in ((short, 10), (long, 10_000_000)):
        for _ in range(3):
            history.commit("Work\n\n" + "a" * size, at="2023-11-21 10:00")

    assert measured(long.path)[1] - measured(short.path)[1] < 8_000

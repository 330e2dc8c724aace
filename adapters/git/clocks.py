"""Clocks that were behind: a walk back to a time ends at a commit that looks too old, and younger ones may lie under it."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from adapters.git.command import Git
from adapters.git.dates import Calendar, moment

_ARGUMENTS = ("log", "--no-walk=unsorted", "--ignore-missing", "--stdin", "--no-decorate", "--no-mailmap", "--format=%ct %at")
_DEPTH = 200  # generations
_LOOKS = 1_200  # which take about a hundredth of a second


@asynccontextmanager
async def looking(git: Git, folder: Path, commits: Sequence[str], calendar: Calendar) -> AsyncIterator[Callable[[], Awaitable[bool]]]:
    """Look under commits that are older than the window, in the background; what it gives says whether younger ones lie there.

    Only a wrong clock makes a parent younger than its child. First parents are followed, and what they merged is looked at, down to as
    many generations as is quick: 200 under up to six commits, 12 under each of a hundred. What lies deeper than that, all the way under
    commits with a wrong date, is not found.

    Raises:
        OutsideError: git failed.
    """
    if not commits:
        yield _nothing
        return
    depth = max(1, min(_DEPTH, _LOOKS // len(commits)))
    feed = "".join(f"{commit}~{back}\n{commit}~{back}^2\n" for commit in commits for back in range(depth))
    async with git.running(folder, _ARGUMENTS, feed=feed.encode()) as running:

        async def hide() -> bool:
            dates = (await running.output()).splitlines()
            return any(_is_young(*map(moment, date.split(b" ")), calendar=calendar) for date in dates)

        yield hide


async def _nothing() -> bool:
    return False


def _is_young(committed: int | None, authored: int | None, *, calendar: Calendar) -> bool:
    """Say whether a commit was made in the window, or later, so that others that are in the window may lie under it."""
    made = authored if calendar.is_possible(authored) else committed
    is_later = committed is not None and calendar.end <= committed and calendar.is_possible(committed)
    return is_later or (made is not None and calendar.holds(made))

"""How fast `recap ask --no-ai` is, and how much memory it takes, beside did and `git log`; run `python -m benchmarks.speed`.

Wall times are medians of several runs in turn; memory is that of the largest process of each tree. What was told is compared with the
week's commits by author date, as git itself lists them.
"""

import argparse
import json
import resource
from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import chain
from pathlib import Path

from benchmarks import peers, startup
from benchmarks.histories import END, Case, generated, recorded, several
from benchmarks.measure import Cost, run, side_by_side
from benchmarks.table import table

SIZES = (1_000, 10_000, 100_000)
LIMIT = 0.35  # seconds, to which three times `git log` are added
MANY = 20  # repositories


def main() -> None:
    """Print every table."""
    options = _options()
    did = options.did or peers.installed_did()
    cases = [*recorded(), *chain.from_iterable(generated(size) for size in options.sizes)]
    print(
        table(
            "One week (MB: the largest process of the tree; git maps what it reads of the history)", list(_weeks(cases, did, options.times))
        )
    )
    print(startup.tables(cases[0], options.times))
    print(table(f"{MANY} repositories", list(_many(cases[2], options.times))))
    print(table("Memory by window, in the longest history", list(_windows(cases[-1], options.times))))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed", description=__doc__)
    parser.add_argument("--did", type=Path, help="an installed did; without it one is installed")
    parser.add_argument("--times", type=int, default=7, help="runs of each command (default: 7)")
    parser.add_argument("--sizes", type=int, nargs="*", default=SIZES, help="lengths of the generated histories")
    return parser.parse_args()


def _weeks(cases: Sequence[Case], did: Path | None, times: int) -> Iterator[Sequence[object]]:
    yield ("", "seconds", "x recap", "MB", "told", "of", "wrongly", "limit", "within")
    for case in cases:
        commands = {"recap": peers.recap(case), "git log": peers.git_log(case)} | ({"did": peers.did(case, did)} if did else {})
        costs = dict(zip(commands, side_by_side(list(commands.values()), times=times), strict=True))
        limit = LIMIT + 3 * costs["git log"].seconds
        commits = peers.truth(case)
        for name, cost in costs.items():
            told = _told(name, case, cost, commits)
            bound = (limit, "yes" if cost.seconds <= limit else "NO") if name == "recap" else ("", "")
            ratio = cost.seconds / costs["recap"].seconds
            yield (
                f"{case.name}: {name}",
                cost.seconds,
                ratio,
                cost.megabytes,
                len(told & commits),
                len(commits),
                len(told - commits),
                *bound,
            )


def _told(name: str, case: Case, cost: Cost, commits: set[str]) -> set[str]:
    if name == "recap":
        return peers.told_by_recap(case)
    return peers.told_by_git_log(case, cost.output) if name == "git log" else peers.told_by_did(cost.output, commits)


def _windows(case: Case, times: int) -> Iterator[Sequence[object]]:
    yield ("everyone's", "seconds", "MB", "MB, own", "events")
    for name, days in (("one week", 7), ("four weeks", 28), ("a year", 364)):
        command = peers.everyone(case, f"{END - timedelta(days=days):%Y-%m-%d}..{END - timedelta(days=1):%Y-%m-%d}")
        (cost,) = side_by_side([command], times=max(times // 2, 1))
        yield (name, cost.seconds, cost.megabytes, startup.own_megabytes(command), len(json.loads(cost.output)["events"]))
    print(f"The measuring process itself has {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB; less is not seen.\n")


def _many(case: Case, times: int) -> Iterator[Sequence[object]]:
    yield ("", "seconds", "MB")
    folders = several(MANY)
    one = peers.recap(case, "--repo", str(folders[0]))
    together = peers.recap(case, *chain.from_iterable(("--repo", str(folder)) for folder in folders))
    alone, all_of_them = side_by_side([one, together], times=times)
    yield ("one", alone.seconds, alone.megabytes)
    yield (f"{MANY} in one answer, side by side", all_of_them.seconds, all_of_them.megabytes)
    apart = [run(peers.recap(case, "--repo", str(folder))) for folder in folders]
    yield (f"{MANY} answers, one after the other", sum(cost.seconds for cost in apart), max(cost.megabytes for cost in apart))


if __name__ == "__main__":
    main()

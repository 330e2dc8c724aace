"""Twenty recaps a minute in one workspace for five minutes, on a simulated clock: a shared rhythm beside a fixed second.

python -m benchmarks.pacing [recaps a minute]
"""

import sys

from tests.crowded import Workspace, fixed, shared
from tests.store import Server


def main() -> None:
    """Print how late last edits land, and how often the platform refuses."""
    a_minute = float(sys.argv[1]) if len(sys.argv) > 1 else 20.0
    print(f"{'way':<14}{'recaps':>8}{'edits':>8}{'refused':>9}{'late p95':>10}{'latest':>9}{'lost':>6}")
    for seed in (1, 2, 3):
        with Server("--appendfsync", "no") as server:
            _row("shared", shared(server.url, a_minute=a_minute, seed=seed))
        _row("fixed second", fixed(a_minute=a_minute, seed=seed))


def _row(name: str, one: Workspace) -> None:
    counts = f"{len(one.late):>8}{len(one.changes):>8}{one.refused:>9}{one.lateness:>9.1f}s{max(one.late):>8.1f}s{one.unfinished:>6}"
    print(f"{name:<14}{counts}")


if __name__ == "__main__":
    main()

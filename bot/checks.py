"""Run what CI runs, every step of it, and say which failed first."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

STATIC = {
    "ruff check": ["ruff", "check"],
    "ruff format": ["ruff", "format", "--check"],
    "mypy": ["mypy"],
    "import-linter": ["lint-imports"],
}
COVERAGE = {
    "coverage of core, 100 %": ["coverage", "report", "--include=core/*", "--skip-covered", "--fail-under=100"],
    "coverage of all, 95 %": ["coverage", "report", "--skip-covered", "--fail-under=95"],
}


def main(words: Sequence[str]) -> int:
    """Return 0 if every step passes. `words` go to pytest; a part of the tests says nothing about coverage, so that is not judged then."""
    tests = {"pytest": ["pytest", "--cov", "--cov-report=", *words]}
    steps = STATIC | tests | ({} if words else COVERAGE)
    failed = [name for name, command in steps.items() if not _passes(name, command)]
    print(f"Failed first: {failed[0]}. All that failed: {', '.join(failed)}." if failed else f"All passed: {', '.join(steps)}.")
    return 1 if failed else 0


def _passes(name: str, command: Sequence[str]) -> bool:
    print(f"== {name}", flush=True)
    tool = Path(sys.executable).with_name(command[0])
    return subprocess.run([tool, *command[1:]], cwd=ROOT, stdin=subprocess.DEVNULL, check=False).returncode == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

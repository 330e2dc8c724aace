"""Run what CI runs, every step of it, and say which failed first."""

import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

STATIC = {
    "ruff check": ["ruff", "check"],
    "ruff format": ["ruff", "format", "--check"],
    "mypy": ["mypy"],
    "import-linter": ["lint-imports"],
}
WHOLE = ["--cov", "--cov-report=", "-n", "2", "--dist", "worksteal"]  # two processes, which is what CI has cores for
COVERAGE = {
    "coverage of core, 100 %": ["coverage", "report", "--include=core/*", "--skip-covered", "--fail-under=100"],
    "coverage of all, 95 %": ["coverage", "report", "--skip-covered", "--fail-under=95"],
}


def steps(words: Sequence[str]) -> dict[str, list[str]]:
    """Return the checks by name. `words` go to pytest; a part of the tests says nothing about coverage, so that is not judged then."""
    return STATIC | {"pytest": ["pytest", *(words or WHOLE)]} | ({} if words else COVERAGE)


def run(checks: Mapping[str, Sequence[str]]) -> int:
    """Run every check, and return 0 if each passes."""
    failed = [name for name, command in checks.items() if not _passes(name, command)]
    print(f"Failed first: {failed[0]}. All that failed: {', '.join(failed)}." if failed else f"All passed: {', '.join(checks)}.")
    return 1 if failed else 0


def _passes(name: str, command: Sequence[str]) -> bool:
    print(f"== {name}", flush=True)
    tool = Path(sys.executable).with_name(command[0])
    return subprocess.run([tool, *command[1:]], cwd=ROOT, stdin=subprocess.DEVNULL, check=False).returncode == 0


if __name__ == "__main__":
    sys.exit(run(steps(sys.argv[1:])))

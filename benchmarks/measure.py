"""What a command costs: wall time, and the memory of the largest process of its tree.

The kernel counts a child's memory from the fork on, so the measuring process must stay smaller than what it measures: it imports little.
"""

import os
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter


@dataclass(frozen=True, slots=True)
class Command:
    """A command line, and the folder and environment that it runs in."""

    words: tuple[str, ...]
    folder: Path
    environment: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run, or the median of several, took; and what it printed."""

    seconds: float
    megabytes: float
    output: str


def run(command: Command) -> Cost:
    """Run a command to its end.

    Raises:
        subprocess.CalledProcessError: it failed.
    """
    began = perf_counter()
    process = subprocess.Popen(
        command.words,
        cwd=command.folder,
        env=command.environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert process.stdout is not None  # noqa: S101  a pipe was asked for
    output = process.stdout.read().decode(errors="replace")
    _, status, usage = os.wait4(process.pid, 0)
    seconds = perf_counter() - began
    process.stdout.close()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command.words, output)
    return Cost(seconds, usage.ru_maxrss / 1024, output)


def side_by_side(commands: Sequence[Command], *, times: int) -> list[Cost]:
    """Run each command so many times, taking turns so that a slow moment of the machine hits all; return the medians."""
    runs: list[list[Cost]] = [[] for _ in commands]
    for _ in range(times + 1):
        for command, costs in zip(commands, runs, strict=True):
            costs.append(run(command))
    return [_median(costs[1:]) for costs in runs]  # the first turn fills the file cache


def _median(costs: Sequence[Cost]) -> Cost:
    return Cost(median(cost.seconds for cost in costs), median(cost.megabytes for cost in costs), costs[-1].output)

"""Some of the benchmark: many reports due at once, two processes, one of which is killed."""

import subprocess
import sys
from pathlib import Path

import pytest

_HOME = Path(__file__).parents[2]


@pytest.mark.fault("F021")
@pytest.mark.fault("F029")
def test_what_is_due_at_once_is_told_once_though_a_process_is_killed() -> None:
    command = [sys.executable, "-m", "benchmarks.standups", "--standups", "300"]
    done = subprocess.run(command, cwd=_HOME, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=60, check=False)

    assert done.returncode == 0, done.stdout
    assert "300 due at once" in done.stdout
    assert "0 lost, 0 double" in done.stdout

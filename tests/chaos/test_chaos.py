"""A little of the chaos: each scenario once, side by side, and the two obvious designs, which must be caught."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.chaos.run import SCENARIOS

_HOME = Path(__file__).parents[2]


@pytest.mark.fault("F020")
@pytest.mark.fault("F021")
@pytest.mark.fault("F022")
@pytest.mark.fault("F042")
@pytest.mark.fault("F045")
@pytest.mark.fault("F046")
@pytest.mark.fault("F111")
def test_nothing_is_lost_or_double_whatever_is_killed_stopped_or_wiped() -> None:
    given = ["--runs", "1", "--standups", "15", "--kills", "10"]
    runs = [_begun("--scenario", scenario, "--naive", "0", *given) for scenario in SCENARIOS]
    naive = _begun("--runs", "0", "--naive", "1", "--kills", "30")

    told = [one.communicate(timeout=60)[0] for one in (*runs, naive)]

    assert [one.returncode for one in (*runs, naive)] == [0] * (len(runs) + 1), "\n".join(told)
    assert all("15 reports, 0 lost, 0 double, 0 without content" in text for text in told[:-1]), told


def _begun(*arguments: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "tests.chaos", *arguments]
    return subprocess.Popen(command, cwd=_HOME, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

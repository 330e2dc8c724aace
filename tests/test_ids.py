"""Tests that show a fault or an origin id are counted at the end of a run."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def ran(folder: Path, source: str) -> str:
    """Run a file of tests under this suite's conftest, and return what was printed."""
    (folder / "test_some.py").write_text(f"import pytest\n\n{source}")
    words = ["-m", "pytest", "-c", str(ROOT / "pyproject.toml"), "-p", "tests.conftest", "--rootdir", str(folder), str(folder)]
    done = subprocess.run([sys.executable, *words], cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


def test_ids_of_passing_tests_are_counted_once(tmp_path: Path) -> None:
    said = ran(
        tmp_path,
        """
@pytest.mark.fault("F066", "F065")
@pytest.mark.origin("S05")
def test_one(): pass
@pytest.mark.fault("F066")
def test_two(): pass
""",
    )
    assert "faults: 2 of 143 ids have a passing test: F065 F066\norigins: 1 of 37 ids have a passing test: S05\n" in said


def test_ids_of_tests_that_fail_or_break_or_skip_are_not_counted(tmp_path: Path) -> None:
    said = ran(
        tmp_path,
        """
@pytest.fixture
def broken():
    yield
    raise ValueError
@pytest.mark.fault("F065")
def test_fails(): assert False
@pytest.mark.fault("F066")
def test_breaks(broken): pass
@pytest.mark.fault("F067")
def test_skips(): pytest.skip("no")
""",
    )
    assert "faults: 0 of 143 ids have a passing test: none\n" in said


def test_ids_that_nobody_knows_stop_the_run(tmp_path: Path) -> None:
    said = ran(tmp_path, '@pytest.mark.fault("F999")\ndef test_one(): pass\n')
    assert "test_some.py::test_one: no such id: [('fault', 'F999')]" in said
    assert "no tests ran" in said

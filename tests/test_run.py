"""The two commands of the README, from a bare Python: set up once, then start; every way of failing is one sentence."""

import ast
import fcntl
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.setup import checks
from bot.setup.clone import _wanted
from core.messages import setup

ROOT = Path(__file__).parents[1]
OFFLINE = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": ""}  # what breaks must not install and run everything for real


def start(*words: str, environment: dict[str, str], folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "run.py"), *words]
    return subprocess.run(command, env=os.environ | OFFLINE | environment, cwd=folder, capture_output=True, text=True, check=False)


def installed(folder: Path, *, python: str, pins: str = "", mark: str = "") -> Path:
    """Put a whole environment there, whose Python is a line of shell; `pins` is what its pins had beside today's."""
    (folder / "bin").mkdir(parents=True)
    (folder / "bin" / "python").write_text(f"#!/bin/sh\n{python}\n")
    (folder / "bin" / "python").chmod(0o755)
    (folder / "recap-venv").touch()
    (folder / f"recap-installed{mark}").write_text(_wanted(folder) + pins)
    return folder


def test_start_hands_over_words_folder_and_exit_code(tmp_path: Path) -> None:
    venv = installed(tmp_path / "venv", python='printf "%s|" "$PWD" "$@"; exit 3')
    done = start("ask", "last week", "--", "-x", environment={"RECAP_VENV": str(venv)}, folder=tmp_path)
    assert done.stdout == f"{tmp_path}|-I|-m|bot|ask|last week|--|-x|"
    assert (done.returncode, done.stderr) == (3, "")


def test_start_for_tests_installs_more_and_runs_the_checks(tmp_path: Path) -> None:
    venv = installed(tmp_path / "venv", python='echo "$@"')
    done = start("test", "-k", "dates", environment={"RECAP_VENV": str(venv)})
    assert done.stdout == "-I -m bot.setup.checks -k dates\n"
    assert done.stderr.splitlines() == [setup.setting_up(str(venv)), setup.READY]
    assert " --editable " not in (venv / "pip.log").read_text()
    assert " pytest>=" in (venv / "pip.log").read_text()
    assert start("test", environment={"RECAP_VENV": str(venv)}).stderr == ""


def test_start_after_new_pins_installs_over_what_is_there(tmp_path: Path) -> None:
    venv = installed(tmp_path / "venv", python='echo "$@" "$PIP_CONSTRAINT"', pins="old==1.0\n")
    done = start("ask", environment={"RECAP_VENV": str(venv)})
    assert done.stderr.splitlines() == [setup.setting_up(str(venv)), setup.READY]
    assert (venv / "pip.log").read_text().endswith("--editable . constraints.txt\n")
    assert (venv / "recap-installed").read_text() == _wanted(venv)


def test_start_after_a_failed_installation_says_where_pip_speaks_and_tries_again(tmp_path: Path) -> None:
    venv = installed(tmp_path / "venv", python="echo pip says why; exit 1", pins="old==1.0\n")
    done = start("ask", environment={"RECAP_VENV": str(venv)})
    assert done.returncode == 1
    assert done.stderr.splitlines()[1:] == [setup.pip_failed(str(venv / "pip.log"))]
    assert (venv / "pip.log").read_text() == "pip says why\n"
    assert not (venv / "recap-installed").exists()


def test_start_that_is_interrupted_says_so_and_tries_again(tmp_path: Path) -> None:
    venv = installed(tmp_path / "venv", python="kill -INT $PPID", pins="old==1.0\n")
    done = start("ask", environment={"RECAP_VENV": str(venv)})
    assert done.returncode == 130
    assert done.stderr.splitlines()[1:] == [setup.UNFINISHED]
    assert not (venv / "recap-installed").exists()


def test_start_whose_own_environment_is_whole_goes_on_beside_a_start_of_the_tests(tmp_path: Path) -> None:
    """Pip asks from within the set-up of the tests, while that holds the lock."""
    script = f'case "$*" in *pip*) RECAP_VENV={tmp_path}/venv timeout 20 {sys.executable} {ROOT}/run.py ask;; *) echo "$@";; esac'
    venv = installed(tmp_path / "venv", python=script)
    done = start("test", environment={"RECAP_VENV": str(venv)})
    assert done.stdout == "-I -m bot.setup.checks\n"
    assert (venv / "pip.log").read_text() == "-I -m bot ask\n"


def test_start_of_the_tests_that_fails_leaves_the_rest_whole(tmp_path: Path) -> None:
    venv = installed(tmp_path / "venv", python='case "$*" in *pip*) exit 1;; *) echo "$@";; esac')
    assert start("test", environment={"RECAP_VENV": str(venv)}).returncode == 1
    assert start("ask", environment={"RECAP_VENV": str(venv)}).stdout == "-I -m bot ask\n"
    assert not (venv / "recap-installed-dev").exists()


def test_start_with_old_tests_installs_all_of_it_again(tmp_path: Path) -> None:
    venv = installed(tmp_path / "venv", python='echo "$@"', pins="old==1.0\n")
    start("test", environment={"RECAP_VENV": str(venv)})
    assert (venv / "pip.log").read_text().endswith("--editable .[dev]\n")


@pytest.mark.parametrize("broken", ["recap-installed", "bin/python"])
def test_start_with_the_environment_of_another_place_or_a_lost_python_makes_a_new_one(tmp_path: Path, broken: str) -> None:
    venv = installed(tmp_path / "venv", python="echo not this one")
    (venv / broken).unlink()
    done = start("ask", environment={"RECAP_VENV": str(venv)})
    assert done.stderr.splitlines()[1:] == [setup.pip_failed(str(venv / "pip.log"))]
    assert (venv / "pyvenv.cfg").exists()
    assert "hatchling" in (venv / "pip.log").read_text()


def test_start_beside_another_one_waits_for_it(tmp_path: Path) -> None:
    venv = installed(tmp_path / "venv", python='echo "$@"', pins="old==1.0\n")
    handle = os.open(venv, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    command = [sys.executable, str(ROOT / "run.py"), "ask"]
    with subprocess.Popen(
        command, env=os.environ | OFFLINE | {"RECAP_VENV": str(venv)}, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stderr is not None
        assert other.stderr.readline() == setup.WAITING + "\n"
        (venv / "recap-installed").write_text(_wanted(venv))
        os.close(handle)
        assert other.communicate() == ("-I -m bot ask\n", "")


def test_start_that_is_interrupted_while_it_waits_has_nothing_to_set_up_again(tmp_path: Path) -> None:
    venv = installed(tmp_path / "venv", python='echo "$@"', pins="old==1.0\n")
    handle = os.open(venv, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    command = [sys.executable, str(ROOT / "run.py"), "ask"]
    with subprocess.Popen(command, env=os.environ | OFFLINE | {"RECAP_VENV": str(venv)}, stderr=subprocess.PIPE, text=True) as other:
        assert other.stderr is not None
        assert other.stderr.readline() == setup.WAITING + "\n"
        other.send_signal(signal.SIGINT)
        assert other.stderr.read() == setup.INTERRUPTED + "\n"
        assert other.wait() == 130
    os.close(handle)


def test_start_in_a_folder_of_somebody_leaves_it_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").touch()
    done = start("ask", environment={"RECAP_VENV": str(tmp_path)})
    assert (done.returncode, done.stderr) == (1, setup.not_ours(str(tmp_path)) + "\n")
    assert [entry.name for entry in tmp_path.iterdir()] == ["letter.txt"]


def test_start_where_nothing_can_be_written_says_why(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    venv = tmp_path / "file" / "venv"
    done = start("ask", environment={"RECAP_VENV": str(venv)})
    assert (done.returncode, done.stderr) == (1, setup.cannot_write(str(venv), "Not a directory") + "\n")


def test_start_without_ensurepip_says_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "ensurepip.py").write_text("raise ImportError")
    done = start("ask", environment={"RECAP_VENV": str(tmp_path / "venv"), "PYTHONPATH": str(tmp_path)})
    assert done.stderr.splitlines()[1:] == [setup.no_venv(f"{sys.version_info.major}.{sys.version_info.minor}")]


def test_start_where_ensurepip_fails_says_how_to_see_why(tmp_path: Path) -> None:
    (tmp_path / "venv.py").write_text("import subprocess\ndef create(*_, **__): raise subprocess.CalledProcessError(1, 'ensurepip')\n")
    venv = tmp_path / "new"
    done = start("ask", environment={"RECAP_VENV": str(venv), "PYTHONPATH": str(tmp_path)})
    assert (done.returncode, done.stderr.splitlines()[1:]) == (1, [setup.no_python(str(venv))])


def test_start_on_an_old_python_is_one_sentence() -> None:
    pretend = "import runpy, sys; sys.version_info = (3, 8, 18); runpy.run_path(sys.argv[1], run_name='__main__')"
    done = subprocess.run([sys.executable, "-c", pretend, str(ROOT / "run.py")], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith("Recap needs Python 3.11 or later; this is 3.8. Install a later one")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("version", ["2.7", "3.6", "3.8", "3.10"])
def test_start_on_the_old_pythons_of_this_machine_is_the_same_sentence(version: str) -> None:
    if subprocess.run(f"python{version} -c pass", shell=True, capture_output=True, check=False).returncode:  # noqa: S602
        pytest.skip(f"there is no Python {version} here")
    done = subprocess.run([f"python{version}", str(ROOT / "run.py")], capture_output=True, text=True, check=False)
    assert done.stderr.startswith(f"Recap needs Python 3.11 or later; this is {version}. ")


def test_start_on_any_python_can_be_read_by_it() -> None:
    newer = (ast.JoinedStr, ast.AnnAssign, ast.NamedExpr, ast.Match, ast.FunctionDef, ast.AsyncFunctionDef, ast.Starred)
    tree = ast.parse((ROOT / "run.py").read_text())
    assert not [node for node in ast.walk(tree) if isinstance(node, newer)]


def steps(*codes: int) -> dict[str, Sequence[str]]:
    return {f"step {place}": [Path(sys.executable).name, "-c", f"raise SystemExit({code})"] for place, code in enumerate(codes, start=1)}


def test_checks_all_run_and_the_first_failure_is_named(capfd: pytest.CaptureFixture[str]) -> None:
    assert checks.run(steps(0, 1, 0, 2)) == 1
    said = capfd.readouterr().out.splitlines()
    assert said == ["== step 1", "== step 2", "== step 3", "== step 4", "Failed first: step 2. All that failed: step 2, step 4."]


def test_checks_that_pass_are_listed(capfd: pytest.CaptureFixture[str]) -> None:
    assert checks.run(steps(0, 0)) == 0
    assert capfd.readouterr().out.splitlines()[-1] == "All passed: step 1, step 2."


@pytest.mark.origin("S36")
def test_checks_of_a_part_of_the_tests_do_not_judge_coverage() -> None:
    assert checks.steps(["-k", "dates"])["pytest"][-2:] == ["-k", "dates"]
    assert [name for name in checks.steps([]) if name not in checks.steps(["-k", "dates"])] == [
        "coverage of core, 100 %",
        "coverage of all, 95 %",
    ]

"""Where nothing can be read or understood: one sentence, and the code that the shell gets."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.transcripts.keyboard import ROOT, piped
from tests.transcripts.repositories import NOW


def test_ask_tells_the_other_repositories_where_one_cannot_be_read(web: Path) -> None:
    done = piped("ask", "last week", "--now", NOW, "--repo", "web", "--repo", "nowhere", folder=web.parent)
    assert done.returncode == 0
    assert "Added single sign-on" in done.stdout
    assert "⚠ " in done.stdout
    assert "nowhere" in done.stdout


@pytest.mark.parametrize("place", ["a" * 300, "a/" * 3_000])
def test_ask_tells_the_other_repositories_where_one_has_an_impossible_name(web: Path, place: str) -> None:
    both = piped("ask", "last week", "--now", NOW, "--repo", ".", "--repo", place, folder=web)
    assert both.returncode == 0
    assert "single sign-on" in both.stdout
    assert "There is no folder" in both.stdout
    alone = piped("ask", "last week", "--now", NOW, "--repo", place, folder=web)
    assert (alone.returncode, alone.stdout) == (3, "")
    assert "There is no folder" in alone.stderr


def test_ask_from_a_folder_that_is_gone_reads_repositories_elsewhere(web: Path, tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    command = f'cd "{gone}" && rmdir "{gone}" && exec "$@"'
    environment = {**os.environ, "PYTHONPATH": ROOT}

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        whole = ["sh", "-c", command, "sh", sys.executable, "-P", "-m", "bot", *words]
        gone.mkdir(exist_ok=True)
        return subprocess.run(whole, env=environment, capture_output=True, text=True, check=False)

    assert "single sign-on" in run("ask", "last week", "--now", NOW, "--repo", str(web)).stdout
    done = run("ask", "last week", "--now", NOW)
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr == f"There is no folder {gone}: check the path.\n"


def test_ask_where_there_is_no_repository_says_so(tmp_path: Path) -> None:
    done = piped("ask", "last week", folder=tmp_path)
    assert (done.returncode, done.stdout) == (3, "")
    assert "is not a git repository" in done.stderr


def test_ask_without_git_says_so(web: Path) -> None:
    done = piped("ask", "last week", folder=web, environment={"PATH": "/nonexistent"})
    assert done.returncode == 3
    assert "git is not installed" in done.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["ask", "lst week"], "“lst”"),
        (["ask", "last week", "--zone", "Mars"], "“Mars”"),
        (["ask", "last week", "--now", "soon"], "“soon”"),
        (["ask", "last week", "--now", "0001-01-01"], "0001-01-01"),
        (["ask", "last week", "--bogus"], "--bogus"),
        (["ask", "2026-05-07..2026-05-01"], "2026-05-07..2026-05-01"),
        (["last", "week"], "recap ask last week"),
        (["settings", "zone=Mars"], "zone=Mars"),
        (["ask", "x" * 501], "500"),
    ],
)
def test_ask_that_is_not_understood_is_one_sentence(web: Path, words: list[str], said: str) -> None:
    done = piped(*words, folder=web)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert done.stderr.count("\n") == 1

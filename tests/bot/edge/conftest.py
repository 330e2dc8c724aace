"""A repository to ask about, in a process whose folder and signals are the test's own."""

import signal
import sys
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest

from tests.transcripts.repositories import ANA, BOB, NOW, repository

ASKED = ("ask", "last", "week", "--now", NOW)


@pytest.fixture
def web(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = repository(
        tmp_path / "web",
        (ANA, "2026-05-05T09:00:00+00:00", "Add login (#4)"),
        (BOB, "2026-05-06T09:00:00+00:00", "Fix the form (#5)"),
    )
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the `.env` of whoever develops out of it."""
    monkeypatch.setattr("bot.environment.variables.OWN_FOLDER", tmp_path)


def typed(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    monkeypatch.setattr(sys, "stdin", StringIO("".join(line + "\n" for line in lines)))


@pytest.fixture(autouse=True)
def _own_signals() -> Iterator[None]:
    """Take the process back, which `run` has for itself."""
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)

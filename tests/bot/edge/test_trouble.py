"""What breaks becomes a sentence and a code: our own mistakes, the system's refusals, streams that are closed or full."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.edge import run
from bot.terminal import asking, session
from core.errors import NoSourceError
from core.messages import terminal as messages
from tests.bot.edge.conftest import ASKED, typed
from tests.transcripts.keyboard import ROOT
from tests.transcripts.repositories import NOW


@pytest.mark.usefixtures("web")
@pytest.mark.parametrize("error", [KeyboardInterrupt, ZeroDivisionError])
def test_run_ends_an_answer_and_not_the_chat(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, error: type[BaseException]
) -> None:
    taken = session.Session.take

    async def take(self: session.Session, words: str) -> bool:
        if words == "break":
            raise error
        return await taken(self, words)

    monkeypatch.setattr(session.Session, "take", take)
    typed(monkeypatch, "break", "last week")
    assert run(["chat", "--now", NOW]) == 0
    out, err = capsys.readouterr()
    assert "• Added login (#4)" in out
    assert (messages.INTERRUPTED if error is KeyboardInterrupt else messages.BUG) in err


@pytest.mark.usefixtures("web")
@pytest.mark.parametrize("command", ["ask", "chat"])
def test_run_is_silent_when_nobody_reads(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: str) -> None:
    def broken(_self: session.Session, _words: str) -> None:
        raise BrokenPipeError

    monkeypatch.setattr(session.Session, "take", broken)
    assert run([command, "last", "week"]) == 0
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("flags", [[], ["--json"]])
def test_run_hides_our_own_mistakes_behind_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], flags: list[str]
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("a name \x1b[2J")

    monkeypatch.setattr(asking, "wired", broken)
    assert run(["ask", "last", "week", *flags]) == 1
    out, err = capsys.readouterr()
    assert (json.loads(out)["error"] if flags else err.strip()) == messages.BUG


def test_run_shows_our_own_mistakes_to_who_wants_to_see(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("a name \x1b[2J")

    monkeypatch.setattr(asking, "wired", broken)
    assert run(["ask", "last", "week", "--verbose"]) == 1
    err = capsys.readouterr().err
    assert "ZeroDivisionError: a name" in err
    assert '"event": "bug"' in err
    assert "\x1b" not in err


def test_run_says_what_the_system_refused(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def refused(*_: object) -> None:
        raise OSError(24, "Too many open files")

    monkeypatch.setattr(asking, "wired", refused)
    assert run(["ask"]) == 1
    assert "Too many open files" in capsys.readouterr().err


def test_run_names_what_could_not_be_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["ask", "last", "week", "--json"]) == 3
    found = json.loads(capsys.readouterr().out)
    assert found["failures"][0]["source"] == str(tmp_path)
    assert found["request"]["shape"] == "bullets"
    assert NoSourceError("x").failures == ()


def test_run_makes_up_for_closed_streams(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(sys, name, None)
    assert run(["help"]) == 0
    for name in ("stdin", "stdout", "stderr"):
        getattr(sys, name).close()


def test_run_lets_go_of_what_stdout_cannot_take(monkeypatch: pytest.MonkeyPatch) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "w") as out:
        monkeypatch.setattr(sys, "stdout", out)
        assert run(["help"]) == 0


@pytest.mark.fault("F190")
@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["ask", "nonsense"], 2),
        (["ask", "nonsense", "--json"], 2),
        (list(ASKED), 1),
        ([*ASKED, "--json"], 1),
        (["--help"], 1),
        (["settings"], 1),
    ],
)
@pytest.mark.usefixtures("web")
def test_run_on_a_full_disk_has_the_right_code_and_no_traceback(words: list[str], code: int) -> None:
    environment = {**os.environ, "PYTHONPATH": ROOT}
    command = [sys.executable, "-m", "bot", *words]
    with Path("/dev/full").open("w") as full:
        both = subprocess.run(command, env=environment, stdout=full, stderr=full, check=False)
        done = subprocess.run(command, env=environment, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (both.returncode, done.returncode) == (code, code)
    assert "Traceback" not in done.stderr
    assert done.stderr.count("\n") == 1

import asyncio
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest

from bot import commands
from bot.__main__ import main
from bot.edge import run
from bot.terminal import session
from core.errors import NoSourceError
from core.messages import terminal as messages
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


@pytest.mark.usefixtures("web")
def test_main_answers_a_question(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(ASKED) == 0
    assert "• Added login (#4)" in capsys.readouterr().out


def test_main_unwinds_when_it_is_terminated(monkeypatch: pytest.MonkeyPatch) -> None:
    def terminated(*_: object) -> None:
        signal.raise_signal(signal.SIGTERM)

    monkeypatch.setattr(commands, "wired", terminated)
    with pytest.raises(SystemExit) as raised:
        main(["ask"])
    assert raised.value.code == 143


def test_main_unwinds_when_it_is_terminated_before_anything_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    def terminated(*_: object) -> None:
        signal.raise_signal(signal.SIGTERM)

    monkeypatch.setattr(commands, "_files", terminated)
    with pytest.raises(SystemExit) as raised:
        main(["settings"])
    assert raised.value.code == 143


@pytest.mark.usefixtures("web")
def test_run_hears_no_signal_that_it_shall_not_hear(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.raise_signal(number)
        raise NoSourceError("still here")

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    monkeypatch.setattr(commands, "wired", interrupted)
    assert run(["ask"]) == 3


@pytest.mark.usefixtures("web")
def test_run_stops_a_chat_that_is_terminated(monkeypatch: pytest.MonkeyPatch) -> None:
    async def terminated(_self: session.Session, _words: str) -> bool:
        signal.raise_signal(signal.SIGTERM)
        signal.raise_signal(signal.SIGTERM)
        await asyncio.Event().wait()
        return True

    monkeypatch.setattr(session.Session, "take", terminated)
    typed(monkeypatch, "last week", "last week")
    with pytest.raises(SystemExit) as raised:
        run(["chat"])
    assert raised.value.code == 143


@pytest.mark.usefixtures("web")
def test_run_explains_helps_and_changes_settings_in_a_question(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["ask", "help"]) == 0
    assert "last working day" in capsys.readouterr().out
    assert run(["ask", "settings", "zone=Asia/Tokyo"]) == 0
    assert run(["ask", "settings"]) == 0
    assert run(["ask", "exit"]) == 0
    assert run(list(ASKED)) == 0
    assert "(Asia/Tokyo)" in capsys.readouterr().out


@pytest.mark.usefixtures("web")
def test_run_chats_until_the_pipe_ends(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    typed(monkeypatch, "lst week", "", "why 1", "only nothing/here", "exit", "never read")
    assert run(["chat", "last", "week", "--now", NOW]) == 0
    out, err = capsys.readouterr()
    assert "• Added login (#4)" in out
    assert "   " in out
    assert "never" not in out
    assert err.count("\n") == 1


@pytest.mark.usefixtures("web")
def test_run_leaves_a_chat_that_begins_with_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    typed(monkeypatch, "last week")
    assert run(["chat", "exit"]) == 0


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

    monkeypatch.setattr(commands, "wired", broken)
    assert run(["ask", "last", "week", *flags]) == 1
    out, err = capsys.readouterr()
    assert (json.loads(out)["error"] if flags else err.strip()) == messages.BUG


def test_run_shows_our_own_mistakes_to_who_wants_to_see(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("a name \x1b[2J")

    monkeypatch.setattr(commands, "wired", broken)
    assert run(["ask", "last", "week", "--verbose"]) == 1
    err = capsys.readouterr().err
    assert "ZeroDivisionError: a name" in err
    assert '"event": "bug"' in err
    assert "\x1b" not in err


def test_run_stops_on_ctrl_c(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(commands, "wired", interrupted)
    assert run(["ask"]) == 130
    assert capsys.readouterr().err == "\nStopped.\n"


def test_run_says_what_the_system_refused(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def refused(*_: object) -> None:
        raise OSError(24, "Too many open files")

    monkeypatch.setattr(commands, "wired", refused)
    assert run(["ask"]) == 1
    assert "Too many open files" in capsys.readouterr().err


def test_run_names_what_could_not_be_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["ask", "last", "week", "--json"]) == 3
    found = json.loads(capsys.readouterr().out)
    assert found["failures"][0]["source"] == str(tmp_path)
    assert found["request"]["shape"] == "bullets"
    assert NoSourceError("x").failures == ()


@pytest.mark.usefixtures("web")
def test_run_logs_what_it_did_and_nobodys_words(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECAP_LOG", "info")
    assert run([*ASKED, "--repo", ".", "--repo", "nowhere"]) == 0
    failed, told = (json.loads(line) for line in capsys.readouterr().err.splitlines())
    assert (failed["event"], failed["level"]) == ("source failed", "warning")
    assert (told["event"], told["events"], told["bullets"], told["failures"]) == ("recap", 1, 1, 1)
    assert "Ana" not in str(told)
    assert "login" not in str(told)


@pytest.mark.usefixtures("web")
def test_run_shows_changes_and_forgets_settings(capsys: pytest.CaptureFixture[str], nobody: Path) -> None:
    assert run(["settings"]) == 0
    assert run(["settings", "country=PT"]) == 0
    assert run(["settings", "country=XX"]) == 2
    out, err = capsys.readouterr()
    assert out.startswith("No settings yet.")
    assert "country=PT\n" in out
    assert "XX" in err
    assert run(["forget-me"]) == 0
    assert run(["help"]) == 0
    assert not (nobody / ".config/recap").exists()


@pytest.mark.usefixtures("web")
def test_run_reads_an_address_as_a_clone_and_names_what_it_refuses(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*ASKED, "--repo", "http://127.0.0.1:1/acme/web.git"]) == 3
    assert "127.0.0.1" in capsys.readouterr().err


@pytest.mark.usefixtures("web")
def test_run_needs_no_identity_from_git_where_settings_have_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["settings", "name=Bob Berg"]) == 0
    assert run(list(ASKED)) == 0
    assert "• Fixed the form (#5)" in capsys.readouterr().out


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
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    command = [sys.executable, "-m", "bot", *words]
    with Path("/dev/full").open("w") as full:
        both = subprocess.run(command, env=environment, stdout=full, stderr=full, check=False)
        done = subprocess.run(command, env=environment, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (both.returncode, done.returncode) == (code, code)
    assert "Traceback" not in done.stderr
    assert done.stderr.count("\n") == 1


SLOW = """#!/bin/sh
case "$*" in *for-each-ref*) touch begun; exec sleep 60;; *) exec git "$@";; esac
"""


@pytest.mark.fault("F189")
@pytest.mark.parametrize(
    ("number", "code", "said"), [(signal.SIGTERM, 143, ""), (signal.SIGHUP, 129, ""), (signal.SIGINT, 130, "\nStopped.\n")]
)
def test_run_told_to_end_while_git_works_takes_git_with_it(web: Path, number: signal.Signals, code: int, said: str) -> None:
    slow = web / "bin/git"
    slow.parent.mkdir()
    slow.write_text(SLOW.replace("exec git", f"exec {shutil.which('git')}").replace("begun", str(web / "begun")))
    slow.chmod(0o755)
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "PATH": f"{slow.parent}:{os.environ['PATH']}"}
    before = signal.signal(number, lambda *_: None)  # where it is ignored, as under nohup, a child ignores it too
    with subprocess.Popen([sys.executable, "-m", "bot", "ask"], env=environment, cwd=web, stderr=subprocess.PIPE, text=True) as process:
        signal.signal(number, before)
        while not (web / "begun").exists():
            assert process.poll() is None
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        process.send_signal(number)
        assert process.communicate(timeout=30)[1] == said
        assert process.returncode == code
    assert children
    assert not [child for child in children if Path(f"/proc/{child}").exists()]


IMPORTING = """
import builtins, signal, sys
real = builtins.__import__
def importing(name, *rest):
    if name == sys.argv[1]:
        signal.raise_signal(int(sys.argv[2]))
    return real(name, *rest)
builtins.__import__ = importing
from bot.__main__ import main
sys.exit(main(["ask"]))
"""


@pytest.mark.parametrize("module", ["bot.edge", "argparse", "core.messages", "adapters.dateparser"])
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_run_interrupted_while_it_starts_is_silent(module: str, number: signal.Signals, code: int) -> None:
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    command = [sys.executable, "-c", IMPORTING, module, str(int(number))]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (code, "", "")

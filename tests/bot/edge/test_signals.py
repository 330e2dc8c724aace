"""Who is told to end ends at once, in silence, and takes git along."""

import asyncio
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from bot.__main__ import main
from bot.edge import run
from bot.terminal import asking, preferring, session
from core.errors import NoSourceError
from tests.bot.edge.conftest import typed
from tests.transcripts.keyboard import ROOT


@pytest.mark.parametrize(("module", "step", "command"), [(asking, "wired", "ask"), (preferring, "change", "settings")])
def test_main_unwinds_when_it_is_terminated(monkeypatch: pytest.MonkeyPatch, module: ModuleType, step: str, command: str) -> None:
    def terminated(*_: object) -> None:
        signal.raise_signal(signal.SIGTERM)

    monkeypatch.setattr(module, step, terminated)
    with pytest.raises(SystemExit) as raised:
        main([command])
    assert raised.value.code == 143


@pytest.mark.usefixtures("web")
def test_run_hears_no_signal_that_it_shall_not_hear(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.raise_signal(number)
        raise NoSourceError("still here")

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    monkeypatch.setattr(asking, "wired", interrupted)
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


def test_run_stops_on_ctrl_c(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(asking, "wired", interrupted)
    assert run(["ask"]) == 130
    assert capsys.readouterr().err == "\nStopped.\n"


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
    environment = {**os.environ, "PYTHONPATH": ROOT, "PATH": f"{slow.parent}:{os.environ['PATH']}"}
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


@pytest.mark.parametrize("module", ["bot.edge", "argparse", "core.messages", "bot.commands"])
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_run_interrupted_while_it_starts_is_silent(module: str, number: signal.Signals, code: int) -> None:
    environment = {**os.environ, "PYTHONPATH": ROOT}
    command = [sys.executable, "-c", IMPORTING, module, str(int(number))]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (code, "", "")

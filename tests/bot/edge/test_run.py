"""What is typed is answered, in one question or in a chat."""

import json
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.edge import run
from tests.bot.edge.conftest import ASKED, typed
from tests.transcripts.repositories import NOW


@pytest.mark.usefixtures("web")
def test_main_answers_a_question(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(ASKED) == 0
    assert "• Added login (#4)" in capsys.readouterr().out


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

"""Through a pipe, whatever its bytes and whoever reads: an answer line by line, and nothing that a terminal would obey."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.transcripts.keyboard import COMMAND, ROOT, piped
from tests.transcripts.repositories import ANA, NOW, repository


def test_chat_answers_no_question_that_was_not_asked(web: Path) -> None:
    done = piped("chat", "--now", NOW, folder=web, typed="thanks\n\n?\nshorter\neveryone last week\nonly @bob\nmore\n")
    assert [line for line in done.stdout.split("\n") if " · " in line] == [
        "Everyone · Mon 4 – Sun 10 May (UTC) · acme/web",
        "Bob Berg · Mon 4 – Sun 10 May (UTC) · acme/web",
    ]
    assert [line.split("”")[0] for line in done.stderr.splitlines()] == [
        "I do not understand “thanks",
        "I do not understand “?",
        "There is no answer yet that “shorter",
        "I do not understand “more",
    ]


@pytest.mark.fault("F169")
def test_ask_shows_nothing_that_a_terminal_would_obey(tmp_path: Path) -> None:
    evil = "Add \x1b]0;owned\x07login\x1b[2J \u202eevil\u200b \x9b31m page"
    folder = repository(tmp_path / "web", (ANA, "2026-05-05T09:00:00+00:00", evil))
    for words in (["ask", "last week"], ["ask", "last week", "--json"], ["chat", "last week"]):
        done = piped(*words, "--now", NOW, folder=folder, typed="why\n")
        assert "login" in done.stdout
        assert done.stdout.replace("\n", "").isprintable()


def test_chat_takes_on_a_new_name_and_still_follows_up(web: Path) -> None:
    done = piped("chat", "last week", "--now", NOW, folder=web, typed="settings name='Bob Berg'\nas brief\n")
    assert "• Added single sign-on (#412)" in done.stdout
    assert done.stdout.split("\n")[-4:-2] == ["Bob Berg · Mon 4 – Sun 10 May (UTC) · acme/web", "Fixed the login form (#418)."]


def test_chat_in_a_pipe_answers_line_by_line_whatever_the_bytes(web: Path) -> None:
    done = subprocess.run(
        [*COMMAND, "chat", "--now", NOW],
        cwd=web,
        env={**os.environ, "PYTHONPATH": ROOT},
        input=b"\xff\xfe\nlast week\nshorter\n",
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0
    assert done.stdout.decode().count("Added single sign-on (#412)") == 2
    assert done.stderr.decode().count("\n") == 1


@pytest.mark.parametrize("redirection", ["| true", ">&-", "| head -c 1"])
def test_ask_into_a_closed_pipe_is_silent(web: Path, redirection: str) -> None:
    line = f"{sys.executable} -m bot ask last week --now {NOW} {redirection}; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(
        ["bash", "-c", line], cwd=web, env={**os.environ, "PYTHONPATH": ROOT}, capture_output=True, encoding="utf-8", check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.fault("F190")
def test_ask_onto_a_full_disk_says_so(web: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*COMMAND, "ask", "last", "week"],
            cwd=web,
            env={**os.environ, "PYTHONPATH": ROOT},
            stdout=full,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr == "The system does not let Recap go on: No space left on device.\n"


def test_ask_on_a_narrow_encoding_loses_letters_and_not_the_answer(web: Path) -> None:
    done = piped("ask", "last week", "--now", NOW, folder=web, environment={"PYTHONIOENCODING": "ascii"})
    assert "? Added single sign-on (#412)" in done.stdout


FOR_ANSWERS = ["rich", "pydantic", "openai", "tiktoken", "prompt_toolkit", "dateparser", "holidays", "aiohttp", "http.client", "email"]


@pytest.mark.parametrize(
    ("command", "heavy"),
    [
        (["ask", "last", "week", "--now", NOW], FOR_ANSWERS),
        (["settings"], [*FOR_ANSWERS, "asyncio", "core.asking", "core.finding", "core.telling", "adapters.git", "bot.environment"]),
    ],
)
def test_a_command_imports_nothing_that_it_does_not_need(web: Path, command: list[str], heavy: list[str]) -> None:
    program = f"import sys; from bot.__main__ import main; code = main(); sys.exit([m for m in {heavy} if m in sys.modules] or code)"
    done = subprocess.run(
        [sys.executable, "-c", program, *command],
        cwd=web,
        env={**os.environ, "PYTHONPATH": ROOT},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")

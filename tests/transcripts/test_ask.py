"""Somebody asks in a pipe: what they read, and the code that the shell gets."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.transcripts.keyboard import COMMAND, ROOT, piped
from tests.transcripts.repositories import ANA, BOB, NOW, repository


def test_ask_tells_the_person_that_git_knows(web: Path) -> None:
    done = piped("ask", "last week", "--now", NOW, folder=web)
    assert done.stdout.split("\n") == [
        "Ana Lima · Mon 4 – Sun 10 May (UTC) · acme/web",
        "• Added single sign-on (#412)",
        "1 of 1 commit told",
        "",
    ]
    assert (done.returncode, done.stderr) == (0, "")


def test_ask_takes_words_without_quotes_from_a_subfolder(web: Path) -> None:
    (web / "src" / "deep").mkdir(parents=True)
    done = piped("ask", "last", "week", "--now", NOW, "please", folder=web / "src" / "deep")
    assert "• Added single sign-on (#412)" in done.stdout


def test_ask_takes_several_names_for_one_person(web: Path) -> None:
    done = piped("ask", "last week", "--now", NOW, "--me", "ana@example.org", "--me", "Bob Berg", folder=web)
    assert "Added single sign-on" in done.stdout
    assert "Fixed the login form" in done.stdout


def test_ask_without_an_identity_tells_everyone_and_says_me(tmp_path: Path) -> None:
    folder = repository(tmp_path / "web", (BOB, "2026-05-05T09:00:00+00:00", "Add login"), reader="")
    done = piped("ask", "last week", "--now", NOW, folder=folder)
    assert "• Bob Berg added login" in done.stdout
    assert "--me" in done.stdout
    found = json.loads(piped("ask", "last week", "--now", NOW, "--json", folder=folder).stdout)
    assert found["request"]["who"] == ["@me"]
    assert any("this is about everyone" in note for note in found["notes"])


def test_ask_for_a_name_that_nobody_has_lists_the_busiest(web: Path) -> None:
    done = piped("ask", "last week", "--now", NOW, "--me", "Zoe", folder=web)
    assert done.returncode == 0
    assert "Zoe" in done.stdout
    assert "Bob Berg" in done.stdout


def test_ask_tells_the_other_repositories_where_one_cannot_be_read(web: Path) -> None:
    done = piped("ask", "last week", "--now", NOW, "--repo", "web", "--repo", "nowhere", folder=web.parent)
    assert done.returncode == 0
    assert "Added single sign-on" in done.stdout
    assert "⚠ " in done.stdout
    assert "nowhere" in done.stdout


def test_ask_counts_a_repository_once_however_often_and_by_whatever_path_it_is_named(web: Path) -> None:
    subprocess.run(["git", "worktree", "add", "--quiet", "../tree"], cwd=web, check=True, capture_output=True)
    (web / "src").mkdir()
    names = ["web", "./web", str(web), f"{web}/", "web/src", "web/.git", "tree"]
    done = piped("ask", "last week", "--now", NOW, *(word for name in names for word in ("--repo", name)), folder=web.parent)
    assert "1 of 1 commit told\n" in done.stdout


def test_ask_tells_a_commit_of_two_clones_once_and_where_the_copy_is(web: Path) -> None:
    subprocess.run(["git", "clone", "--quiet", "--bare", "web", "copy"], cwd=web.parent, check=True, capture_output=True)
    words = ("ask", "last week", "--now", NOW, "--repo", "web", "--repo", "copy")
    assert "2 of 2 commits told, 1 of them a copy in another repository\n" in piped(*words, folder=web.parent).stdout
    found = json.loads(piped(*words, "--json", folder=web.parent).stdout)
    assert [event["ref"] == found["events"][0]["ref"] for event in found["events"]] == [True, True]
    assert [(len(item["events"]), found["copies"][0]["of"] in item["events"]) for item in found["items"]] == [(1, True)]
    assert found["coverage"] == {"events": 2, "told": 2, "noise": 0, "hidden": 0}


def test_ask_of_days_to_come_tells_what_is_there_until_now(web: Path) -> None:
    early = "2026-05-06T18:00:00+00:00"
    this, named = [piped("ask", "everyone", words, "--now", early, folder=web).stdout for words in ("this week", "from monday to friday")]
    assert this == named
    assert "Everyone · Mon 4 – Wed 6 May (UTC)" in this
    assert "token refresh" not in piped("ask", "everyone next week", "--now", early, folder=web).stdout
    assert "Nothing yet" in piped("ask", "everyone", "2026-05-12", "--now", early, folder=web).stdout


@pytest.mark.parametrize("words", [["in German, playful, no ai"], ["in German, playful", "--no-ai"]])
def test_ask_without_ai_is_not_told_that_it_needs_one(web: Path, words: list[str]) -> None:
    assert "needs a model" in piped("ask", "last week", words[0].removesuffix(", no ai"), "--now", NOW, folder=web).stdout
    assert "needs a model" not in piped("ask", "last week", *words, "--now", NOW, folder=web).stdout


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


@pytest.mark.parametrize(
    ("words", "code"), [(["ask", "lst week"], 2), (["ask", "today", "--bogus"], 2), (["ask", "today", "--repo", "nowhere"], 3)]
)
def test_ask_for_json_gets_an_object_whatever_happens(web: Path, words: list[str], code: int) -> None:
    done = piped(*words, "--json", folder=web)
    assert (done.returncode, done.stderr) == (code, "")
    assert json.loads(done.stdout)["error"]


@pytest.mark.parametrize("words", ["why 1", "help", "settings", "settings zone=Asia/Tokyo", "exit"])
def test_ask_for_json_gets_an_object_for_what_is_no_question_too(web: Path, nobody: Path, words: str) -> None:
    done = piped("ask", words, "--json", folder=web)
    assert (done.returncode, done.stderr) == (2, "")
    assert json.loads(done.stdout)["error"].startswith("With --json")
    assert not (nobody / ".config/recap").exists()


@pytest.mark.origin("S04")
def test_ask_for_json_accounts_for_every_event(web: Path) -> None:
    found = json.loads(piped("ask", "this month everyone", "--now", NOW, "--json", folder=web).stdout)
    assert found["coverage"] == {"events": 3, "told": 3, "noise": 0, "hidden": 0}
    assert sorted(found) == sorted(
        "version request header notes bullets smaller noise copies items events coverage failures finished".split()
    )
    assert [event["title"] for event in found["events"]] == [
        "Add single sign-on (#412)",
        "Fix the login form (#418)",
        "Fix the token refresh (#420)",
    ]
    assert found["events"][0]["url"].startswith("https://github.com/acme/web/commit/")


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


def test_help_of_every_kind_is_there(web: Path) -> None:
    assert "last working day" in piped("help", folder=web).stdout
    assert "forget-me" in piped(folder=web).stdout
    assert "--repo" in piped("ask", "--help", folder=web).stdout
    assert piped("--version", folder=web).stdout.startswith("recap ")


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


def test_ask_in_a_pipe_imports_nothing_that_it_does_not_need(web: Path) -> None:
    heavy = ["rich", "pydantic", "openai", "tiktoken", "prompt_toolkit", "dateparser", "holidays", "aiohttp", "http.client", "email"]
    program = f"import sys; from bot.__main__ import main; code = main(); sys.exit([m for m in {heavy} if m in sys.modules] or code)"
    done = subprocess.run(
        [sys.executable, "-c", program, "ask", "last", "week", "--now", NOW],
        cwd=web,
        env={**os.environ, "PYTHONPATH": ROOT},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")

"""Somebody asks in a pipe: what they read."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.transcripts.keyboard import piped
from tests.transcripts.repositories import BOB, NOW, repository


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


def test_help_of_every_kind_is_there(web: Path) -> None:
    assert "last working day" in piped("help", folder=web).stdout
    assert "forget-me" in piped(folder=web).stdout
    assert "--repo" in piped("ask", "--help", folder=web).stdout
    assert piped("--version", folder=web).stdout.startswith("recap ")

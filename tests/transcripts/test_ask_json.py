"""A program asks: one JSON object, whatever happens."""

import json
from pathlib import Path

import pytest

from tests.transcripts.keyboard import piped
from tests.transcripts.repositories import NOW


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

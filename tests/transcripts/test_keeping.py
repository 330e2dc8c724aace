"""What Recap keeps for a person at a terminal: when it told, and settings."""

import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.transcripts.keyboard import piped
from tests.transcripts.repositories import NOW


def test_ask_remembers_when_it_told_for_since_last(web: Path, nobody: Path) -> None:
    kept = nobody / ".local/state/recap/last-recap"
    first = piped("ask", "since last", "--now", NOW, folder=web)
    assert (first.returncode, first.stdout) == (2, "")
    piped("ask", "last week", folder=web)
    assert abs(datetime.now(UTC) - datetime.fromisoformat(kept.read_text().strip())) < timedelta(minutes=5)
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    kept.write_text("2026-05-11T08:00:00+00:00\n")
    again = piped("ask", "since last", "--now", NOW, folder=web)
    assert "token refresh" in again.stdout
    assert "single sign-on" not in again.stdout


def test_ask_of_a_moment_that_is_pretended_is_nobody_s_last_one(web: Path, nobody: Path) -> None:
    piped("ask", "last week", "--now", NOW, folder=web)
    assert not (nobody / ".local/state/recap/last-recap").exists()
    piped("chat", "last week", "--now", NOW, folder=web, typed="and the week before?\n")
    assert not (nobody / ".local/state/recap/last-recap").exists()


def test_ask_lives_with_a_state_folder_that_cannot_be_written(web: Path, nobody: Path) -> None:
    (nobody / ".local").write_text("in the way")
    done = piped("ask", "last week", folder=web)
    assert done.returncode == 0
    assert done.stdout.startswith("Ana Lima · ")
    assert "since last" in done.stderr


def test_settings_are_kept_shown_and_used(web: Path, nobody: Path) -> None:
    done = piped("settings", "zone=Asia/Tokyo", "name=Bob Berg", folder=web)
    kept = nobody / ".config/recap/settings.json"
    assert done.stdout == f"zone=Asia/Tokyo\nname='Bob Berg'\n(kept in {kept})\n"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    asked = piped("ask", "last week", "--now", NOW, folder=web)
    assert asked.stdout.startswith("Bob Berg · Mon 4 – Sun 10 May (Asia/Tokyo)")
    refused = piped("settings", "bullets=5", "country=DE-XY", folder=web)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr.endswith("Nothing was changed.\n")
    assert "bullets" not in kept.read_text()
    assert "country=DE-BY\n" in piped("settings", "country=de-by", folder=web).stdout.replace("de-by", "DE-BY")
    piped("settings", "zone=", folder=web)
    assert "(UTC)" in piped("ask", "last week", "--now", NOW, folder=web).stdout
    assert "(Europe/Lisbon)" in piped("ask", "last week", "--now", NOW, folder=web, environment={"RECAP_ZONE": "Europe/Lisbon"}).stdout


def test_settings_file_that_is_broken_is_named_once(web: Path, nobody: Path) -> None:
    kept = nobody / ".config/recap/settings.json"
    kept.parent.mkdir(parents=True)
    kept.write_text("{")
    done = piped("ask", "last week", folder=web)
    assert (done.returncode, done.stdout) == (2, "")
    assert str(kept) in done.stderr
    assert done.stderr.count("\n") == 1


def test_setting_that_is_not_understood_is_named_with_its_file(web: Path, nobody: Path) -> None:
    kept = nobody / ".config/recap/settings.json"
    kept.parent.mkdir(parents=True)
    kept.write_text('{"zone": "Mars"}')
    done = piped("ask", "last week", folder=web)
    assert (done.returncode, done.stdout) == (2, "")
    assert "zone=Mars" in done.stderr
    assert str(kept) in done.stderr
    assert piped("settings", "zone=UTC", folder=web).returncode == 0


def test_forget_me_erases_and_says_what(web: Path, nobody: Path) -> None:
    piped("settings", "zone=Asia/Tokyo", folder=web)
    piped("ask", "last week", folder=web)
    done = piped("forget-me", folder=web)
    assert str(nobody / ".config/recap") in done.stdout
    assert str(nobody / ".local/state/recap") in done.stdout
    assert piped("forget-me", folder=web).stdout == "There was nothing to erase.\n"

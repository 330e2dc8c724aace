"""The files of one person: where they are, who may read them, and that nothing is left half written or behind."""

import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from adapters.files import Files, Folders
from core.errors import SettingsError

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(Folders.of({"HOME": str(tmp_path)}))


def test_folders_are_where_the_specification_puts_them() -> None:
    folders = Folders.of({"HOME": "/home/ana", "XDG_STATE_HOME": "/var/ana", "XDG_CACHE_HOME": "relative"})
    assert folders == Folders(
        Path("/home/ana/.config/recap"), Path("/var/ana/recap"), Path("/home/ana/.cache/recap"), Path("/home/ana/.local/share/recap")
    )


def test_folders_without_a_home_are_those_on_record() -> None:
    assert Folders.of({}).config.is_absolute()
    assert Folders.of({"HOME": ""}) == Folders.of({})


def test_folders_of_a_user_that_the_system_does_not_know(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "getuid", lambda: 3_999_999_999)
    assert Folders.of({}).config == Path("/nonexistent/.config/recap")


def test_settings_are_empty_until_they_are_kept(files: Files) -> None:
    assert files.settings() == {}
    files.keep_settings({"zone": "UTC", "later": {"kept": True}})
    assert files.settings() == {"zone": "UTC", "later": {"kept": True}}


def test_settings_are_for_their_owner_alone_and_leave_no_half_file(files: Files) -> None:
    files.keep_settings({"name": "Ana"})
    files.keep_settings({"name": "Bea"})
    assert files.folders.settings.stat().st_mode & 0o777 == 0o600
    assert files.folders.config.stat().st_mode & 0o777 == 0o700
    assert list(files.folders.config.iterdir()) == [files.folders.settings]


@pytest.mark.parametrize(
    "raw", [b"{", b"[]", b"\xff\xfe", b"[" * 5_000, b'{"a": ' + b"9" * 5_000 + b"}", b'"' + b"x" * 200_000 + b'"', b""]
)
def test_settings_file_that_is_none_is_named(files: Files, raw: bytes) -> None:
    files.folders.config.mkdir(parents=True)
    files.folders.settings.write_bytes(raw)
    with pytest.raises(SettingsError, match=str(files.folders.settings)):
        files.settings()


def test_settings_file_that_cannot_be_read_is_named(files: Files) -> None:
    files.folders.settings.mkdir(parents=True)
    with pytest.raises(SettingsError, match="it is not a file"):
        files.settings()


@pytest.mark.fault("F190")
@pytest.mark.fault("F190")
@pytest.mark.parametrize("kind", ["pipe", "endless", "folder"])
def test_settings_and_state_that_are_no_files_are_not_waited_for(files: Files, kind: str) -> None:
    for path in (files.folders.settings, files.folders.last):
        path.parent.mkdir(parents=True)
        {"pipe": os.mkfifo, "endless": lambda path: path.symlink_to("/dev/zero"), "folder": Path.mkdir}[kind](path)
    with pytest.raises(SettingsError, match=r"^The settings file \S+ cannot be used: it is not a file\."):
        files.settings()
    assert files.last_recap() is None


def test_settings_of_a_home_that_is_no_folder_are_none() -> None:
    assert Files(Folders.of({"HOME": "/dev/null"})).settings() == {}


def test_settings_that_cannot_be_written_leave_the_old_ones(files: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    files.keep_settings({"zone": "UTC"})

    def full(_file: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(SettingsError, match="No space left"):
        files.keep_settings({"zone": "Europe/Lisbon"})
    assert json.loads(files.folders.settings.read_text()) == {"zone": "UTC"}
    assert list(files.folders.config.iterdir()) == [files.folders.settings]


def test_settings_in_a_place_that_is_no_folder_say_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SettingsError, match="could not be written"):
        Files(Folders.of({"HOME": str(tmp_path / "file")})).keep_settings({})


def test_last_recap_is_remembered(files: Files) -> None:
    assert files.last_recap() is None
    files.keep_last_recap(NOON)
    assert files.last_recap() == NOON


@pytest.mark.parametrize("text", ["", "soon", "2026-05-01T12:00:00", "\0"])
def test_last_recap_that_is_no_time_is_none(files: Files, text: str) -> None:
    files.folders.state.mkdir(parents=True)
    files.folders.last.write_text(text)
    assert files.last_recap() is None


def test_forget_erases_everything_and_says_what(files: Files) -> None:
    files.keep_settings({"name": "Ana"})
    files.keep_last_recap(NOON)
    (files.folders.cache / "clones" / "one.git").mkdir(parents=True)
    erased = files.forget()
    assert [line.split(" ")[0] for line in erased] == ["settings", "history", "clones"]
    assert not any(folder.exists() for folder in (files.folders.config, files.folders.state, files.folders.cache))
    assert files.forget() == []


def test_forget_takes_a_link_and_not_what_it_leads_to(files: Files, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    files.folders.config.parent.mkdir(parents=True)
    files.folders.config.symlink_to(tmp_path / "elsewhere")
    assert len(files.forget()) == 1
    assert (tmp_path / "elsewhere").exists()


def test_forget_names_what_it_could_not_erase(files: Files) -> None:
    files.folders.config.parent.mkdir(parents=True)
    files.folders.config.write_text("a file in the place of the folder")
    with pytest.raises(SettingsError, match="could not be erased"):
        files.forget()

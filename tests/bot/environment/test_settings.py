"""What the environment and the file in our own folder say becomes settings."""

import base64
import subprocess
import sys
from dataclasses import astuple
from pathlib import Path

import pytest

from bot.environment.settings import Settings
from bot.environment.variables import OWN_FOLDER, settings
from core.errors import SettingsError
from core.limits import Limits, Rate
from core.model import Member, Secret

ROOT = Path(__file__).parents[3]


def test_settings_of_an_empty_environment_are_the_defaults(tmp_path: Path) -> None:
    assert settings(own_folder=tmp_path) == Settings()


@pytest.mark.fault("F087")
def test_settings_with_a_key_alone_name_no_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-shell")
    assert settings(own_folder=tmp_path) == Settings()


def test_settings_read_every_variable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "RECAP_MODEL": " gpt-x ",
        "OPENAI_API_KEY": "sk-1",
        "OPENAI_BASE_URL": "http://127.0.0.1:8000/v1",
        "RECAP_ZONE": "Europe/Lisbon",
        "RECAP_LOG": "INFO",
    }.items():
        monkeypatch.setenv(name, value)
    read = settings(own_folder=tmp_path)
    assert read == Settings(model="gpt-x", api_key=Secret("sk-1"), base_url="http://127.0.0.1:8000/v1", zone="Europe/Lisbon", log="info")


def test_settings_take_an_empty_variable_for_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("RECAP_MODEL", "RECAP_LOG", "RECAP_ZONE", "OPENAI_BASE_URL", "RECAP_ENV_FILE"):
        monkeypatch.setenv(name, "")
    assert settings(own_folder=tmp_path) == Settings()


def test_settings_come_from_the_file_in_our_own_folder_but_the_environment_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").write_text("RECAP_MODEL=from-file\nOPENAI_API_KEY='sk-file'\nUNKNOWN=1\n")
    monkeypatch.setenv("RECAP_MODEL", "from-shell")
    read = settings(own_folder=tmp_path)
    assert (read.model, read.api_key.reveal()) == ("from-shell", "sk-file")


def test_settings_come_from_the_file_that_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "recap.env").write_text("RECAP_MODEL=named\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RECAP_ENV_FILE", "recap.env")
    assert settings(own_folder=tmp_path / "nowhere").model == "named"


def test_settings_say_that_a_named_file_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECAP_ENV_FILE", str(tmp_path / "gone.env"))
    with pytest.raises(SettingsError, match=r"gone\.env"):
        settings(own_folder=tmp_path)


def test_settings_say_that_a_file_is_none(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"RECAP_MODEL=\xff\xfe\n")
    with pytest.raises(SettingsError, match=r"\.env"):
        settings(own_folder=tmp_path)


def test_settings_never_come_from_where_one_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").write_text("OPENAI_BASE_URL=https://stranger.example\nRECAP_MODEL=theirs\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RECAP_LOG", "error")
    assert settings(own_folder=tmp_path / "ours").base_url == ""
    assert OWN_FOLDER == ROOT


def test_settings_without_any_cost_no_import() -> None:
    reads = "from bot.environment.variables import settings; settings(own_folder=pathlib.Path('/x'))"
    program = f"import sys, pathlib; {reads}; print('pydantic' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    assert done.stdout == "False\n"


LIMITS = {
    "RATE_LIMIT": "50",
    "WINDOW_SECONDS": "30",
    "RECAP_PREMIUM": "slack:T1:U1, terminal:local:bob:x",
    "RECAP_ADMINS": "slack:T1:U1",
    "RECAP_TOKENS_PER_DAY": "20000",
    "RECAP_WORKSPACE_TOKENS_PER_DAY": "0",
    "RECAP_TRACKER_URL": "https://jira.example.org/browse/{key}",
}
PLACES = {
    "GITHUB_API_URL": "https://ghe.example.org/api/v3/",
    "GITHUB_CLIENT_ID": "Iv1.1",
    "GITHUB_CLIENT_SECRET": "s-1",
    "GITLAB_URL": "http://127.0.0.1:8080",
    "AZURE_DEVOPS_URL": "http://[::1]:8080/acme",
    "AZURE_DEVOPS_LOGIN_URL": "http://localhost:1",
    "REDIS_URL": "redis://:pass@store.example:6379",
    "RECAP_SECRET_KEYS": base64.b64encode(bytes(range(100, 132))).decode(),
    "RECAP_ALLOWED_HOSTS": "ghe.example.org, gitlab.corp.example=10.0.0.0/8",
    "RECAP_PUBLIC_URL": "https://recap.example",
}


@pytest.mark.origin("S33")
def test_settings_read_the_hosts_and_the_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in PLACES.items():
        monkeypatch.setenv(name, value)
    read = settings(own_folder=tmp_path)
    assert (read.github.url, read.github.client, read.github.secret.reveal()) == ("https://ghe.example.org/api/v3", "Iv1.1", "s-1")
    assert (read.gitlab.url, read.azure.url, read.azure.login) == ("http://127.0.0.1:8080", "http://[::1]:8080/acme", "http://localhost:1")
    assert (read.store.reveal(), read.secret_keys.reveal()) == (PLACES["REDIS_URL"], PLACES["RECAP_SECRET_KEYS"])
    assert (read.allowed_hosts, read.public_url, read.notes) == (PLACES["RECAP_ALLOWED_HOSTS"], "https://recap.example", ())
    assert "pass" not in repr(read)
    assert "s-1" not in repr(read)


@pytest.mark.origin("S33")
def test_settings_take_the_old_name_and_say_the_new_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_API_BASE_URL", "https://old.example/api/v3")
    read = settings(own_folder=tmp_path)
    assert read.github.url == "https://old.example/api/v3"
    assert read.notes == ("GITHUB_API_BASE_URL is understood; write GITHUB_API_URL.",)


@pytest.mark.origin("S24")
@pytest.mark.origin("S33")
def test_settings_read_the_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in LIMITS.items():
        monkeypatch.setenv(name, value)
    read = settings(own_folder=tmp_path)
    ana, bob = Member("slack", "T1", "U1"), Member("terminal", "local", "bob:x")
    assert read.limits == Limits(
        sustained=Rate(50, 30), premium=frozenset({ana, bob}), admins=frozenset({ana}), tokens=20_000, shared_tokens=0
    )
    assert [read.limits.tier(one, is_linked=True) for one in (ana, bob, Member("slack", "T2", "U1"))] == ["admin", "premium", "user"]
    assert (read.tracker, read.notes) == ("https://jira.example.org/browse/{key}", ())


@pytest.mark.origin("S33")
@pytest.mark.parametrize(
    ("old", "new", "rate"),
    [("RATE_LIMIT_REQUESTS", "RATE_LIMIT", Rate(7, 60)), ("RATE_LIMIT_WINDOW_SECONDS", "WINDOW_SECONDS", Rate(100, 7))],
)
def test_settings_take_the_first_name_of_a_limit_and_the_other_with_a_word(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: str, new: str, rate: Rate
) -> None:
    monkeypatch.setenv(old, "7")
    read = settings(own_folder=tmp_path)
    assert (read.limits.sustained, read.notes) == (rate, (f"{old} is understood; write {new}.",))
    monkeypatch.setenv(new, "9")
    assert 9 in astuple(settings(own_folder=tmp_path).limits.sustained)


@pytest.mark.parametrize(
    ("value", "leads"),
    [
        ("https://jira.example.org/browse", "https://jira.example.org/browse/{key}"),
        ("https://jira.example.org/browse/{key}?focused=1", "https://jira.example.org/browse/{key}?focused=1"),
        ("http://127.0.0.1:8080/?id={key}", "http://127.0.0.1:8080/?id={key}"),
        ("", ""),
    ],
)
def test_settings_say_where_tickets_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, value: str, leads: str) -> None:
    monkeypatch.setenv("RECAP_ZONE", "UTC")
    monkeypatch.setenv("RECAP_TRACKER_URL", value)
    assert settings(own_folder=tmp_path).tracker == leads

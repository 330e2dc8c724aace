"""What is weak, misplaced or in the wrong words is refused by its name, and no value is shown."""

import base64
from pathlib import Path

import pytest

from bot.environment.variables import settings
from core.errors import SettingsError


@pytest.mark.fault("F087")
def test_settings_name_every_problem_and_show_no_value(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = {
        "RECAP_MODEL": "a\x1bb",
        "OPENAI_API_KEY": "sk secret",
        "OPENAI_BASE_URL": "ftp://models",
        "RECAP_ZONE": "Mars",
        "RECAP_LOG": "loud",
    }
    for name, value in wrong.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as raised:
        settings(own_folder=tmp_path)
    assert sorted(problem.split(":")[0] for problem in raised.value.problems) == sorted(wrong)
    assert not any(value in str(raised.value) for value in wrong.values())


@pytest.mark.origin("S33")
def test_settings_refuse_a_secret_that_browsers_would_see(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECAP_ZONE", "UTC")
    monkeypatch.setenv("VITE_FRONTEND_HOST", "https://recap.example")
    settings(own_folder=tmp_path)
    monkeypatch.setenv("VITE_GITHUB_CLIENT_SECRET", "canary")
    with pytest.raises(SettingsError, match="VITE_GITHUB_CLIENT_SECRET") as raised:
        settings(own_folder=tmp_path)
    assert "canary" not in str(raised.value)


@pytest.mark.fault("F191")
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("GITHUB_API_URL", "http://ghe.example.org"),
        ("GITHUB_API_URL", "https://ana:canary@ghe.example.org"),
        ("GITHUB_API_URL", "https://ghe.example.org/?canary=1"),
        ("GITHUB_API_URL", "https://ghe.example.org/#canary"),
        ("GITHUB_API_URL", "https://[canary"),
        ("GITHUB_API_URL", "https://"),
        ("GITLAB_URL", "http://169.254.169.254"),
        ("GITLAB_URL", "file:///canary"),
        ("RECAP_PUBLIC_URL", "http://recap.example"),
        ("RECAP_ALLOWED_HOSTS", "canary"),
        ("RECAP_ALLOWED_HOSTS", "10.0.0.1"),
        ("RECAP_SECRET_KEYS", "canary"),
        ("RECAP_SECRET_KEYS", base64.b64encode(b"canary, canary, canary, canary..").decode()),
        ("GITHUB_CLIENT_SECRET", "changeme"),
        ("GITLAB_CLIENT_SECRET", "a canary"),
        ("GITHUB_CLIENT_ID", "a\x1bcanary"),
        ("RATE_LIMIT", "4"),
        ("RATE_LIMIT", "1000001"),
        ("RATE_LIMIT_REQUESTS", "many"),
        ("WINDOW_SECONDS", "0"),
        ("RATE_LIMIT_WINDOW_SECONDS", "3601"),
        ("WINDOW_SECONDS", "²"),
        ("RECAP_PREMIUM", "canary"),
        ("RECAP_ADMINS", "slack:T1:U1, slack::canary"),
        ("RECAP_TOKENS_PER_DAY", "-1"),
        ("RECAP_WORKSPACE_TOKENS_PER_DAY", "1e6"),
        ("RECAP_TRACKER_URL", "javascript:canary"),
        ("RECAP_TRACKER_URL", "http://jira.example.org/{key}"),
        ("RECAP_TRACKER_URL", "https://ana:canary@jira.example.org/{key}"),
        ("RECAP_TRACKER_URL", "https://{key}.canary.example/"),
        ("RECAP_TRACKER_URL", "https://jira.example.org/{canary}/{key}"),
        ("RECAP_TRACKER_URL", "https://jira.example.org/{key}/{key}"),
        ("RECAP_TRACKER_URL", "https://jira.example.org/a canary"),
        ("RECAP_TRACKER_URL", "https:canary"),
        ("RECAP_TRACKER_URL", "https://[canary/{key}"),
    ],
)
def test_settings_refuse_what_is_weak_or_misplaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv("RECAP_ZONE", "UTC")
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as raised:
        settings(own_folder=tmp_path)
    assert [problem.partition(":")[0] for problem in raised.value.problems] == [name]
    assert "canary" not in str(raised.value)

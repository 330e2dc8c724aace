"""The variables of a process that stays, and which of them do not fit together."""

import base64
from dataclasses import replace
from pathlib import Path

import pytest

from bot.environment import misfits, variables
from bot.environment.reading import _Environment
from bot.environment.settings import Discord, Place, Remote, Settings, Slack, Web
from bot.environment.variables import settings
from core.errors import SettingsError
from core.messages import sealing, serving, store
from core.messages import settings as messages
from core.model import Secret

KEY = base64.b64encode(bytes(range(7, 39))).decode()
LONG = "0123456789abcdef0123456789abcdef"
GOOD = {
    "SLACK_BOT_TOKEN": "xoxb-1-2-abc",
    "SLACK_APP_TOKEN": "xapp-1-A-2-abc",
    "SLACK_SIGNING_SECRET": LONG,
    "SLACK_API_URL": "http://127.0.0.1:1/api/",
    "DISCORD_TOKEN": "MTA.Gx.abc",
    "DISCORD_API_URL": "https://discord.example/api/v10",
    "DISCORD_GUILD_ID": "1090909090",
    "RECAP_LISTEN": "[::1]:9000",
    "RECAP_METRICS": "0.0.0.0:9100",
    "RECAP_HEALTH_TOKEN": LONG,
    "ENVIRONMENT": "production",
    "DEBUG": "no",
}


@pytest.mark.origin("S33")
def test_settings_read_how_the_chats_are_reached(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in GOOD.items():
        monkeypatch.setenv(name, value)
    read = settings(own_folder=tmp_path, is_serving=True)
    assert read.slack == Slack(bot=Secret("xoxb-1-2-abc"), app=Secret("xapp-1-A-2-abc"), signing=Secret(LONG), url="http://127.0.0.1:1/api")
    assert read.discord == Discord(token=Secret("MTA.Gx.abc"), url="https://discord.example/api/v10", guild="1090909090")
    assert read.web == Web(
        listen=Place(host="::1", port=9000),
        metrics=Place(host="0.0.0.0", port=9100),  # noqa: S104
        has_own_metrics=False,
        health_token=Secret(LONG),
        environment="production",
    )
    assert LONG not in repr(read)
    misfits.check(read)


@pytest.mark.fault("F191")
@pytest.mark.parametrize(
    ("name", "value", "why"),
    [
        ("SLACK_BOT_TOKEN", "xapp-1-A-2-abc", serving.BOT),
        ("SLACK_BOT_TOKEN", "xoxp-1-2-abc", serving.BOT),
        ("SLACK_BOT_TOKEN", "xoxb-", messages.PLACEHOLDER),
        ("SLACK_BOT_TOKEN", "xoxb-your-token", messages.PLACEHOLDER),
        ("SLACK_BOT_TOKEN", "xoxb-xxxxxxxx-xxxx", messages.PLACEHOLDER),
        ("SLACK_BOT_TOKEN", "xoxb-1 2", messages.KEY),
        ("SLACK_APP_TOKEN", "xoxb-1-2-abc", serving.APP),
        ("SLACK_SIGNING_SECRET", "0123456", serving.SHORT),
        ("SLACK_SIGNING_SECRET", "<your signing secret>", messages.PLACEHOLDER),
        ("SLACK_API_URL", "http://slack.example", messages.REMOTE),
        ("DISCORD_TOKEN", "Bot MTA.Gx.abc", serving.DISCORD),
        ("DISCORD_TOKEN", "changeme", messages.PLACEHOLDER),
        ("DISCORD_TOKEN", "foo", serving.DISCORD_SHAPE),
        ("DISCORD_TOKEN", "...", messages.PLACEHOLDER),
        ("DISCORD_GUILD_ID", "Acme", serving.GUILD),
        ("RECAP_LISTEN", "8734", serving.PLACE),
        ("RECAP_LISTEN", "recap.example:80", serving.PLACE),
        ("RECAP_LISTEN", "127.0.0.1:70000", serving.PLACE),
        ("RECAP_METRICS", "on", serving.METRICS),
        ("RECAP_HEALTH_TOKEN", "admin", serving.SHORT),
        ("PORT", "eighty", serving.PORT),
        ("RECAP_PUBLIC_URL", "http://recap.example", messages.REMOTE),
    ],
)
def test_settings_refuse_what_cannot_be_right(name: str, value: str, why: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as raised:
        settings(own_folder=tmp_path, is_serving=True)
    assert raised.value.problems == (f"{name}: {why}.",)


def test_a_port_that_a_platform_gives_is_open_to_all_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "5000")
    assert settings(own_folder=tmp_path, is_serving=True).web.listen == Place(host="0.0.0.0", port=5000)  # noqa: S104
    assert settings(own_folder=tmp_path) == Settings()
    monkeypatch.setenv("RECAP_LISTEN", "127.0.0.1:0")
    assert settings(own_folder=tmp_path, is_serving=True).web.listen == Place(port=0)


def test_metrics_may_be_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECAP_METRICS", "Off")
    assert settings(own_folder=tmp_path).web.metrics is None


@pytest.mark.fault("F191")
@pytest.mark.parametrize(
    ("read", "problems"),
    [
        (Settings(), []),
        (Settings(slack=Slack(bot=Secret("xoxb-1"))), [serving.SLACK_NO_WAY]),
        (Settings(slack=Slack(app=Secret("xapp-1"))), [serving.SLACK_NO_BOT]),
        (Settings(slack=Slack(signing=Secret(LONG))), [serving.SLACK_NO_BOT]),
        (Settings(slack=Slack(bot=Secret("xoxb-1"), signing=Secret(LONG))), []),
        (Settings(slack=Slack(bot=Secret("xoxb-1"), app=Secret("xapp-1"))), []),
        (Settings(store=Secret("redis://10.0.0.1")), [store.URL_PASSWORD, sealing.NEEDED]),
        (Settings(store=Secret("redis://127.0.0.1")), [sealing.NEEDED]),
        (Settings(store=Secret("redis://:p@10.0.0.1"), secret_keys=Secret(KEY)), []),
        (Settings(store=Secret("http://x"), secret_keys=Secret(KEY)), [store.URL_SCHEME]),
        (Settings(web=Web(environment="production", is_debug=True)), [serving.DEBUG_ON]),
        (Settings(web=Web(environment="prod"), public_url="http://127.0.0.1:1"), [serving.LOCAL_URL]),
        (Settings(web=Web(environment="prd")), [serving.ENVIRONMENT]),
        (Settings(web=Web(environment="test", is_debug=True)), []),
        (Settings(web=Web(is_debug=True), public_url="http://127.0.0.1:1"), []),
    ],
)
def test_misfits_are_told_all_at_once(read: Settings, problems: list[str]) -> None:
    if not problems:
        misfits.check(read)
        return
    with pytest.raises(SettingsError) as raised:
        misfits.check(read)
    assert list(raised.value.problems) == problems


def test_pages_that_are_open_by_plain_http_are_worth_a_look() -> None:
    everywhere = Place(host="0.0.0.0")  # noqa: S104
    assert list(misfits.warnings(Settings(web=Web(listen=everywhere)))) == [serving.OPEN_DETAILS]
    assert list(misfits.warnings(Settings(web=Web(listen=everywhere)), has_pages=False)) == []
    assert list(misfits.warnings(Settings(web=Web(listen=everywhere), public_url="https://recap.example"))) == []


def test_a_secret_without_its_client_is_worth_a_look() -> None:
    half = Remote(secret=Secret("canary"))
    assert list(misfits.warnings(Settings(azure=half))) == ["AZURE_DEVOPS_CLIENT_SECRET: it does nothing without AZURE_DEVOPS_CLIENT_ID."]
    assert list(misfits.warnings(Settings(azure=replace(half, client="recap")))) == []


@pytest.mark.fault("F191")
def test_variables_that_are_nearly_called_as_ours_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKN", "xoxb-1-canary")
    monkeypatch.setenv("SLACK_HOME", "elsewhere")  # somebody else's
    (tmp_path / ".env").write_text("# RECAP_LISTENN=\nexport DISCORD_BOT_TOKEN=canary\nRECAP_ZONE=UTC\nRECAP_ZONES=\n")
    notes = settings(own_folder=tmp_path, is_serving=True).notes
    assert notes == (serving.misspelt("DISCORD_BOT_TOKEN", "DISCORD_TOKEN"), serving.misspelt("SLACK_BOT_TOKN", "SLACK_BOT_TOKEN"))
    assert settings(own_folder=tmp_path).notes == ()


def test_a_variable_beside_the_one_that_is_meant_is_somebody_elses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_BOT_TOKEN", "another")
    monkeypatch.setenv("DISCORD_TOKEN", "MTA.Gx.abc")
    assert settings(own_folder=tmp_path, is_serving=True).notes == ()


def test_all_variables_are_known_to_who_looks_for_slips() -> None:
    known = {*variables.NEEDED, *variables.BESIDE, *variables.SERVING}
    assert {str(field.validation_alias) for field in _Environment.model_fields.values()} <= known

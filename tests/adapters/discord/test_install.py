"""The link asks for the least, and the page says why for each thing."""

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from adapters.discord import install
from core.messages import discord as messages


def test_the_link_asks_for_what_is_used_and_no_more(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.argv", ["install", "123"])
    install.main()
    link = next(line for line in capsys.readouterr().out.split("\n") if line.startswith("https://"))
    asked = parse_qs(urlsplit(link).query)
    assert asked["client_id"] == ["123"]
    assert asked["scope"] == ["bot applications.commands"]
    assert int(asked["permissions"][0]) == 1 << 10 | 1 << 11 | 1 << 16 | 1 << 38


def test_without_an_application_it_says_how(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["install"])
    with pytest.raises(SystemExit, match="APPLICATION_ID"):
        install.main()


def test_the_page_names_each_permission_and_intent_with_its_reason() -> None:
    page = " ".join((Path(__file__).parents[3] / "docs" / "discord.md").read_text(encoding="utf-8").split())
    for name, reason in [*((name, about) for name, (_, about) in messages.PERMISSIONS.items()), *messages.INTENTS_USED.items()]:
        assert name in page
        assert reason in page

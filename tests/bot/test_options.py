"""Words and flags of a command line, in any order, and what is none of them."""

import pytest

from bot import options as module
from bot.options import Options, options
from core.errors import SettingsError


def test_options_take_words_and_flags_in_any_order() -> None:
    read = options(["ask", "last", "--repo", "a", "week", "--json", "--me", "Ana", "--repo", "b", "--no-ai", "please", "--source", "git"])
    assert read == Options(
        command="ask",
        words=("last", "week", "please"),
        repositories=("a", "b"),
        me=("Ana",),
        is_json=True,
        uses_model=False,
        sources=("git",),
    )


def test_options_read_the_rest() -> None:
    read = options(["chat", "--now", "2026-05-01", "--zone", "UTC", "--verbose"])
    assert read == Options(command="chat", now="2026-05-01", zone="UTC", is_verbose=True)


def test_options_take_several_sources() -> None:
    assert options(["ask", "--source", "github", "today", "--source", "gitlab"]).sources == ("github", "gitlab")


def test_options_take_what_follows_two_dashes_for_words() -> None:
    assert options(["ask", "--json", "--", "--json", "-x"]) == Options(command="ask", words=("--json", "-x"), is_json=True)


def test_options_of_the_commands_about_accounts() -> None:
    assert options(["connect", "gitlab", "--host", "git.example.org", "--token-stdin"]) == Options(
        command="connect", words=("gitlab",), host="git.example.org", from_stdin=True
    )
    assert options(["connect", "github", "--browser"]) == Options(command="connect", words=("github",), in_browser=True)
    assert options(["disconnect", "github", "--login", "ana", "--all"]) == Options(
        command="disconnect", words=("github",), login="ana", is_all=True
    )
    assert options(["repos", "--host", "x"]) == Options(command="repos", host="x")
    assert options(["ask", "last week", "--zone", "UTC"]).typed == ("last week", "--zone", "UTC")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["ask", "--jso"], "--json"),
        (["ask", "--now"], "--now"),
        (["ask", "--source", "bitbucket"], "bitbucket"),
        (["forget-me", "now"], "“now” is not expected"),
        (["ask", "--now", ""], "--now: it cannot be empty"),
        (["ask", "--zone="], "--zone: it cannot be empty"),
        (["ask", "--zone", " "], "--zone: it cannot be empty"),
        (["aks", "today"], "Did you mean ask?"),
        (["last", "week"], "recap ask last week"),
        ([""], "Name a command"),
        (["--verbose"], "--verbose"),
        (["--", "x"], "--"),
    ],
)
def test_options_that_are_none_are_named(arguments: list[str], said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        options(arguments)


@pytest.mark.parametrize("arguments", [[], ["--help"], ["ask", "--help"], ["--version"]])
def test_options_that_ask_for_help_end_well(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as raised:
        options(arguments)
    assert raised.value.code == 0
    assert "recap" in capsys.readouterr().out


def test_version_of_a_copy_that_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    from importlib import metadata

    def missing(name: str) -> str:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "version", missing)
    assert module.version() == "(not installed)"

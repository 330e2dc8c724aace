"""Somebody sits at a terminal: what stands on the screen in the end, and how it got there."""

import asyncio
import os
import stat
from pathlib import Path

import pytest

from tests.servers.openai import MODEL, OpenAIServer, says, sends, stalls
from tests.transcripts.keyboard import Sitting, sat
from tests.transcripts.repositories import ANA, NOW, repository

ASKED = ("ask", "last week", "--now", NOW)
PLAIN = [
    "Ana Lima · Mon 4 – Sun 10 May (UTC) · acme/web",
    "• Added single sign-on (#412)",
    "• Fixed the login form (#418)",
    "2 of 2 commits told",
]


@pytest.fixture
def web(tmp_path: Path) -> Path:
    return repository(
        tmp_path / "web",
        (ANA, "2026-05-05T09:00:00+00:00", "Add single sign-on (#412)"),
        (ANA, "2026-05-06T09:00:00+00:00", "Fix the login form (#418)"),
        remote="https://github.com/acme/web.git",
    )


async def with_model(server: OpenAIServer, *words: str, folder: Path, typed: tuple[tuple[str, str], ...] = ()) -> Sitting:
    environment = {"RECAP_MODEL": MODEL, "OPENAI_API_KEY": server.key, "OPENAI_BASE_URL": server.url}
    return await asyncio.to_thread(sat, *words, folder=folder, environment=environment, typed=typed)


def test_terminal_shows_the_answer_alone_with_its_references_as_links(web: Path) -> None:
    sitting = sat(*ASKED, folder=web)
    assert sitting.code == 0
    assert sitting.screen.lines == PLAIN
    issues = "https://github.com/acme/web/issues"
    assert sitting.screen.links == {"#412": f"{issues}/412", "#418": f"{issues}/418"}
    assert sitting.screen.is_cursor_shown
    assert sitting.screen.strange == []


@pytest.mark.parametrize("columns", ["0", "00", "-5", "wide"])
def test_terminal_whose_width_is_told_wrongly_is_as_wide_as_it_is(web: Path, columns: str) -> None:
    sitting = sat(*ASKED, folder=web, environment={"COLUMNS": columns, "LINES": columns})
    assert sitting.screen.lines == PLAIN


def test_terminal_of_20_columns_has_a_hanging_indent(web: Path) -> None:
    sitting = sat(*ASKED, folder=web, columns=20, rows=5)
    assert sitting.screen.lines == [
        "Ana Lima · Mon 4 –",
        "Sun 10 May (UTC) ·",
        "acme/web",
        "• Added single",
        "  sign-on (#412)",
        "• Fixed the login",
        "  form (#418)",
        "2 of 2 commits told",
    ]


def test_terminal_of_30_columns_breaks_what_is_said_between_words(web: Path) -> None:
    typed = [("recap>", "lst week\r"), ("know.", "last week\r"), ("told", "why 1\r"), ("#412) ·", "\x04")]
    sitting = sat("chat", "--now", NOW, folder=web, columns=30, typed=typed, environment={"TERM": "dumb"})
    lines = sitting.output.replace("\r\n", "\n").split("\n")
    assert "I do not understand “lst” (at" in lines
    assert "character 1). Did you mean" in lines
    assert "   Add single sign-on (#412) ·" in lines


def test_terminal_of_30_columns_breaks_an_error_between_words(web: Path) -> None:
    sitting = sat("ask", "lst week", folder=web, columns=30)
    assert sitting.screen.lines[:2] == ["I do not understand “lst” (at", "character 1). Did you mean"]


def test_terminal_without_colours_gets_none(web: Path) -> None:
    sitting = sat(*ASKED, folder=web, environment={"NO_COLOR": "1"})
    assert sitting.screen.lines == PLAIN
    assert "\x1b[3" not in sitting.output


def test_terminal_that_cannot_move_its_cursor_gets_text_alone(web: Path) -> None:
    sitting = sat(*ASKED, folder=web, environment={"TERM": "dumb"})
    assert sitting.output.replace("\r\n", "\n").split("\n") == [*PLAIN, ""]


async def test_terminal_redraws_in_place_as_a_model_writes(web: Path) -> None:
    async with OpenAIServer(says("[W1] Added a single sign-on (#412)\n[W2] Fixed the form for login (#418)\n")) as server:
        sitting = await with_model(server, *ASKED, folder=web)
    assert sitting.screen.lines == [PLAIN[0], "• Added a single sign-on (#412)", "• Fixed the form for login (#418)", PLAIN[3]]
    assert "• Added single sign-on" in sitting.output.replace("\x1b", "")
    assert sitting.screen.is_cursor_shown
    assert server.intruders == 0


async def test_terminal_lower_than_the_answer_has_all_of_it_in_the_end(web: Path) -> None:
    async with OpenAIServer(says("[W1] Added a single sign-on (#412)\n")) as server:
        environment = {"RECAP_MODEL": MODEL, "OPENAI_API_KEY": server.key, "OPENAI_BASE_URL": server.url}
        sitting = await asyncio.to_thread(sat, *ASKED, folder=web, rows=3, environment=environment)
    assert sitting.screen.lines == [PLAIN[0], "• Added a single sign-on (#412)", *PLAIN[2:]]


@pytest.mark.fault("F080")
async def test_terminal_keeps_the_plain_answer_when_the_model_is_cut(web: Path) -> None:
    async with OpenAIServer(sends(then="reset")) as server:
        sitting = await with_model(server, *ASKED, folder=web)
    assert sitting.code == 0
    assert sitting.screen.lines[:4] == PLAIN
    assert sitting.screen.lines[4].startswith("⚠ ")


@pytest.mark.fault("F087")
async def test_terminal_with_a_key_and_no_model_sends_nothing(web: Path) -> None:
    async with OpenAIServer(says("[W1] Added a single sign-on (#412)\n")) as server:
        environment = {"OPENAI_API_KEY": server.key, "OPENAI_BASE_URL": server.url}
        sitting = await asyncio.to_thread(sat, *ASKED, folder=web, environment=environment)
    assert sitting.screen.lines == PLAIN
    assert server.asked == []


async def test_terminal_interrupted_leaves_a_whole_answer(web: Path) -> None:
    async with OpenAIServer(stalls) as server:
        sitting = await with_model(server, *ASKED, folder=web, typed=(("2 of 2", "\x03"),))
    assert sitting.code == 130
    assert [line for line in sitting.screen.lines if "^C" not in line][:4] == PLAIN
    assert any(line.startswith("⚠ stopped") for line in sitting.screen.lines)
    assert sitting.screen.is_cursor_shown


async def test_chat_survives_an_interrupted_answer_and_ends_with_ctrl_d(web: Path, nobody: Path) -> None:
    typed = (("recap>", "last week\r"), ("2 of 2", "\x03"), ("recap>", "why 1\r"), ("Add single", ""), ("recap>", "\x04"))
    async with OpenAIServer(stalls) as server:
        sitting = await with_model(server, "chat", "--now", NOW, folder=web, typed=typed)
    assert sitting.code == 0
    assert "Tue 5 May 2026 · Add single sign-on (#412) · acme/web" in sitting.output
    history = nobody / ".local/state/recap/history"
    assert "+last week" in history.read_text().split("\n")
    assert stat.S_IMODE(history.stat().st_mode) == 0o600


def test_chat_on_a_terminal_that_cannot_move_its_cursor_has_a_plain_prompt(web: Path) -> None:
    typed = [("recap>", "last week\r"), ("2 of 2", ""), ("recap>", "\x04")]
    sitting = sat("chat", "--now", NOW, folder=web, environment={"TERM": "dumb"}, typed=typed)
    assert sitting.code == 0
    assert "\x1b" not in sitting.output
    assert PLAIN[1] in sitting.output


def test_chat_forgets_what_was_typed_where_it_cannot_be_written(web: Path, nobody: Path) -> None:
    (nobody / ".local").write_text("in the way")
    sitting = sat("chat", "--now", NOW, folder=web, typed=[("recap>", "help\r"), ("last working day", ""), ("recap>", "exit\r")])
    assert sitting.code == 0
    assert "in the way" in (nobody / ".local").read_text()


def test_chat_waits_for_no_history_that_is_no_file(web: Path, nobody: Path) -> None:
    (nobody / ".local/state/recap").mkdir(parents=True)
    os.mkfifo(nobody / ".local/state/recap/history")
    assert sat("chat", "--now", NOW, folder=web, typed=[("recap>", "exit\r")]).code == 0


def test_chat_drops_a_line_on_ctrl_c(web: Path) -> None:
    sitting = sat("chat", "--now", NOW, folder=web, typed=[("recap>", "nonsen"), ("nonsen", "\x03"), ("recap>", "exit\r")])
    assert sitting.code == 0
    assert "do not understand" not in sitting.output


def test_a_token_s_prompt_that_is_left_links_nothing(tmp_path: Path) -> None:
    sitting = sat("connect", "gitlab", folder=tmp_path, typed=[("not shown): ", "\x04")])

    assert (sitting.code, sitting.screen.lines[-1]) == (3, "No token was given. Nothing was linked.")

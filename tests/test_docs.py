"""The documents name everything that there is, and what they show is what happens."""

import json
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path

import pytest

from bot.environment.reading import _Environment
from bot.options import _parser
from bot.refusals import Code
from core.messages.simulating import WELCOME
from core.messages.terminal import COMMANDS
from core.model import By, EventKind, Shape, State, Visibility, WorkKind
from core.preferences import KEYS
from docs.transcript import BLOCK, PICTURE, README, answered, words_of
from tests.histories import repository
from tests.transcripts.keyboard import piped

ROOT = Path(__file__).parents[1]
PAGES = [README, ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]
ENUMS: dict[str, type[StrEnum]] = {
    "request.shape": Shape,
    "bullets[].by": By,
    "items[].kind": WorkKind,
    "items[].state": State,
    "events[].kind": EventKind,
    "events[].visibility": Visibility,
}


def rows(page: Path) -> Iterator[list[str]]:
    """Yield what stands in backquotes in the first cell of each table row, in a row of its own for each cell."""
    for line in page.read_text(encoding="utf-8").splitlines():
        if line.startswith("| "):
            yield re.split(r" (?<!\\)\| ", line.strip("| "))


def first_column(page: Path) -> set[str]:
    return {name for cells in rows(page) for name in re.findall(r"`([^`]+)`", cells[0])}


def test_readme_names_every_variable() -> None:
    variables = {str(field.validation_alias) for field in _Environment.model_fields.values()} | {"RECAP_ENV_FILE", "RECAP_VENV"}
    assert variables <= first_column(README)


def test_readme_names_every_key_of_the_settings() -> None:
    assert set(KEYS) <= first_column(README)


def test_readme_names_every_command() -> None:
    assert {f"recap {command}" for command in COMMANDS} <= first_column(README)


def test_readme_names_every_option() -> None:
    options = {name for name in _parser("ask")._option_string_actions if name.startswith("--")} - {"--help"}
    assert options == {option.split()[0] for option in first_column(README) if option.startswith("--")}


def test_readme_names_every_exit_code() -> None:
    assert {str(code.value) for code in Code} <= {cells[0] for cells in rows(README)}


def test_json_page_lists_every_value() -> None:
    listed = {cells[0].strip("`"): re.findall(r"`([^`]+)`", cells[1]) for cells in rows(ROOT / "docs" / "json.md")}
    for name, values in ENUMS.items():
        assert listed[name] == [value.value for value in values]


def test_json_page_lists_every_noise_of_a_history() -> None:
    answer = json.loads(answered("recap ask everyone here 2020-01-01..2026-12-31 --json", repository("bolt-python")))
    listed = next(cells[1] for cells in rows(ROOT / "docs" / "json.md") if cells[0] == "`noise[].why`")
    seen = {noise["why"] for noise in answer["noise"]}
    assert {"bot", "merge"} <= seen <= set(re.findall(r"`([^`]+)`", listed))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_pages_name_no_command_and_no_module_that_is_not_there(page: Path) -> None:
    said = page.read_text(encoding="utf-8")
    assert set(re.findall(r"(?:`recap|run\.py) ([a-z][a-z-]*)", said)) <= {*COMMANDS, "test"}
    missing = [name for name in re.findall(r"python3? -m ([\w.]+)", said) if find_spec(name) is None]
    assert missing == []
    assert not re.search(r"(?<!bin/)python3? -m adapters", said), "a bare python has not what they need"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_the_pages_lead_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8"))
    missing = [target for target in targets if "://" not in target and not (page.parent / target.partition("#")[0]).exists()]
    assert missing == []


def examples() -> list[str]:
    blocks = re.findall(r"```sh\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    lines = [line.partition("   #")[0].strip() for block in blocks for line in block.splitlines()]
    return [line.replace("python3 run.py", "recap") for line in lines if re.match(r"(recap|python3 run\.py) (?!test|chat)", line)]


@pytest.fixture
def small(tmp_path: Path) -> Path:
    for words in (["init", "-q", "-b", "main"], ["config", "user.name", "Ana"], ["config", "user.email", "ana@example.org"]):
        subprocess.run(["git", *words], cwd=tmp_path, check=True)
    subprocess.run(["git", "commit", "-q", "--allow-empty", "-m", "Add login (#4)"], cwd=tmp_path, check=True)
    return tmp_path


@pytest.mark.parametrize("example", examples())
def test_readme_examples_run(example: str, small: Path) -> None:
    words = shlex.split(example)[1:]
    if any(word.startswith("https:") for word in words):
        words = words[: words.index("https://github.com/acme/web") - 1]  # no network
    done = subprocess.run([sys.executable, "-I", "-m", "bot", *words], cwd=small, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout


def test_readme_transcript_is_what_recap_prints() -> None:
    block = BLOCK.search(README.read_text(encoding="utf-8"))
    assert block is not None
    assert block[0] == f"$ {block[1]}\n{answered(block[1], repository('python-slack-sdk'))}"


def test_readme_simulation_is_what_people_see(tmp_path: Path) -> None:
    block = re.search(r"```text\n\$ recap simulate\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    assert block is not None
    shown = [_anywhere(line.removeprefix("> ")) for line in block[1].splitlines() if line.strip() not in ("", "...")]
    typed = "".join(f"{line[2:]}\n" for line in block[1].splitlines() if line.startswith("> "))
    printed = iter(_anywhere(line) for line in f"{WELCOME}\n{piped('simulate', folder=tmp_path, typed=typed).stdout}".splitlines())
    assert [line for line in shown if line not in printed] == []


def _anywhere(line: str) -> str:
    return re.sub(r"127\.0\.0\.1:\d+", "127.0.0.1:PORT", line)


def test_the_transcript_is_made_of_a_repository() -> None:
    done = subprocess.run([sys.executable, ROOT / "docs" / "transcript.py"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (1, "python docs/transcript.py REPOSITORY\n")


def test_readme_picture_shows_the_transcript() -> None:
    block = BLOCK.search(README.read_text(encoding="utf-8"))
    assert block is not None
    assert words_of(PICTURE.read_text(encoding="utf-8")).endswith("".join(block[0].split()))

"""A chat platform is a folder: outside of it, it is wired, set, looked at by the doctor and told of, and nothing else knows it."""

import ast
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FOLDERS = ("slack", "discord")
RUN = 6  # lines: as many as two platforms may not have in common, letter for letter
_ROW = re.compile(r"^\| `(bot/[\w/.]+)` \|", re.MULTILINE)


def code_of(path: Path) -> Iterator[str]:
    """Yield the names and texts of a module, without its docstrings and comments."""
    nodes = list(ast.walk(ast.parse(path.read_text())))
    said = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    for node in nodes:
        yield from (str(getattr(node, field, None) or "") for field in ("id", "attr", "name", "arg", "module"))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            yield node.value


def naming(folder: str, platform: str) -> set[str]:
    """Return the modules of a folder that name a platform in their code."""
    found = (path for path in (ROOT / folder).rglob("*.py") if any(platform in one.lower() for one in code_of(path)))
    return {path.relative_to(ROOT).as_posix() for path in found}


@pytest.mark.parametrize("platform", FOLDERS)
def test_the_core_knows_no_platform_but_by_what_is_said_of_it(platform: str) -> None:
    assert {path for path in naming("core", platform) if not path.startswith("core/messages/")} <= {"core/reading/secrets.py"}


@pytest.mark.parametrize("platform", FOLDERS)
def test_what_a_platform_takes_of_the_wiring_is_written_down(platform: str) -> None:
    listed = set(_ROW.findall((ROOT / "docs/adding-a-platform.md").read_text()))
    assert naming("bot", platform) <= listed
    assert all((ROOT / one).exists() for one in listed)


def test_nothing_stands_in_two_folders_that_could_stand_in_the_core() -> None:
    slack, discord = ({run: path for path, run in runs(ROOT / "adapters" / folder)} for folder in FOLDERS)
    assert not [(slack[run], discord[run]) for run in slack.keys() & discord.keys()]


def runs(folder: Path) -> Iterator[tuple[str, Sequence[str]]]:
    """Yield so many lines in a row, wherever they begin, without blank ones, imports, comments and mere signs."""
    for path in sorted(folder.glob("*.py")):
        lines = [line.strip() for line in path.read_text().split("\n")]
        told = [line for line in lines if re.search(r"\w", line) and not line.startswith(("#", "from ", "import "))]
        yield from ((path.name, tuple(told[start : start + RUN])) for start in range(len(told) - RUN + 1))

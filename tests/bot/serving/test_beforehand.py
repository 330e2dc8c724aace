"""What a process imports before anybody waits."""

import subprocess
import sys

import pytest

_SAYS = """
import ast, sys
from pathlib import Path
from bot.serving.beforehand import beforehand
from bot.environment.settings import Settings
for read in (Settings(), Settings(model="m")):
    beforehand(read)
    print("gitlab" in sys.modules, "openai.resources.chat" in sys.modules)

import bot.serving.run, bot.serving.serving, adapters.slack, adapters.discord
print("read", len(files := [one.__file__ for name, one in sys.modules.items() if name.partition(".")[0] in {"core", "adapters", "bot"}]))
named = {one.module for file in files for one in ast.walk(ast.parse(Path(file).read_text())) if isinstance(one, ast.ImportFrom)}
print(sorted(name for name in named - set(sys.modules) if name.partition(".")[0] in {"core", "adapters"}))
"""


@pytest.mark.fault("F035", "F113")
def test_large_libraries_and_all_that_is_ours_are_there_before_the_first_answer_and_a_models_where_there_is_one() -> None:
    said = subprocess.run([sys.executable, "-c", _SAYS], capture_output=True, text=True, check=True).stdout
    first, second, read, late = said.splitlines()
    assert (first, second) == ("True False", "True True")
    assert int(read.removeprefix("read ")) > 100
    assert late == "[]"

"""What a process imports before anybody waits."""

import subprocess
import sys

import pytest

_SAYS = """
import sys
from bot.serving.beforehand import beforehand
from bot.environment.settings import Settings
for read in (Settings(), Settings(model="m")):
    beforehand(read)
    print("gitlab" in sys.modules, "openai.resources.chat" in sys.modules)
"""


@pytest.mark.fault("F113")
def test_large_libraries_are_there_before_the_first_answer_and_a_models_where_there_is_one() -> None:
    said = subprocess.run([sys.executable, "-c", _SAYS], capture_output=True, text=True, check=True).stdout
    assert said.splitlines() == ["True False", "True True"]

"""Real histories as git repositories, built once a machine from the recorded data that lies beside this checkout."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

SHARED = Path(os.environ.get("RECAP_SHARED", Path(__file__).parents[2] / "shared"))
NAMES = ("bolt-python", "python-slack-sdk")


def repository(name: str) -> Path:
    """Return the repository of that name; skip the test where the recorded data is absent."""
    data = SHARED / "data" / f"{name}.history.jsonl.xz"
    if not data.exists():
        pytest.skip(f"no recorded history at {data}")
    built = Path(tempfile.gettempdir()) / f"recap-histories-{os.getuid()}-{data.stat().st_size}" / name
    if not (built / ".git").exists():
        _build(data, built)
    return built


def _build(data: Path, target: Path) -> None:
    """Build beside the target and move, so that a build cut short is never taken for a whole one."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent) as half:
        made = Path(half) / target.name
        subprocess.run([sys.executable, str(SHARED / "data" / "make_repo.py"), str(data), str(made)], check=True)
        if not target.exists():
            made.rename(target)

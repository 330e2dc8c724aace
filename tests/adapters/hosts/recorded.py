"""Recorded histories, and the weeks in them."""

import json
import lzma
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.histories import SHARED


def recorded(name: str) -> tuple[Path, list[dict[str, Any]]]:
    """Return a history and its rows; skip the test where the recorded data is absent."""
    history = SHARED / "data" / f"{name}.history.jsonl.xz"
    if not history.exists():
        pytest.skip(f"no recorded history at {history}")
    with lzma.open(history, "rt", encoding="utf-8") as lines:
        return history, [json.loads(line) for line in lines]


def week_of(stamp: str) -> datetime:
    """Return the Monday before a time."""
    at = datetime.fromisoformat(stamp).astimezone(UTC)
    return datetime(at.year, at.month, at.day, tzinfo=UTC) - timedelta(days=at.weekday())

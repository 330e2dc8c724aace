"""What the process stands in."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path


def _here() -> Path:
    """Return where one stands; where that folder is gone, what it was called."""
    try:
        return Path.cwd()
    except FileNotFoundError:
        return Path(os.environ.get("PWD", "."))


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """The environment, the folder and the clock; tests stand in something else."""

    environment: Mapping[str, str] = field(default_factory=lambda: os.environ)
    folder: Path = field(default_factory=_here)
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)

"""Variables that nobody reads, and that look like one of ours: what a slip of the finger left out is named at the start."""

import os
import re
from collections.abc import Collection, Iterator
from contextlib import suppress
from difflib import get_close_matches
from pathlib import Path

from core.messages import serving as messages

_OURS = re.compile(r"(RECAP|SLACK|DISCORD)_\w+")
_ASSIGNED = re.compile(r"^\s*(?:export\s+)?(\w+)\s*=[ \t]*\S", re.MULTILINE)
_ALIKE = 0.8


def misspelt(file: Path, known: Collection[str]) -> Iterator[str]:
    """Yield a sentence for each variable, of this process or in its file, that is nearly called as one that is not set."""
    given = {name for name, value in os.environ.items() if value}
    with suppress(OSError, UnicodeDecodeError):
        given |= set(_ASSIGNED.findall(file.read_text(encoding="utf-8")))
    missing = [name for name in known if name not in given]
    for name in sorted(given):
        if name not in known and _OURS.fullmatch(name) and (near := get_close_matches(name, missing, n=1, cutoff=_ALIKE)):
            yield messages.misspelt(name, near[0])

"""Whether words hold a secret: who types one where others, or logs, may read it is told to revoke it."""

import re

from core.reading.secrets import masked

_SHAPES = re.compile(
    r"(?<![A-Za-z0-9])(?:"
    r"gh[a-z]_\w{8,}|github_pat_\w{8,}|gl[a-z]{2,6}-[\w.-]{8,}|xox[a-z][.-][\w.-]{8,}|xapp-[\w-]{8,}|sk-[\w-]{16,}"
    r"|[a-z2-7]{52}|[A-Za-z0-9]{84}"  # Azure DevOps, before and since 2024
    r")(?![A-Za-z0-9])"
)


def holds_token(words: str) -> bool:
    """Say whether words hold a token or key, by its shape."""
    return _SHAPES.search(words) is not None or masked(words) != words

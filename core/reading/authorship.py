"""When a commit was written, and who wrote it beside its author: the same at every host."""

import re
from datetime import UTC, datetime, timedelta

from core.messages import git as messages

_FIRST = datetime(1970, 1, 2, tzinfo=UTC)  # a day after the clock's beginning: before it, nothing was committed in any zone
_AHEAD = timedelta(days=1)  # that a clock may be
_LONGEST = 100_000  # characters of a message
_TRAILER = re.compile(r"(?im)^co-authored-by:[ \t]*(?P<name>[^<>\n]*?)[ \t]*<(?P<email>[^<>\n]+)>[ \t\r]*$")


def dated(authored: datetime | None, committed: datetime | None, now: datetime) -> tuple[datetime | None, str]:
    """Return when the author wrote a commit, or why that cannot be and the committer's date counts."""
    if authored and _FIRST <= authored <= now + _AHEAD:
        return authored, ""
    told = authored.date().isoformat() if authored else "unreadable"
    return committed, messages.author_date_impossible(told) if committed else ""


def co_authors(message: str) -> list[tuple[str, str]]:
    """Return the names and addresses of those who wrote a commit with its author, as its trailers name them."""
    return [(found["name"], found["email"]) for found in _TRAILER.finditer(message[:_LONGEST])]

"""Filters on where something happened: repositories, branches, paths and topics."""

import re
from typing import TYPE_CHECKING

from core.messages import finding as messages
from core.model import Event, Where

if TYPE_CHECKING:
    from core.model.kept import Seen


def is_wanted(event: Event, where: Where) -> bool:
    """Say whether an event passes the filters that need no diff: repositories and branches."""
    branch = event.change.branch if event.change else ""
    return passes(event.repository, where) and (not where.branches or any(matches(pattern, branch) for pattern in where.branches))


def passes(repository: str, where: Where) -> bool:
    """Say whether what happens in a repository passes the filters on repositories."""
    if any(matches_repository(pattern, repository) for pattern in where.excluded):
        return False
    return not where.repositories or any(matches_repository(pattern, repository) for pattern in where.repositories)


def touches(event: Event, where: Where) -> bool:
    """Say whether a measured event passes the filters on paths and topics."""
    paths = event.change.paths if event.change else ()
    if where.paths and not any(_is_under(path, pattern) for path in paths for pattern in where.paths):
        return False
    return not where.topics or any(_is_about(event, paths, topic.casefold()) for topic in where.topics)


def seen_or_not(name: str, seen: "Seen | None") -> str:
    """Say of a repository in which accounts saw nothing whether they see it; that is not known where they were not asked."""
    if seen and any(known.casefold() == name.casefold() for _, known in seen.repositories):
        return messages.quiet(name)
    return messages.unseen(name) if seen and any(gone == name for _, gone in seen.gone) else messages.unmatched(name)


def matches_repository(pattern: str, repository: str) -> bool:
    """Match "owner/name", "owner/*" or the last part of a repository's path, in any case."""
    name = repository.casefold()
    return matches(pattern, name if "/" in pattern else name.rpartition("/")[2])


def matches(pattern: str, text: str) -> bool:
    """Match a glob against a whole text, in any case: `*` is any run of characters, slashes too, as in git's own patterns.

    Between its first and last piece, each piece is taken where it first occurs: no backtracking, linear in the text for each piece.
    """
    first, *rest = pattern.casefold().split("*")
    text = text.casefold()
    if not rest:
        return text == first
    *middle, last = rest
    if not (text.startswith(first) and text.endswith(last) and len(text) >= len(first) + len(last)):
        return False
    at, end = len(first), len(text) - len(last)
    for piece in middle:
        at = text.find(piece, at, end)
        if at < 0:
            return False
        at += len(piece)
    return True


def _is_under(path: str, pattern: str) -> bool:
    """Match a path, or where the pattern names a folder, everything in it."""
    return matches(pattern, path) or ("*" not in pattern and matches(f"{pattern.rstrip('/')}/*", path))


def _is_about(event: Event, paths: tuple[str, ...], topic: str) -> bool:
    """Match whole words of the subject, its scope included, or a part of a path, with or without what follows its first dot."""
    if re.search(rf"(?<!\w){re.escape(topic)}(?!\w)", event.title.casefold()):
        return True
    return any(topic in (part, part.partition(".")[0]) for path in paths for part in path.casefold().split("/"))

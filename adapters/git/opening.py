"""A repository as a person names it: a path or a clone URL."""

from collections.abc import Collection
from pathlib import Path

from adapters.git import urls
from adapters.git.source import GitSource
from core.ports import ActivitySource


def source(place: str, *, folder: Path, cache: Path, allowed: Collection[str] = ("https",)) -> ActivitySource:
    """Return the source for a place: a path, relative to `folder`, or a URL whose copies are kept below `cache`.

    Nothing is looked at yet: what is wrong with the place is said when its events are asked for.
    """
    if urls.is_url(place) and not _is_there(folder / place):
        from adapters.git.clone import Clones
        from adapters.git.cloned import ClonedSource

        return ClonedSource(place, Clones(cache, allowed=allowed))
    return GitSource(folder / place, name=place or ".")


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):  # too long a name, a NUL
        return False

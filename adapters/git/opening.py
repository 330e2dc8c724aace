"""A repository as a person names it: a path or a clone URL."""

from collections.abc import Collection, Sequence
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


def apart(places: Sequence[str], *, folder: Path) -> list[str]:
    """Return places without those that lead to the repository of an earlier one: by another path, a folder or a work tree of it."""
    first: dict[str, str] = {}
    for place in places:
        first.setdefault(_origin(place, folder) if len(places) > 1 else place, place)
    return list(first.values())


def _origin(place: str, folder: Path) -> str:
    """Return where the objects of a place's repository lie, or its address."""
    try:
        path = (folder / place).resolve()
        if not path.exists():
            return place.rstrip("/").removesuffix(".git")
        found = (_git_folder(parent) for parent in (path, *path.parents))
        return str(next(filter(None, found), path))
    except (OSError, ValueError):  # git will say what is wrong
        return place


def _git_folder(path: Path) -> Path | None:
    """Return the repository whose top a folder is; linked work trees lead to the main one's (gitrepository-layout)."""
    if (path / "HEAD").is_file() and (path / "objects").is_dir():
        return path
    link = path / ".git"
    if not link.is_file():
        return link.resolve() if link.is_dir() else None
    own = (path / link.read_text("utf-8").removeprefix("gitdir:").strip()).resolve()
    common = own / "commondir"
    return (own / common.read_text("utf-8").strip()).resolve() if common.is_file() else own


def is_inside(folder: Path) -> bool:
    """Say whether a folder lies in a work tree; git is not asked."""
    return any(_is_there(parent / ".git") for parent in (folder, *folder.parents))


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):  # too long a name, a NUL
        return False

"""Foreign JSON read without trust: what is missing, null or of another type reads as empty."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, TypeAlias

Json: TypeAlias = Mapping[str, Any]
_NOTHING: Json = {}


def part(node: object, *path: str) -> Json:
    """Return the object at the end of a path."""
    found = _at(node, path)
    return found if isinstance(found, dict) else _NOTHING


def text(node: object, *path: str) -> str:
    """Return the text at the end of a path."""
    found = _at(node, path)
    return found if isinstance(found, str) else ""


def number(node: object, *path: str) -> int:
    """Return the number at the end of a path; none is 0."""
    found = _at(node, path)
    return found if isinstance(found, int) else 0


def flag(node: object, *path: str) -> bool:
    """Say whether there is a plain true at the end of a path."""
    return _at(node, path) is True


def rows(node: object, *path: str) -> list[Json]:
    """Return the objects of the list at the end of a path."""
    found = _at(node, path)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def moment(node: object, *path: str) -> datetime | None:
    """Return the time at the end of a path, in UTC."""
    try:
        read = datetime.fromisoformat(text(node, *path))
    except ValueError:
        return None
    try:
        return read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC)
    except OverflowError:
        return None


def _at(node: object, path: tuple[str, ...]) -> object:
    for name in path:
        if not isinstance(node, dict):
            return None
        node = node.get(name)
    return node

"""Foreign JSON read without trust: what is missing, null or of another type reads as empty."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, TypeAlias

Json: TypeAlias = Mapping[str, Any]
_NOTHING: Json = {}


def part(node: object, *path: str) -> Json:
    """Return the object at the end of a path."""
    for name in path:
        node = node.get(name) if isinstance(node, dict) else None
    return node if isinstance(node, dict) else _NOTHING


def text(node: object, *path: str) -> str:
    """Return the text at the end of a path."""
    for name in path:
        node = node.get(name) if isinstance(node, dict) else None
    return node if isinstance(node, str) else ""


def number(node: object, *path: str) -> int:
    """Return the number at the end of a path; none is 0."""
    for name in path:
        node = node.get(name) if isinstance(node, dict) else None
    return node if isinstance(node, int) else 0


def flag(node: object, *path: str) -> bool:
    """Say whether there is a plain true at the end of a path."""
    for name in path:
        node = node.get(name) if isinstance(node, dict) else None
    return node is True


def rows(node: object, *path: str) -> list[Json]:
    """Return the objects of the list at the end of a path."""
    for name in path:
        node = node.get(name) if isinstance(node, dict) else None
    return [one for one in node if isinstance(one, dict)] if isinstance(node, list) else []


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

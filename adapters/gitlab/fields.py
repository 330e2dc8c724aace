"""Foreign JSON, read field by field: what is missing, null or of another kind is as if it were not there."""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

Json = Mapping[str, object]

_HASH = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")


def text(row: Json, *names: str) -> str:
    """Return the first of these fields that is a text with something in it, as text that can be encoded."""
    found = (row.get(name) for name in names)
    value = next((value for value in found if isinstance(value, str) and value), "")
    return value if value.isascii() else value.encode(errors="replace").decode()


def sha(row: Json, name: str) -> str:
    """Return a full hash; empty for anything else."""
    value = text(row, name)
    return value if _HASH.fullmatch(value) else ""


def number(row: Json, name: str) -> int:
    """Return a whole number that is at least 0."""
    value = row.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else 0


def flag(row: Json, *names: str) -> bool:
    """Say whether one of these fields is true."""
    return any(row.get(name) is True for name in names)


def inner(row: Json, name: str) -> Json:
    """Return an object inside of another; empty where there is none."""
    value = row.get(name)
    return value if isinstance(value, Mapping) else {}


def rows(value: object) -> list[Json]:
    """Return the objects of a list."""
    return [row for row in value if isinstance(row, Mapping)] if isinstance(value, list) else []


def texts(row: Json, name: str) -> tuple[str, ...]:
    """Return the texts of a list; labels may come as objects with a name."""
    value = row.get(name)
    listed: Sequence[object] = value if isinstance(value, list) else ()
    return tuple(filter(None, (_named(one) for one in listed)))


def when(row: Json, *names: str) -> datetime | None:
    """Return the first of these fields that is a time, in UTC; one without a zone is taken as UTC."""
    for name in names:
        try:
            moment = datetime.fromisoformat(text(row, name))
            return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
        except (ValueError, OverflowError):
            continue
    return None


def _named(value: object) -> str:
    if isinstance(value, Mapping):
        return text(value, "name", "title")
    return value if isinstance(value, str) else ""

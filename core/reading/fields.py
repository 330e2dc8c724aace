"""Foreign JSON, read field by field: what is missing, null or of another kind is as if it were not there."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime

Json = Mapping[str, object]
_HASH = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")


def text(row: Json, *names: str) -> str:
    """Return the first of these fields that is a text with something in it."""
    found = (row.get(name) for name in names)
    return next((_whole(value) for value in found if isinstance(value, str) and value), "")


def sha(row: Json, name: str) -> str:
    """Return a field that is a full hash."""
    found = text(row, name)
    return found if _HASH.fullmatch(found) else ""


def number(row: Json, name: str) -> int:
    """Return a whole number; 0 where there is none."""
    value = row.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def natural(row: Json, name: str) -> int:
    """Return a whole number that is more than 0; else 0."""
    return max(number(row, name), 0)


def flag(row: Json, *names: str) -> bool:
    """Say whether one of these fields is true."""
    return any(row.get(name) is True for name in names)


def inner(row: Json, *names: str) -> Json:
    """Return an object inside of objects; empty where there is none."""
    for name in names:
        value = row.get(name)
        row = value if isinstance(value, Mapping) else {}
    return row


def rows(value: object) -> list[Json]:
    """Return the objects of a list."""
    return [row for row in value if isinstance(row, Mapping)] if isinstance(value, list) else []


def texts(row: Json, name: str) -> tuple[str, ...]:
    """Return the texts of a list; labels may come as objects with a name."""
    value = row.get(name)
    return tuple(filter(None, map(_named, value))) if isinstance(value, list) else ()


def when(row: Json, *names: str) -> datetime | None:
    """Return the first of these fields that is a time, in UTC; one without a zone is taken as UTC."""
    for name in names:
        try:
            moment = datetime.fromisoformat(text(row, name))
            return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
        except (ValueError, OverflowError):
            continue
    return None


def iso(moment: datetime) -> str:
    """Write a time as the API reads it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _named(value: object) -> str:
    row = value if isinstance(value, Mapping) else {"name": value}
    return text(row, "name", "title")


def _whole(value: str) -> str:
    """Replace halves of surrogate pairs, which JSON may hold and no encoding can."""
    return value if value.isascii() else value.encode("utf-8", "replace").decode()

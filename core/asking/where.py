"""Where: repositories, branches, paths and topics; and what is left out."""

import re
from collections.abc import Container

from core.asking.dates import read_window
from core.asking.days import Today
from core.asking.found import Found
from core.asking.vocabulary import DETERMINERS, EXCEPT, KNOWN, LANGUAGES, MEANINGS, NOT_REPOSITORIES, VARIETIES, YEAR, is_date_word
from core.asking.who import path_of
from core.asking.words import Cursor

_NAME = re.compile(r"\w[\w.-]*")
_NO_BARE_NAMES = MEANINGS.keys() | NOT_REPOSITORIES
_NO_NAMES = KNOWN | NOT_REPOSITORIES


def read_when(cursor: Cursor, found: Found, today: Today) -> bool:
    """Place a window."""
    start = cursor.at
    if found.stranger == start - 1 >= 0 and YEAR.fullmatch(cursor.key()):
        return False  # the year of a date in another language: 15 mai 2026
    window = read_window(cursor, today)
    if window is None:
        return False
    found.window = found.once("two windows", found.window, window, cursor=cursor, start=start)
    return True


def read_when_in(cursor: Cursor, found: Found, today: Today) -> bool:
    """Place `in March`. Behind `in` a date comes first, then a language, then a repository."""
    return cursor.skip(("in",)) and read_when(cursor, found, today)


def read_language_in(cursor: Cursor, found: Found, _: Today) -> bool:
    """Place `in Spanish`; English is the empty language."""
    start = cursor.at
    if not cursor.skip(("in", "into", "to")):
        return False
    variety = f"{cursor.take().text.capitalize()} " if cursor.key() in VARIETIES else ""
    name = LANGUAGES.get(cursor.key())
    if name is None:
        return False
    cursor.take()
    language = "" if name == "English" else variety + name
    found.language = found.once("two languages", found.language, language, cursor=cursor, start=start)
    return True


def read_in(cursor: Cursor, found: Found, _: Today) -> bool:
    """Place `in owner/name, other/*`."""
    return cursor.skip(("in",)) and read_repositories(cursor, found.repositories)


def read_not_in(cursor: Cursor, found: Found, _: Today) -> bool:
    """Place `not in owner/old, web`, `except owner/old`; a bare name needs the `in`, so that `without merges` is none."""
    if not cursor.skip(EXCEPT):
        return False
    if cursor.skip(("in",)):
        return read_repositories(cursor, found.excluded)
    path = path_of(cursor.text())
    found.excluded.extend([path] if path and cursor.take() else [])
    return bool(path)


def read_field(cursor: Cursor, found: Found, _: Today) -> bool:
    """Place `repo:web`, `branch:release-*`, `path:web/**`, `topic:payments`, `branch main`."""
    field, colon, value = cursor.text().partition(":")
    places = {"repo": found.repositories, "branch": found.branches, "path": found.paths, "topic": found.topics}
    if field.lower() not in places:
        return False
    cursor.take()
    if not colon and cursor.key()[:1].isalpha() and cursor.key() not in KNOWN:
        value = cursor.take().text
    places[field.lower()].extend(part for part in value.split(",") if part)
    return bool(value)


def read_repositories(cursor: Cursor, places: list[str]) -> bool:
    """Read a list: behind a comma or an `and` stands another repository, unless the word means something else."""
    start = cursor.at
    banned = _NO_NAMES if cursor.skip(DETERMINERS) else _NO_BARE_NAMES
    name = _read_name(cursor, banned)
    if name is None:
        cursor.at = start
        return False
    while name is not None:
        places.append(name)
        start = cursor.at
        name = _read_name(cursor, KNOWN) if cursor.follows_comma() | cursor.skip(("and", "or")) else None
    cursor.at = start
    return True


def _read_name(cursor: Cursor, banned: Container[str]) -> str | None:
    key = cursor.key().removeprefix("repo:")
    text = cursor.text()[-len(key) :]
    is_name = key.startswith('"') or bool(_NAME.fullmatch(key) and not key.isdigit() and not is_date_word(key))
    name = path_of(text) or (text if is_name and key not in banned else None)
    return name if name and cursor.take() else None

"""Who: oneself, people, a team, everyone, or a repository that stands alone."""

import re

from core.asking.days import Today
from core.asking.found import Found
from core.asking.vocabulary import EVERYONE, GIVING, ME, NOT_ME, PROVIDERS, TEAM
from core.asking.words import Cursor
from core.model import Who, WhoKind

_PATH = re.compile(r"[\w.-]+(?:/[\w.-]+)*/(?:[\w.-]+|\*)")
_HOST = re.compile(r"^https?://[^/]+/")
_ADDRESS = re.compile(r"[^@<>:/]+@[^@<>:/]+")


def read_me(cursor: Cursor, found: Found, _: Today) -> bool:
    """Place `@me`, `I`, `my`; the `me` of `show me` asks for nobody."""
    is_asked_for = cursor.key() in ME and cursor.key(-1) not in GIVING and cursor.key(1) not in NOT_ME
    if is_asked_for:
        cursor.take()
        _add(found, WhoKind.ME)
    return is_asked_for


def read_group(cursor: Cursor, found: Found, _: Today) -> bool:
    """Place `everyone`, `everyone here`, `team`, `we`."""
    if cursor.skip(EVERYONE):
        cursor.skip(("here",))
        _add(found, WhoKind.EVERYONE)
        return True
    if cursor.skip(TEAM):
        _add(found, WhoKind.TEAM)
        return True
    return False


def read_person(cursor: Cursor, found: Found, _: Today) -> bool:
    """Place `@name`, `"Full Name"`, an address, `github:login`."""
    key = cursor.key()
    provider, colon, login = key.partition(":")
    is_person = key.startswith(('"', "@")) or bool(_ADDRESS.fullmatch(key)) or (colon and login and provider in PROVIDERS)
    if not is_person or len(key.strip('"@ ')) == 0:
        return False
    _add(found, WhoKind.PERSON, cursor.take().text)
    return True


def read_repository(cursor: Cursor, found: Found, _: Today) -> bool:
    """Place `owner/name` that stands alone."""
    if not (path := path_of(cursor.text())):
        return False
    cursor.take()
    found.alone.append(path)
    return True


def path_of(word: str) -> str:
    """Return the path of a repository, given as such or as its address; `5/1` is none."""
    path = _HOST.sub("", word).removesuffix(".git")
    return path if _PATH.fullmatch(path) and not path.replace("/", "").isdigit() else ""


def _add(found: Found, kind: WhoKind, text: str = "") -> None:
    who = Who(kind, text)
    if who not in found.who:
        found.who.append(who)

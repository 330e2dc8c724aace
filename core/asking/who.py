"""Who: oneself, people, a team, everyone, or a repository that stands alone."""

import re
from collections.abc import Sequence

from core.asking.days import Today
from core.asking.found import Found
from core.asking.vocabulary import BEFORE_PEOPLE, EVERYONE, GIVING, KNOWN, ME, MEANINGS, NOT_ME, PROVIDERS, TEAM
from core.asking.words import Cursor, Word
from core.model import Who, WhoKind

_PATH = re.compile(r"[\w.-]+(?:/[\w.-]+)*/(?:[\w.-]+|\*)")
_MEMBER = re.compile(r"<@[\w-]+>")
_GROUP = re.compile(r"<@&[\w-]+>")
_HOST = re.compile(r"^https?://[^/]+/")
_ONE_NAME = re.compile(r"[^\W\d_][\w.-]*")
_ADDRESS = re.compile(r"[^@<>:/]+@[^@<>:/]+")


def read_me(cursor: Cursor, found: Found, _: Today) -> bool:
    """Place `@me`, `I`, `my`; the `me` of `show me` asks for nobody."""
    is_given = cursor.key() != "@me" and (cursor.key(-1) in GIVING or cursor.key(1) in NOT_ME)
    is_asked_for = cursor.key() in ME and not is_given
    if is_asked_for:
        cursor.take()
        _add(found, WhoKind.ME)
    return is_asked_for


def read_group(cursor: Cursor, found: Found, _: Today) -> bool:
    """Place `everyone`, `everyone here`, `team`, `we`, and a group or role as a chat writes it: `<@&ID>`."""
    if cursor.skip(EVERYONE):
        _add(found, WhoKind.EVERYONE, "here" if cursor.skip(("here",)) else "")
        return True
    if _GROUP.fullmatch(cursor.key()):
        _add(found, WhoKind.TEAM, cursor.take().text)
        return True
    if cursor.skip(TEAM):
        _add(found, WhoKind.TEAM)
        return True
    return False


def read_person(cursor: Cursor, found: Found, _: Today) -> bool:
    """Place `@name`, `"Full Name"`, an address, `github:login`, and a person as a chat writes them: `<@ID>`."""
    key = cursor.key()
    provider, colon, login = key.partition(":")
    is_login = bool(colon and login and provider in PROVIDERS)
    is_person = is_login or key.startswith(('"', "@")) or any(form.fullmatch(key) for form in (_MEMBER, _ADDRESS))
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


def question_of(arguments: Sequence[str]) -> str:
    """Return the question in a command line's arguments: a full name, from which the shell took the quotes, has them again."""
    return " ".join(f'"{one.lstrip("@")}"' if _is_full_name(one) else one for one in arguments)


def likely_person(cursor: Cursor, word: Word) -> str:
    """Return how a person would be written of whom a word that has no place may be a part: "Ana Silva", "Person 86", @ana; or nothing."""
    before, behind = cursor.before(word), cursor.after(word)
    if before and before.key.startswith("@"):
        return f'"{before.text.lstrip("@")} {word.text}"'
    if word.text.istitle() and behind and (behind.text.isdigit() or _is_name(behind)):
        return f'"{word.text} {behind.text}"'
    is_asked_for = before and before.key in BEFORE_PEOPLE and _ONE_NAME.fullmatch(word.text)
    return f"@{word.text}" if is_asked_for else ""


def _is_name(word: Word) -> bool:
    return word.text.istitle() and word.text.isalpha() and word.key not in MEANINGS


def _is_full_name(text: str) -> bool:
    words = text.lstrip("@").split()
    is_written_so = len(words) > 1 and all(word[:1].isupper() or word.isdigit() for word in words)
    return is_written_so and any(word.isalpha() and word.lower() not in KNOWN for word in words)


def path_of(word: str) -> str:
    """Return the path of a repository, given as such or as its address; `5/1` is none."""
    path = _HOST.sub("", word).removesuffix(".git")
    return path if _PATH.fullmatch(path) and not path.replace("/", "").isdigit() else ""


def _add(found: Found, kind: WhoKind, text: str = "") -> None:
    who = Who(kind, text)
    if who not in found.who:
        found.who.append(who)

"""Clone URLs: which ones are, and which are refused before git sees them (TRAPS.md M18)."""

import re
from collections.abc import Collection

from core.errors import PermanentError
from core.messages import git as messages

_LONGEST = 2_000
_LIKE_A_URL = re.compile(
    r"^-|^[A-Za-z][A-Za-z0-9+.-]*:(?://|:)|^[^/\s]+@[^/\s]+:|^[^@\s]*:[^@\s]*@|^[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+:[^\\]"
)
_SHAPE = re.compile(
    r"(?P<scheme>https?)://(?P<host>[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9a-fA-F:.]+\])(?::[0-9]{1,5})?(?P<path>/[!-~]+)"
)
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]"})
# What stands before a host, also where the address is mistyped: https:name:word@host, https://name:wo/rd@host
_CREDENTIALS = re.compile(r"(?<=:)//[^/\s]*@|//[^/@:\s]*:\S*@|^(?:[A-Za-z][A-Za-z+.-]*:)?/?(?!/)[^@:\s]*:(?!//)\S*@")


def is_url(place: str) -> bool:
    """Say whether a place is meant as an address rather than as a path, or could lead git astray as either."""
    return _LIKE_A_URL.match(place) is not None or not place.isprintable()


def shown(url: str) -> str:
    """Return an address as it may be shown: without credentials."""
    return _CREDENTIALS.sub("//", url)[:200]


def checked(url: str, *, allowed: Collection[str] = ("https",)) -> str:
    """Return the address to clone.

    Plain http, where it is allowed, is for this machine alone.

    Raises:
        PermanentError: it is refused; the sentence never holds credentials.
    """
    why = _refusal(url, allowed)
    if why:
        raise PermanentError(messages.refused(shown(url) if url.isprintable() else "", why))
    return url


def _refusal(url: str, allowed: Collection[str]) -> str:
    if not url.isprintable() or not url.isascii() or " " in url:
        return messages.URL_CHARACTERS
    if len(url) > _LONGEST:
        return messages.URL_LENGTH
    if re.match(r"[a-z]+://[^/:]*(?::\S*)?@", url, re.IGNORECASE):
        return messages.URL_CREDENTIALS
    found = _SHAPE.fullmatch(url)
    if found is None or not set(found["path"]).isdisjoint("\\?#") or ".." in found["path"].split("/"):
        return messages.URL_SHAPE
    if found["scheme"] not in allowed or (found["scheme"] == "http" and found["host"] not in _LOOPBACK):
        return messages.URL_SHAPE
    return ""

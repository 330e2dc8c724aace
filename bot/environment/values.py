"""What variables may hold. Each check returns the value, or says what is wanted, never what was there."""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

from pydantic import SecretStr

from core.finding.tickets import KEY
from core.hosts import address_of, allowed
from core.limits import members
from core.messages import serving
from core.messages import settings as messages
from core.preferences import zone_named

OFF = "off"
_PLACEHOLDERS = frozenset(("changeme", "change-me", "secret", "your-secret", "xxx", "placeholder", "todo", "client_secret", "token"))
_EXAMPLE = re.compile(r"<.*>|.*(your|change|example|placeholder|\.\.\.|xxxx|\*\*\*|…).*", re.IGNORECASE)
_DISCORD = re.compile(r"[\w-]+\.[\w-]+\.[\w-]+", re.ASCII)
_LEAST = 16  # characters of a secret
_PORTS = 65_535


def zone(value: str) -> str:
    """Take a time zone."""
    try:
        return zone_named(value).key if value else ""
    except ValueError:
        raise ValueError(messages.ZONE) from None


def level(value: str) -> str:
    """Take the least grave thing to log."""
    if value.lower() not in ("", "debug", "info", "warning", "error"):
        raise ValueError(messages.LOG)
    return value.lower()


def address(value: str) -> str:
    """Take the address of a model."""
    if value and not (value.startswith(("https://", "http://")) and value.isascii() and value.isprintable() and " " not in value):
        raise ValueError(messages.ADDRESS)
    return value


def remote(value: str) -> str:
    """Take https, and plain http on this machine alone: a token goes there."""
    try:
        parts = urlsplit(value)
        host = parts.hostname or ""
        is_here = host == "localhost" or ((found := address_of(host)) is not None and found.is_loopback)
        is_good = address(value) == value and not (parts.username or parts.password or parts.query or parts.fragment)
    except ValueError:
        is_good = is_here = False
    if value and not (is_good and host and (parts.scheme == "https" or is_here)):
        raise ValueError(messages.REMOTE)
    return value.rstrip("/")


def tracker(value: str) -> str:
    """Take where tickets are; their key goes to the end where nothing says its place."""
    whole = value if KEY in value or not value else f"{value.rstrip('/')}/{KEY}"
    start, _, rest = whole.partition("://")
    host = re.split("[/?#]", rest, maxsplit=1)[0]
    try:
        remote(f"{start}://{host}" if value else "")
        is_good = address(whole) == whole and not set(host + whole.replace(KEY, "", 1)) & set("{}")
    except ValueError:
        is_good = False
    if not is_good:
        raise ValueError(messages.TRACKER)
    return whole


def number(wanted: str, least: int, most: int) -> Callable[[str], str]:
    """Return what takes a whole number in a span, and nothing."""

    def check(value: str) -> str:
        if value and not (value.isdecimal() and value.isascii() and len(value) <= len(str(most)) and least <= int(value) <= most):
            raise ValueError(wanted)
        return value

    return check


def people(value: str) -> str:
    """Take a list of people."""
    members(value)
    return value


def hosts(value: str) -> str:
    """Take the list of hosts."""
    allowed(value)
    return value


def secret_keys(value: SecretStr) -> SecretStr:
    """Take sealing keys."""
    if value:
        from adapters.redis.keyring import keys_in

        keys_in(value.get_secret_value())
    return value


def client_secret(value: SecretStr) -> SecretStr:
    """Take a secret that somebody made."""
    if value.get_secret_value().lower() in _PLACEHOLDERS:
        raise ValueError(messages.PLACEHOLDER)
    return key(value)


def token(start: str, wanted: str) -> Callable[[SecretStr], SecretStr]:
    """Return what takes a token that begins so, and nothing."""

    def check(value: SecretStr) -> SecretStr:
        text = value.get_secret_value()
        if text and not text.startswith(start):
            raise ValueError(wanted)
        return _made(value, text.removeprefix(start))

    return check


def discord_token(value: SecretStr) -> SecretStr:
    """Take a bot's token."""
    text = value.get_secret_value()
    if text.lower().startswith(("bot ", "bearer ")):
        raise ValueError(serving.DISCORD)
    _made(value, text)
    if text and not _DISCORD.fullmatch(text):
        raise ValueError(serving.DISCORD_SHAPE)
    return value


def snowflake(value: str) -> str:
    """Take an id of Discord's."""
    if value and not (value.isascii() and value.isdecimal()):
        raise ValueError(serving.GUILD)
    return value


def long_secret(value: SecretStr) -> SecretStr:
    """Take a secret that nobody can guess."""
    text = value.get_secret_value()
    _made(value, text)
    if text and len(text) < _LEAST:
        raise ValueError(serving.SHORT)
    return value


def _made(value: SecretStr, text: str) -> SecretStr:
    """See that a secret is none of an example's."""
    if value and (not text or text.lower() in _PLACEHOLDERS or _EXAMPLE.fullmatch(text) or set(text.lower()) <= set("x-")):
        raise ValueError(messages.PLACEHOLDER)
    return key(value)


def place(value: str) -> str:
    """Take where to listen."""
    if value and not _is_place(value):
        raise ValueError(serving.PLACE)
    return value


def metrics(value: str) -> str:
    """Take where to listen, or that nothing does."""
    if value and value.lower() != OFF and not _is_place(value):
        raise ValueError(serving.METRICS)
    return OFF if value.lower() == OFF else value


def _is_place(value: str) -> bool:
    host, _, port = value.rpartition(":")
    is_host = host == "localhost" or address_of(host.strip("[]")) is not None
    return is_host and port.isascii() and port.isdecimal() and int(port[:6]) <= _PORTS


def name(value: str) -> str:
    """Take a line of text."""
    if not value.isprintable():
        raise ValueError(messages.WORD)
    return value


def key(value: SecretStr) -> SecretStr:
    """Take a key."""
    key = value.get_secret_value()
    if not (key.isascii() and key.isprintable()) or " " in key:
        raise ValueError(messages.KEY)
    return value

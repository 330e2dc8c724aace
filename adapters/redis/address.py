"""REDIS_URL, read and checked: which server, and how one gets in."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from core.errors import SettingsError
from core.messages import store as messages
from core.model import Secret

PORT, SENTINEL_PORT = 6379, 26379
_TLS = ("ssl_ca_certs", "ssl_certfile", "ssl_keyfile")
_SENTINEL = ("redis+sentinel", "rediss+sentinel")


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """One server, or the Sentinels that know which one it is."""

    hosts: tuple[tuple[str, int], ...] = ()
    socket: str = ""
    master: str = ""  # its name among Sentinels; empty is a server itself
    database: int = 0
    user: str = ""
    password: Secret = field(default_factory=lambda: Secret(""))
    is_tls: bool = False
    files: Mapping[str, str] = field(default_factory=dict)  # of TLS, under redis-py's names
    is_embedded: bool = False

    @property
    def where(self) -> str:
        """What the user calls it: "the embedded store", "the store at localhost:6379"; no password is in it."""
        if self.is_embedded:
            return messages.EMBEDDED
        hosts = ", ".join(f"[{host}]:{port}" if ":" in host else f"{host}:{port}" for host, port in self.hosts)
        return messages.store_at(self.socket or hosts)


def address(url: str, *, is_embedded: bool = False) -> Address:
    """Read an address.

    redis://:PASSWORD@HOST:PORT/DATABASE, rediss:// with TLS, unix://PATH, and redis+sentinel:// or rediss+sentinel://
    with :PASSWORD@HOST:PORT,HOST:PORT/MASTER/DATABASE. Another machine is refused without a password or a client's certificate.

    Raises:
        SettingsError: it is not understood, or not safe; the sentence shows no part of it but the name of an option.
    """
    try:
        parts = urlsplit(url.strip())
        read = _socket(parts, is_embedded=is_embedded) if parts.scheme == "unix" else _remote(parts)
    except ValueError:  # whose text may hold the password
        raise SettingsError([_shape(url)]) from None
    if not read.socket and not read.password and "ssl_certfile" not in read.files and not all(_is_here(host) for host, _ in read.hosts):
        raise SettingsError([messages.URL_PASSWORD])
    return read


def _socket(parts: SplitResult, *, is_embedded: bool) -> Address:
    options = _options(parts, ("db",))
    user, password, rest = _who(parts.netloc)
    if rest or not parts.path.startswith("/"):
        raise ValueError
    return Address(
        socket=unquote(parts.path), database=_number(options.get("db", "")), user=user, password=password, is_embedded=is_embedded
    )


def _remote(parts: SplitResult) -> Address:
    if parts.scheme not in ("redis", "rediss", *_SENTINEL):
        raise SettingsError([messages.URL_SCHEME])
    is_tls = parts.scheme.startswith("rediss")
    has_sentinels = parts.scheme in _SENTINEL
    user, password, rest = _who(parts.netloc)
    hosts = tuple(_host(one, SENTINEL_PORT if has_sentinels else PORT) for one in rest.split(","))
    path = [unquote(part) for part in parts.path.split("/")[1:]]
    master = path.pop(0) if path and has_sentinels else ""
    if len(path) > 1 or bool(master) != has_sentinels or (len(hosts) > 1 and not has_sentinels):
        raise ValueError
    return Address(
        hosts=hosts,
        master=master,
        database=_number("".join(path)),
        user=user,
        password=password,
        is_tls=is_tls,
        files=_options(parts, _TLS if is_tls else ()),
    )


def _who(netloc: str) -> tuple[str, Secret, str]:
    """Split "user:password@rest"."""
    before, _, rest = netloc.rpartition("@")
    user, _, password = before.partition(":")
    return unquote(user), Secret(unquote(password)), rest


def _host(text: str, port: int) -> tuple[str, int]:
    parts = urlsplit(f"//{text}")
    if not parts.hostname:
        raise ValueError
    return parts.hostname, parts.port or port


def _options(parts: SplitResult, allowed: tuple[str, ...]) -> dict[str, str]:
    options = dict(parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query)))
    for name, value in options.items():
        if name not in allowed:
            raise SettingsError([messages.url_option(name if name.isidentifier() and name.isascii() else "?")])
        if name in _TLS and not (value.startswith("/") and os.access(value, os.R_OK)):
            raise SettingsError([messages.url_file(name)])
    return options


def _number(text: str) -> int:
    if text and not (text.isascii() and text.isdigit() and len(text) <= 4):  # noqa: PLR2004  digits of a database's number
        raise ValueError
    return int(text or "0")


def _is_here(host: str) -> bool:
    """Say whether a host is this machine itself."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _shape(url: str) -> str:
    return messages.URL_SENTINEL if "+sentinel:" in url[:20] else messages.URL_SHAPE

"""Which hosts a person may name: those that an administrator allows, written plainly, at addresses that lead to no inside.

The list is the primary control. Then the name itself must be a plain one (no address in any spelling, no login, no port), and what it
resolves to must be public, unless the administrator named a network for it. `ipaddress` alone is not enough: it takes shared address
space, translations to IPv4 and multicast for global.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from core.errors import PermanentError
from core.messages import reaching as messages

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
Judge = Callable[[str, str], None]
"""Hears to which address a name led, before a byte goes there; raises PermanentError where it may not."""

LONGEST = 253  # characters of a name (RFC 1035)
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_NAME = re.compile(rf"{_LABEL}(?:\.{_LABEL})+", re.ASCII)
_COLLECTION = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9 ._-]{0,62}[A-Za-z0-9])?", re.ASCII)
_INSIDE = tuple(
    ip_network(network)
    for network in (
        "0.0.0.0/8",  # this network
        "100.64.0.0/10",  # shared between a carrier's customers (RFC 6598); clouds keep their metadata there
        "168.63.129.16/32",  # Azure's host
        "192.0.0.0/24",  # protocol assignments, metadata at some clouds
        "192.88.99.0/24",  # 6to4 relays
        "198.18.0.0/15",  # benchmarks
        "240.0.0.0/4",
        "::/96",  # IPv4 in IPv6, no longer used
        "::ffff:0:0/96",  # IPv4 in IPv6
        "64:ff9b::/96",  # translated IPv4 (NAT64)
        "64:ff9b:1::/48",
        "100::/64",
        "2001::/23",  # Teredo among them
        "2002::/16",  # 6to4
        "fec0::/10",
        "5f00::/16",
    )
)


@dataclass(frozen=True, slots=True)
class Allowed:
    """The hosts that an administrator names, each with the networks where it may be; none is the public internet."""

    networks: Mapping[str, Sequence[Network]]

    def host(self, text: str, *, public: str = "") -> str:
        """Return a host that somebody named, with an organisation or collection behind it where one was given; `public` needs no leave.

        Raises:
            PermanentError: it is no plain name of a host, or nobody allowed it.
        """
        name, slash, rest = text.strip().partition("/")
        name = name.lower()
        if not is_name(name) or (slash and not _COLLECTION.fullmatch(rest)):
            raise PermanentError(messages.not_a_host(text[:100]))
        if name not in self.networks and name != public:
            raise PermanentError(messages.not_allowed(name))
        return f"{name}/{rest}" if slash else name

    def admits(self, name: str, address: Address) -> bool:
        """Say whether a host may be at an address."""
        networks = self.networks.get(name, ())
        return any(address in network for network in networks) if networks else is_public(address)

    def judge(self, name: str, address: str) -> None:
        """Refuse an address, as a resolver writes it, where a host may not be.

        Raises:
            PermanentError: it leads inside.
        """
        read = address_of(address)
        if read is None or not self.admits(name, read):
            raise PermanentError(messages.not_public(name))


def allowed(text: str) -> Allowed:
    """Read the administrator's list: names with commas between, each with `=NETWORK` behind it as often as wanted.

    Raises:
        ValueError: an entry is none.
    """
    found: dict[str, tuple[Network, ...]] = {}
    for number, entry in enumerate(filter(None, re.split(r"[,\s]+", text)), 1):
        name, *networks = entry.lower().split("=")
        if not is_name(name):
            raise ValueError(messages.host_list(number))
        try:
            found[name] = tuple(ip_network(network) for network in networks)
        except ValueError:
            raise ValueError(messages.host_list(number)) from None
    return Allowed(found)


def anywhere(_name: str, _address: str) -> None:
    """Refuse no address: an administrator named the host."""


def is_name(text: str) -> bool:
    """Say whether a text is a plain name of a host: ASCII letters in labels, and no spelling of an address."""
    if len(text) > LONGEST or not _NAME.fullmatch(text):
        return False
    last = text.rpartition(".")[2]
    return not (last.isdigit() or re.fullmatch(r"0x[0-9a-f]*", last)) and last != "localhost"


def is_public(address: Address) -> bool:
    """Say whether an address is one that anybody may reach."""
    if isinstance(address, IPv6Address) and address.scope_id:
        return False
    return address.is_global and not address.is_multicast and not any(address in network for network in _INSIDE)


def address_of(text: str) -> Address | None:
    """Read an address as a resolver writes it."""
    try:
        return ip_address(text)
    except ValueError:
        return None

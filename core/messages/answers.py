"""What is said about a host that could not be read, or only in part, whichever kind it is."""

from collections.abc import Sequence


def not_from_here(host: str) -> str:
    """Tell that the address is not on somebody's list."""
    return f"{host} does not answer to this address (an IP restriction): ask from a network that its administrators allow"


def moved(host: str) -> str:
    """Tell that redirects are not followed."""
    return f"{host} answers with a redirect, which is not followed with a token: check the address of the host"


def busy(host: str, when: str) -> str:
    """Tell that there were too many calls."""
    return f"{host} has had too many calls of this account: ask again at {when} UTC"


def failed(host: str, status: int) -> str:
    """Tell that the host has a fault of its own."""
    return f"{host} failed ({status}): try again later"


def rejected(host: str, status: int) -> str:
    """Tell that a call was not understood."""
    return f"{host} did not take the call ({status}): its version may be too old for this"


def late(host: str) -> str:
    """Tell that it took too long."""
    return f"{host} did not answer in time: try again later"


def lost(host: str) -> str:
    """Tell that there was no connection, or that it broke."""
    return f"{host} could not be reached, or broke off: check the network and try again"


def too_large(host: str) -> str:
    """Tell that an answer had no end."""
    return f"{host} sent more than Recap reads: ask for a shorter time"


def not_json(host: str) -> str:
    """Tell that something else answered."""
    return f"{host} sent a page instead of data (a login or maintenance page?): open {host} in a browser and try again"


def broken(host: str) -> str:
    """Tell that the data could not be read."""
    return f"{host} sent data that is not whole: try again later"


def unseen(host: str, why: Sequence[str], more: int) -> str:
    """Join what could not be looked at, after what was found."""
    rest = f"; {more} more like that" if more else ""
    return f"{host} could not be looked at in full: {'; '.join(why)}{rest}"


def unread(what: str, why: str) -> str:
    """Name what a failure is about."""
    return f"{what} ({why})" if what else why
